"""Who holds which role today, and what that lets them do. What a role may do is in `accounts.role_table`."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Organisation, Unit, User
from accounts.role_table import PERMISSIONS, permissions_of


class Grant(NamedTuple):
    """One held role, for one unit it reaches (or none)."""

    role: str
    unit: int | None
    starts_on: date
    ends_on: date | None

    def is_in_force(self, on: date) -> bool:
        """Both the first and the last day count."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


def roles_of(user: User | AnonymousUser, *, on: date | None = None) -> frozenset[str]:
    """The keys of the roles somebody holds today, or `on` another day.

    Whoever installed the platform (a superuser) is an administrator without a grant.
    """
    held = {grant.role for grant in _grants_in_force(user, on)}
    if user.is_active and user.is_superuser:
        held.add("administrator")
    return frozenset(held)


def units_of(
    user: User | AnonymousUser, *, role: str | None = None, on: date | None = None
) -> frozenset[int]:
    """The units (primary keys) where somebody holds a role, or this `role`.

    A role held in an organisation reaches all its units; a role on the platform reaches none.
    """
    return frozenset(
        grant.unit
        for grant in _grants_in_force(user, on)
        if grant.unit is not None and role in (None, grant.role)
    )


def may(user: User | AnonymousUser, permission: str) -> bool:
    """Whether one of the person's roles of today carries this permission.

    errors   LookupError for a permission that no role has: that is a misspelling, not a refusal
    """
    if permission not in PERMISSIONS:
        raise LookupError(permission)
    return permission in permissions_of(roles_of(user))


def people_who_may(  # noqa: PLR0913  each narrows whom one asks for
    role: str | Collection[str],
    unit: Unit | int | None = None,
    *,
    organisation: Organisation | int | None = None,
    units: QuerySet[Unit] | None = None,
    organisations: QuerySet[Organisation] | None = None,
    qualification: str = "",
    on: date | None = None,
) -> QuerySet[User]:
    """Active people who hold a role, or one of several, by name.

    unit            people with the role in the unit or in its whole organisation
    organisation    people with the role anywhere in the organisation
    units, organisations   people with the role in one of these units or in its whole organisation, or in the whole
                    of one of these organisations
    qualification   only people with this code
    """
    day = on or timezone.localdate()
    named = [role] if isinstance(role, str) else sorted(role)
    grants = Q(grants__role__in=named, grants__starts_on__lte=day)
    grants &= Q(grants__ends_on=None) | Q(grants__ends_on__gte=day)
    if unit is not None:
        grants &= Q(grants__unit=unit) | Q(grants__organisation__units=unit)
    if organisation is not None:
        grants &= Q(grants__unit__organisation=organisation) | Q(grants__organisation=organisation)
    if units is not None or organisations is not None:
        inside = Q(pk__in=[])
        if units is not None:
            inside |= Q(grants__unit__in=units) | Q(grants__organisation__units__in=units)
        if organisations is not None:
            inside |= Q(grants__organisation__in=organisations)
        grants &= inside
    holders = User.objects.filter(grants).values("pk")
    people = User.objects.filter(is_active=True, pk__in=holders)
    if qualification:
        people = people.filter(qualification=qualification)
    return people.order_by("last_name", "first_name", "username")


def forget_grants(user: User) -> None:
    """Read the grants of this user object again when they are next asked for."""
    user.__dict__.pop("_grants", None)


def _grants_in_force(user: User | AnonymousUser, on: date | None) -> list[Grant]:
    if not user.is_active:
        return []
    day = on or timezone.localdate()
    return [grant for grant in _grants(user) if grant.is_in_force(day)]


def _grants(user: User) -> list[Grant]:
    """All grants of a person, ended ones too: one query, kept on the user object of the request."""
    if "_grants" not in user.__dict__:
        rows = user.grants.values_list(
            "role", "unit", "organisation__units", "starts_on", "ends_on"
        ).order_by()
        user.__dict__["_grants"] = [
            Grant(role, unit or units, starts_on, ends_on)
            for role, unit, units, starts_on, ends_on in rows
        ]
    return user.__dict__["_grants"]
