"""Who may plan whose absence, and who can stand in."""

from django.db.models import QuerySet
from django.http import Http404

from accounts.models import Absence, Unit, User
from accounts.role_table import roles_with
from accounts.roles import people_who_may, roles_of, units_of

MANAGER = "manager"


def may_plan(by: User, user: User) -> bool:
    """Whether somebody registers absences of this person: their own, and those of the people in units they manage."""
    works = bool(roles_of(by) & roles_with("work.use"))
    return works and (by.pk == user.pk or people_of(by).filter(pk=user.pk).exists())


def people_of(manager: User) -> QuerySet[User]:
    """Everybody who works in the units that somebody manages, by name; nobody for who manages none."""
    units = Unit.objects.filter(pk__in=units_of(manager, role=MANAGER))
    return people_who_may(roles_with("work.use"), units=units)


def colleagues(user: User, *, by: User) -> QuerySet[User]:
    """Who can stand in for somebody: who works in one of their units; a manager chooses in the whole organisation.

    Rights do not move with an absence, cases and tasks do: whoever stands in decides only where their own role
    decides.
    """
    working = roles_with("work.use")
    if by.pk == user.pk:
        found = people_who_may(working, units=Unit.objects.filter(pk__in=units_of(user)))
    else:
        found = people_who_may(working, organisation=user.organisation_id)
    return found.exclude(pk=user.pk).filter(organisation=user.organisation_id)


def absence_of(by: User, pk: int) -> Absence:
    """One absence that somebody may change.

    errors   Http404
    """
    found = Absence.objects.select_related("user", "substitute").filter(pk=pk).first()
    if found is None or not may_plan(by, found.user):
        raise Http404
    return found


def person_of(by: User, pk: int) -> User:
    """One person whose absences somebody may register.

    errors   Http404
    """
    if pk == by.pk:
        return by
    found = people_of(by).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
