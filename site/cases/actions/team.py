"""Who plays which role in a case."""

from collections.abc import Sequence

from accounts.models import User
from cases import duties
from cases.actions import moving
from cases.hand import Hand, hold
from cases.models import Case
from cases.refusals import NotForYou


def appoint(case: Case, *, by: User, role: str, people: Sequence[User]) -> None:
    """Let people hold a role. Who held it alone gives it up, and the role's open tasks follow.

    people   several only where several may hold the role
    errors   NotForYou · NotYoursToTakeOut · CannotHoldRole · CaseIsClosed; nobody is appointed then
    """
    with hold(case.processes.get().pk, by=by) as hand:
        duties.check_in_team(hand)
        duties.check_may_all_hold(hand, role, people)
        for user in people:
            _appoint(hand, role, user)


def _appoint(hand: Hand, role: str, user: User) -> None:
    for member in moving.displaced(hand, role, user):
        duties.check_may_take_out(hand, member)
    earlier = [person.display_name for person in hand.holders(role)]
    moving.appoint(hand, role, user)
    hand.trace("appointed", role=role, person=user.display_name, earlier=earlier)
    hand.tell([user], "appointed", role=role)


def leave(case: Case, *, by: User, role: str, user: User) -> None:
    """Let somebody give up a role; its open tasks go to who is left, else to the queue.

    errors   NotForYou · NotYoursToTakeOut · CaseIsClosed
    """
    with hold(case.processes.get().pk, by=by) as hand:
        if by != user:
            duties.check_in_team(hand)
        member = next(
            (each for each in hand.team if (each.role, each.user_id) == (role, user.pk)), None
        )
        if member is None:
            raise NotForYou
        duties.check_may_take_out(hand, member)
        moving.leave(hand, member)
        hand.follow_role(role)
        hand.trace("left_role", role=role, person=user.display_name)
