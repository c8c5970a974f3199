"""Whom a step may ask while it runs: people of its roles, queues of units, somebody outside by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import RoleGrant, Unit
from accounts.role_table import ROLE_BY_KEY
from cases import places
from cases.facts import Facts
from cases.parties import Whom
from cases.queries.people import RolePick, asked_in, picks
from cases.queries.task_page import appointed_in
from cases.queries.words import Words
from cases.rights import roles_of_case
from cases.typed import storable
from workflows.document import Role
from workflows.steps import Several

UNIT = "_unit-"
OUTSIDE = "_outside"

Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Offer:
    """One role whose people or units may be asked."""

    pick: RolePick
    units: Sequence[Unit]
    chosen_units: frozenset[str]

    @property
    def unit_name(self) -> str:
        """The name of the field on the page."""
        return f"{UNIT}{self.pick.role}"


def units_with_a_queue(role: Role | None) -> QuerySet[Unit]:
    """The units where somebody of a role reads the queue today."""
    who = [key for key in role.who if "queue.see" in ROLE_BY_KEY[key].permissions] if role else []
    today = timezone.localdate()
    in_force = Q(ends_on=None) | Q(ends_on__gte=today)
    grants = RoleGrant.objects.filter(in_force, role__in=who, starts_on__lte=today)
    units = Q(pk__in=grants.values("unit")) | Q(organisation__in=grants.values("organisation"))
    found = Unit.objects.filter(units).order_by("name", "pk")
    return (
        found.filter(pk__in=places.units_of(role).values("pk"))
        if role and role.is_placed
        else found
    )


def offers(step: Several, words: Words, facts: Facts, posted: Posted) -> list[Offer]:
    """What the page offers for asking one more, with what was posted."""
    known = roles_of_case(facts.case, words.document)
    chosen = {role: appointed_in(posted).get(role, []) for role in step.may_ask}
    found = picks(words, facts, step.may_ask, chosen=chosen, asked=asked_in(posted))
    return [
        Offer(
            replace(pick, many=True, now=()),
            list(units_with_a_queue(known[pick.role])),
            frozenset(posted.get(f"{UNIT}{pick.role}", ())),
        )
        for pick in found
    ]


def chosen(offered: Sequence[Offer], posted: Posted) -> list[Whom]:
    """Whom the person has chosen, of those who are offered."""
    found: list[Whom] = []
    for offer in offered:
        role = offer.pick.role
        found += [Whom(role, user=user) for user in offer.pick.those(offer.pick.chosen)]
        found += [
            Whom(role, unit=unit) for unit in offer.units if str(unit.pk) in offer.chosen_units
        ]
    if name := storable((posted.get(OUTSIDE) or [""])[0]):
        found.append(Whom(name=name))
    return found
