"""Saying afterwards why a case ended, when nobody was there to be asked."""

from accounts.models import User
from cases import duties, endings
from cases.hand import hold
from cases.models import Case
from cases.refusals import EndingReasonKnown, EndingReasonMissing


def say_why(case: Case, *, by: User, reason: str) -> None:
    """Choose the reason of a case that ended without one: a day had come, or a step was left out.

    errors   NotForYou · EndingReasonKnown · EndingReasonMissing when it is none of the outcome's · CaseBusy
    """
    with hold(case.processes.get().pk, by=by, closed=True) as hand:
        duties.check_in_team(hand)
        known = hand.case
        if not endings.lacks_reason(hand.document, known.outcome, known.ending_reason):
            raise EndingReasonKnown
        chosen = endings.reason_among(endings.outcome_of(hand.document, known.outcome), reason)
        if not chosen:
            raise EndingReasonMissing(known.outcome)
        hand.change_case(ending_reason=chosen)
        hand.trace("ending_explained", outcome=known.outcome, ending=chosen)
