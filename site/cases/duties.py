"""Who may do a task and who may hold a role in a case. Who may *see* a case is in `cases.access`."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import may, people_who_may, roles_of, units_of
from cases.facts import Facts
from cases.hand import Hand
from cases.models import CaseTask, TeamMember
from cases.refusals import CannotHoldRole, NotForYou, NotYoursToTakeOut, TaskNotYours
from workflows.document import Decision, Role

MANAGER = "manager"


def works_in(user: User, unit: int, roles: Iterable[str]) -> bool:
    """Whether somebody holds one of these platform roles in the unit. No role named: any that works there."""
    named = frozenset(roles)
    held = roles_of(user) & named if named else roles_of(user)
    return any(unit in units_of(user, role=role) for role in held)


def why_not(user: User, role: Role, *, unit: int, facts: Facts) -> str:
    """The sentence that says why somebody may not hold a role in this case; empty when they may."""
    if not works_in(user, unit, role.who):
        return _("%(name)s does not have the role in this unit that is needed.") % {
            "name": user.display_name
        }
    for need in role.needs:
        if facts.holds(need.rule) and user.qualification != need.qualification:
            return _("%(name)s does not have the qualification that this case needs.") % {
                "name": user.display_name
            }
    return ""


def check_may_hold(hand: Hand, role_key: str, user: User) -> None:
    """Refuse somebody who may not hold a role in this case.

    errors   CannotHoldRole with a sentence, marked with the role
    """
    role = hand.role(role_key)
    if role is None:
        raise CannotHoldRole(errors={role_key: _("The workflow has no such role.")})
    sentence = why_not(user, role, unit=hand.case.unit_id, facts=hand.facts)
    if sentence:
        raise CannotHoldRole(errors={role_key: sentence})


def people_for(case_facts: Facts, role: Role) -> list[User]:
    """Everybody who may hold a role in this case, by name."""
    unit = case_facts.case.unit_id
    needs = [need.qualification for need in role.needs if case_facts.holds(need.rule)]
    found: dict[int, User] = {}
    for platform_role in role.who:
        for user in people_who_may(platform_role, unit):
            if all(user.qualification == need for need in needs):
                found[user.pk] = user
    return sorted(found.values(), key=lambda user: (user.last_name, user.first_name, user.pk))


def check_may_do(hand: Hand, task: CaseTask) -> None:
    """Refuse somebody who may not do this task.

    errors   TaskNotYours · NotForYou when deciding needs a right that the person lacks
    """
    if task.owner_id not in (None, hand.actor.pk):
        raise TaskNotYours
    if task.owner_id is None:
        check_may_take(hand, task)
    if isinstance(task.flow_task.block, Decision) and not may(hand.actor, "case.decide"):
        raise NotForYou


def check_may_take(hand: Hand, task: CaseTask) -> None:
    """Refuse somebody who may not take a task from the queue.

    errors   TaskNotYours · CannotHoldRole when a qualification is missing
    """
    if hand.holds_role(hand.by, task.role):
        return
    role = hand.role(task.role)
    if role is None or not works_in(hand.actor, hand.case.unit_id, role.who):
        raise TaskNotYours
    check_may_hold(hand, task.role, hand.actor)


def is_in_team(hand: Hand, user: User) -> bool:
    """Whether somebody plays a role in the case now."""
    return any(member.user_id == user.pk for member in hand.team)


def check_in_team(hand: Hand, roles: Iterable[str] = ()) -> None:
    """Refuse somebody who plays none of these roles in the case (no role named: none at all).

    Managers of the unit may act where the team may, except in what belongs to named roles.

    errors   NotForYou
    """
    named = frozenset(roles)
    held = {member.role for member in hand.team if member.user_id == hand.actor.pk}
    if held & named or (held and not named):
        return
    if not named and is_manager(hand):
        return
    raise NotForYou


def check_may_take_out(hand: Hand, member: TeamMember) -> None:
    """Refuse somebody who takes a role from somebody else without a say in it.

    errors   NotYoursToTakeOut
    """
    mine = hand.actor.pk in (member.user_id, member.appointed_by_id)
    if not mine and not is_manager(hand):
        raise NotYoursToTakeOut


def is_manager(hand: Hand) -> bool:
    """Whether the person who acts manages the unit."""
    return hand.by is not None and works_in(hand.by, hand.case.unit_id, [MANAGER])


def managers_of(hand: Hand) -> list[User]:
    """The managers of the unit."""
    return list(people_who_may(MANAGER, hand.case.unit_id))


def check_appointments(hand: Hand, appoints: Iterable[str], people: Mapping[str, User]) -> None:
    """Refuse appointments that are missing, uncalled for or not allowed: every sentence at once.

    errors   CannotHoldRole
    """
    errors: dict[str, str] = {}
    named = tuple(appoints)
    for role_key in people:
        if role_key not in named:
            errors[role_key] = _("This step names nobody for that role.")
    for role_key in named:
        person = people.get(role_key)
        if person is None:
            if not hand.holders(role_key):
                errors[role_key] = _("Choose who it is.")
            continue
        role = hand.role(role_key)
        sentence = role and why_not(person, role, unit=hand.case.unit_id, facts=hand.facts)
        if sentence:
            errors[role_key] = sentence
    if errors:
        raise CannotHoldRole(errors=errors)
