"""Why a case ends, asked of whoever ends it: on the page before a task is finished, where something is reported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cases.endings import lacks_reason, outcome_of, reason_among
from cases.facts import Facts
from cases.following import Following, beginning, following
from cases.models import Case, CaseTask
from cases.queries.words import Words
from cases.refusals import EndingReasonMissing, Refusal
from cases.typed import storable
from workflows.document import Event
from workflows.steps import Choice

ENDING = "_ending"  # the field on the page


@dataclass(frozen=True, slots=True)
class EndingQuestion:
    """The reasons of the outcome that the case ends with: (code, words, whether it was chosen)."""

    outcome: str
    reasons: Sequence[tuple[str, str, bool]]
    error: str = ""

    name = ENDING


def posted(request: Any) -> str:
    """The reason that was chosen on the page."""
    return storable(request.POST.get(ENDING, ""))[:60]


def asked(
    words: Words, outcome: str, *, chosen: str = "", error: str = ""
) -> EndingQuestion | None:
    """The question about an outcome; none when it has no reasons."""
    known = outcome_of(words.document, outcome)
    if known is None or not known.reasons:
        return None
    rows = [(code, words.ending(outcome, code), code == chosen) for code in known.reasons]
    return EndingQuestion(words.outcome(outcome), rows, error)


def with_chosen(question: EndingQuestion | None, chosen: str) -> EndingQuestion | None:
    """The question as it was answered: what was chosen is not lost when the page comes back."""
    if question is None:
        return None
    rows = [(code, words, code == chosen) for code, words, _was in question.reasons]
    return replace(question, reasons=rows)


def when_refused(words: Words, refusal: Refusal, chosen: str) -> EndingQuestion | None:
    """The question when the case was about to end without an answer to it."""
    if not isinstance(refusal, EndingReasonMissing):
        return None
    return asked(words, refusal.outcome, chosen=chosen, error=str(refusal))


def of_task(
    task: CaseTask,
    words: Words,
    facts: Facts,
    answers: Mapping[str, Any],
    records: Mapping[str, str],
) -> EndingQuestion | None:
    """The question when finishing a task certainly ends the case, unless the answers say why."""
    if task.kind == "judgement":
        found = _judged(task.key, words, str(answers.get("branch", "")), facts)
    else:
        found = following(words.document, task.key, facts.holds)
    return _unless_said(found, words, facts.case, records, answers)


def of_event(event: Event, words: Words, facts: Facts) -> EndingQuestion | None:
    """The question when an event certainly ends the case; one whose form asks why is asked by the form."""
    if event.form and "reason" in event.records:
        return None
    return _unless_said(beginning(event.blocks, facts.holds), words, facts.case, {}, {})


def of_closed(case: Case, words: Words, *, error: str = "") -> EndingQuestion | None:
    """The question about a case that ended while nobody was there to be asked."""
    if case.is_open or not lacks_reason(words.document, case.outcome, case.ending_reason):
        return None
    return asked(words, case.outcome, error=error)


def _judged(choice: str, words: Words, branch: str, facts: Facts) -> Following:
    ways = (each for each in words.document.blocks() if isinstance(each, Choice))
    way = next(
        (way for each in ways if each.key == choice for way in each.branches if way.key == branch),
        None,
    )
    return beginning(way.blocks, facts.holds) if way else Following()


def _unless_said(
    found: Following,
    words: Words,
    case: Case,
    records: Mapping[str, str],
    answers: Mapping[str, Any],
) -> EndingQuestion | None:
    said = str(answers.get(records.get("reason", ""), ""))
    if not found.outcome or reason_among(
        outcome_of(words.document, found.outcome), said, case.reason
    ):
        return None
    return asked(words, found.outcome)
