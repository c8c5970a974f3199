"""How a case ends: with an outcome of its workflow, and for one of the reasons that the outcome has."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cases.refusals import EndingReasonMissing
from workflows.document import Outcome, WorkflowDocument

if TYPE_CHECKING:
    from cases.hand import Hand

NOT_SAID = ""


def outcome_of(document: WorkflowDocument, key: str) -> Outcome | None:
    """An outcome of the workflow; None when it has no such."""
    return next((each for each in document.outcomes if each.key == key), None)


def reason_among(outcome: Outcome | None, *said: str) -> str:
    """The first of what was said that is a reason of the outcome; empty when none is."""
    known = outcome.reasons if outcome else ()
    return next((each for each in said if each in known), NOT_SAID)


def how(hand: "Hand", key: str) -> Mapping[str, Any]:
    """What a case knows of its end: the outcome, what that is counted as, and the reason.

    A reason that the answers gave already is taken. The system ends a case without: somebody adds it later.
    errors   EndingReasonMissing when the person who ends it must choose one
    """
    outcome = outcome_of(hand.document, key)
    reason = reason_among(outcome, hand.ending or NOT_SAID, hand.case.reason)
    if outcome and outcome.reasons and not reason and hand.ending is not None:
        raise EndingReasonMissing(key)
    kind = outcome.kind if outcome else "other"
    return {"outcome": key, "outcome_kind": kind, "ending_reason": reason}


def told(ending: Mapping[str, Any]) -> dict[str, Any]:
    """The same as the journal keeps it."""
    said = {"outcome": ending["outcome"], "kind": ending["outcome_kind"]}
    return said | ({"ending": ending["ending_reason"]} if ending["ending_reason"] else {})


def lacks_reason(document: WorkflowDocument, outcome: str, reason: str) -> bool:
    """Whether a case ended without one of the reasons that its outcome has."""
    ended = outcome_of(document, outcome)
    return bool(ended and ended.reasons) and not reason
