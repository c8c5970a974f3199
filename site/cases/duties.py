"""Who may do a task and who may hold a role in a case. Who may *see* a case is in `cases.access`."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from accounts.absences import hands_of
from accounts.models import User
from accounts.roles import may, people_who_may, roles_of
from cases.candidates import is_within_reach, works_in
from cases.facts import Facts
from cases.hand import Hand
from cases.models import Case, CaseTask, Proposal, TeamMember
from cases.parties import PARTY
from cases.refusals import CannotHoldRole, NotForYou, NotYoursToTakeOut, TaskNotYours
from workflows.document import Role
from workflows.steps import Decision

MANAGER = "manager"


def why_not(user: User, role: Role, facts: Facts) -> str:
    """The sentence that says why somebody may not hold a role in this case; empty when they may."""
    if not is_within_reach(user, role, facts):
        if role.is_placed:
            return _("%(name)s does not work where the people of this role do.") % {
                "name": user.display_name
            }
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
    check_may_all_hold(hand, role_key, [user])


def check_may_do(hand: Hand, task: CaseTask) -> None:
    """Refuse somebody who may not do this task.

    errors   TaskNotYours · NotForYou when deciding needs a right that the person lacks
    """
    if task.owner_id is None:
        check_may_take(hand, task)
    elif task.owner_id != hand.actor.pk:
        check_stands_in(hand, task)
    if isinstance(task.flow_task.block, Decision) and not may(hand.actor, "case.decide"):
        raise NotForYou


def is_in_hands(hand: Hand, person: int | None) -> bool:
    """Whether the one who acts does the tasks of this person (primary key) today: their own, or as a substitute."""
    return hand.by is not None and person in hands_of(hand.by)


def check_stands_in(hand: Hand, task: CaseTask) -> None:
    """Refuse a task in somebody else's hands, unless that person is away and the one who acts stands in.

    Rights do not move with an absence: the role must be one that the substitute's own roles may hold somewhere,
    with the qualification that the case needs. What is done then is noted as done in place of the other.

    errors   TaskNotYours · CannotHoldRole
    """
    if task.owner is None or not is_in_hands(hand, task.owner_id):
        raise TaskNotYours
    role = hand.role(task.role) if task.kind != "extra" else None
    if role is not None:
        if role.who and not roles_of(hand.actor).intersection(role.who):
            raise CannotHoldRole(
                _("You stand in for %(name)s, but this task needs a role that you do not have.")
                % {"name": task.owner.display_name}
            )
        check_qualified(hand, role)
    hand.instead_of = task.owner


def check_may_take(hand: Hand, task: CaseTask) -> None:
    """Refuse somebody who may not take a task from the queue.

    errors   TaskNotYours · CannotHoldRole when a qualification is missing
    """
    if hand.holds_role(hand.by, task.role):
        return
    role = hand.role(task.role)
    if role is None or not works_in(hand.actor, task.unit_id, role.who):
        raise TaskNotYours
    if task.kind != PARTY:  # who is asked comes to hold no role
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
    mine = [member for member in hand.team if is_in_hands(hand, member.user_id)]
    mine = [member for member in mine if not named or member.role in named]
    if mine:
        if not any(member.user_id == hand.actor.pk for member in mine):
            hand.instead_of = mine[0].user
        return
    if not named and is_manager(hand):
        return
    raise NotForYou


def check_may_take_out(hand: Hand, member: TeamMember) -> None:
    """Refuse somebody who takes a role from somebody else without a say in it.

    errors   NotYoursToTakeOut
    """
    mine = is_in_hands(hand, member.user_id) or is_in_hands(hand, member.appointed_by_id)
    if not mine and not is_manager(hand):
        raise NotYoursToTakeOut


def check_may_take_over(hand: Hand, offer: Proposal) -> None:
    """Refuse somebody who takes a role over without what its holder needs.

    Who was offered it by name must be within reach still; in another unit the offer itself is the reach.
    errors   CannotHoldRole
    """
    role = hand.role(offer.role)
    if offer.to_user_id or role is None:
        check_may_hold(hand, offer.role, hand.actor)
        return
    check_qualified(hand, role)


def check_qualified(hand: Hand, role: Role) -> None:
    """Refuse somebody without the qualifications that this case needs in a role.

    errors   CannotHoldRole
    """
    for need in role.needs:
        if hand.holds(need.rule) and hand.actor.qualification != need.qualification:
            raise CannotHoldRole(
                _("%(name)s does not have the qualification that this case needs.")
                % {"name": hand.actor.display_name}
            )


def was_taken(case: Case) -> bool:
    """Whether somebody has ever worked with the case: from then on the first answers belong to the work."""
    return not case.is_open or case.team.exists()


def is_manager(hand: Hand) -> bool:
    """Whether the person who acts manages the unit."""
    return hand.by is not None and works_in(hand.by, hand.case.unit_id, [MANAGER])


def managers_of(hand: Hand) -> list[User]:
    """The managers of the unit."""
    return list(people_who_may(MANAGER, hand.case.unit_id))


def check_appointments(
    hand: Hand, appoints: Iterable[str], people: Mapping[str, Sequence[User]]
) -> None:
    """Refuse appointments that are missing, uncalled for or not allowed: every sentence at once.

    errors   CannotHoldRole
    """
    errors: dict[str, str] = {}
    named = tuple(appoints)
    for role_key in people:
        if role_key not in named:
            errors[role_key] = _("This step names nobody for that role.")
    for role_key in named:
        chosen = people.get(role_key, ())
        if not chosen and not hand.holders(role_key):
            errors[role_key] = _("Choose who it is.")
        elif sentence := _why_none(hand, role_key, chosen):
            errors[role_key] = sentence
    if errors:
        raise CannotHoldRole(errors=errors)


def check_may_all_hold(hand: Hand, role_key: str, people: Sequence[User]) -> None:
    """Refuse people who may not, together, hold a role in this case.

    errors   CannotHoldRole with a sentence, marked with the role
    """
    if sentence := _why_none(hand, role_key, people):
        raise CannotHoldRole(errors={role_key: sentence})


def _why_none(hand: Hand, role_key: str, people: Sequence[User]) -> str:
    """The sentence that says why these people may not come to hold a role; empty when they may."""
    role = hand.role(role_key)
    if role is None:
        return _("The workflow has no such role.")
    if len(people) > 1 and not role.many:
        return _("Only one person may hold this role. Choose one.")
    said = (why_not(person, role, hand.facts) for person in people)
    return next((sentence for sentence in said if sentence), "")
