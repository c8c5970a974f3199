"""Why a case of a story ends: the reason that the step says, else the first one of the outcome."""

from collections.abc import Callable

from cases.endings import outcome_of
from cases.models import Case
from cases.refusals import EndingReasonMissing
from programmes.shapes.story import StepShape


def for_a_reason[T](step: StepShape, case: Case, act: Callable[[str], T]) -> T:
    """Act, and give a reason when the case ends by it.

    act      does it, with the reason that is given to it
    errors   EndingReasonMissing when the step says a reason that the outcome does not have, or expects to be refused
    """
    try:
        return act(step.ending)
    except EndingReasonMissing as missing:
        document = case.processes.get().version.document()
        outcome = outcome_of(document, missing.outcome)
        if step.ending or outcome is None or (step.expect and step.expect.refused):
            raise
        return act(outcome.reasons[0])
