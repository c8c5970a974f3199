"""Who may come to hold a role in a case: whose roles, units and qualifications fit."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import people_who_may, roles_of, units_of
from cases import places
from cases.facts import Facts
from cases.places import PARTNER
from workflows.document import Role


def works_in(user: User, unit: int, roles: Iterable[str]) -> bool:
    """Whether somebody holds one of these platform roles in the unit. No role named: any that works there."""
    named = frozenset(roles)
    held = roles_of(user) & named if named else roles_of(user)
    return any(unit in units_of(user, role=role) for role in held)


def people_for(facts: Facts, role: Role) -> list[User]:
    """Everybody who may hold a role in this case: the unit's own people by name, then the others.

    Partners come from every organisation; people of other units only when nobody in the unit itself may hold it.
    Where the role says where its people work, they come from there; and from the unit in whose queue its tasks lie.
    """
    own, others = own_people(facts, role), []
    if not role.is_placed:
        others = [] if own else list(_of_the_organisation(facts, role))
        others += _who_may(facts, role, [PARTNER]) if PARTNER in role.who else []
    others += _of_the_queue(facts, role)
    found = {user.pk: user for user in (*own, *others)}
    here = {user.pk for user in own}
    return sorted(
        found.values(),
        key=lambda user: (user.pk not in here, user.last_name, user.first_name, user.pk),
    )


def own_people(facts: Facts, role: Role) -> list[User]:
    """Who may hold a role and belongs to it: people of the case's own unit, or of where the role says they work."""
    if role.is_placed:
        return list(_qualified(facts, role, places.people_of(role)))
    return list(_of_the_unit(facts, role))


def is_within_reach(user: User, role: Role, facts: Facts) -> bool:
    """The rule of `people_for`, for one person and without their qualification."""
    queue = places.queue_unit(role)
    if queue is not None and works_in(user, queue.pk, role.who):
        return True
    if role.is_placed:
        return places.people_of(role).filter(pk=user.pk).exists()
    if works_in(user, facts.case.unit_id, role.who):
        return True
    if PARTNER in role.who and PARTNER in roles_of(user):
        return True
    elsewhere = _of_the_organisation(facts, role).filter(pk=user.pk)
    return elsewhere.exists() and not _of_the_unit(facts, role).exists()


def _of_the_unit(facts: Facts, role: Role) -> QuerySet[User]:
    return _who_may(facts, role, role.who, unit=facts.case.unit_id)


def _of_the_organisation(facts: Facts, role: Role) -> QuerySet[User]:
    inside = [each for each in role.who if each != PARTNER]
    return _who_may(facts, role, inside, organisation=facts.case.unit.organisation_id)


def _who_may(
    facts: Facts,
    role: Role,
    platform_roles: Iterable[str],
    *,
    unit: int | None = None,
    organisation: int | None = None,
) -> QuerySet[User]:
    """People with one of these platform roles, and every qualification that the case needs."""
    people = people_who_may(list(platform_roles), unit, organisation=organisation)
    return _qualified(facts, role, people)


def _of_the_queue(facts: Facts, role: Role) -> list[User]:
    unit = places.queue_unit(role)
    return list(_who_may(facts, role, role.who, unit=unit.pk)) if unit else []


def _qualified(facts: Facts, role: Role, people: QuerySet[User]) -> QuerySet[User]:
    for need in role.needs:
        if facts.holds(need.rule):
            people = people.filter(qualification=need.qualification)
    return people.select_related("unit", "organisation")
