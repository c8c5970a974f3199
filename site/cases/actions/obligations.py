"""What people do about obligations: say why one was missed."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases import duties, owed
from cases.actions import moving
from cases.hand import hold
from cases.models import Obligation
from cases.refusals import ReasonMissing, Refusal
from cases.typed import storable

State = Obligation.State


class NothingToExplain(Refusal):
    """The obligation is neither overdue, nor missed, nor met late."""

    status = 409
    sentence = _("There is nothing to explain: this was not late.")


def explain_miss(obligation: Obligation, by: User, reason: str) -> Obligation:
    """Say why something owed was late. What is still overdue is thereby given up as missed.

    errors   ReasonMissing · NothingToExplain · NotForYou
    """
    words = storable(reason)
    if not words:
        raise ReasonMissing
    process = obligation.case.processes.get()
    with hold(process.pk, by=by, closed=True) as hand:
        duties.check_in_team(hand)
        row = owed.row_of(hand, obligation.pk)
        if row.state not in (State.OVERDUE, State.MISSED, State.MET_LATE):
            raise NothingToExplain
        row.explained_by, row.explanation = by, words
        if row.state == State.OVERDUE:
            owed.miss(hand, row)
            moving.conclude(hand)
        else:
            hand.also(row)
            hand.trace("obligation_explained", obligation=row.key, reason=row.explanation)
    return row
