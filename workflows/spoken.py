"""Days of a workflow in words: *3 months after the start of the service*. Pure: `say` brings the language."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workflows import texts as words
from workflows.document import Event, Obligation, Phase, WorkflowDocument
from workflows.facts import owner_of
from workflows.steps import Moment, Period, Task
from workflows.tables import BETWEEN, BOOLEANS, COMPARED, NOT, OTHER, UNANSWERED, Table

Say = Callable[[str], str]
ANCHORS: Mapping[str, str] = {
    "now": "the day it is given out",
    "case_start": "the registration",
    "service_start": "the start of the service",
    "decision_start": "the first day of the decision",
    "decision_end": "the last day of the decision",
    "closing": "the closing",
}
# What is known of every case, as an editor of rules reads it.
FACTS: Mapping[str, str] = {
    "case.entry": "How the case came in",
    "case.urgency": "How urgent it is",
    "case.reason": "Why the service is needed",
    "case.onward_path": "Where the person goes on to",
    "case.special_support": "Needs special support",
    "case.service_start": "First day of the service",
    "case.decisions": "How many decisions have granted the service",
    "case.decision_end": "Last day of the granted period",
    "case.days_in_service": "Days since the service began",
    "case.paused": "The case is paused",
    "participant.name": "Name of the person",
    "participant.age": "Age of the person",
    "participant.age_at_entry": "Age of the person when the case was registered",
    "participant.age_at_start": "Age of the person when the service began",
    "participant.language": "Language of the person",
    "participant.municipality": "Municipality of the person",
    "today": "Today",
}
# One and several of each unit, written out so that they can be translated.
UNITS: Mapping[str, tuple[str, str]] = {
    "months": ("%(count)s month", "%(count)s months"),
    "weeks": ("%(count)s week", "%(count)s weeks"),
    "days": ("%(count)s day", "%(count)s days"),
    "workdays": ("%(count)s working day", "%(count)s working days"),
}
DAYS_OFF: Mapping[str, str] = {
    "next": "%(day)s, or the next working day",
    "previous": "%(day)s, or the working day before",
}


def period(length: Period, say: Say) -> str:
    """Say a length of time without its direction: *6 months 14 days*."""
    parts = []
    for unit, (one, several) in UNITS.items():
        count = abs(getattr(length, unit))
        if count:
            parts.append(say(one if count == 1 else several) % {"count": count})
    return " ".join(parts)


def moment(day: Moment, document: WorkflowDocument, texts: Mapping[str, str], say: Say) -> str:
    """Say when something is: *7 days before the last day of the decision*."""
    said = _counted(day, anchor(day.anchor, document, texts, say), say)
    return say(DAYS_OFF[day.day_off]) % {"day": said} if day.day_off in DAYS_OFF else said


def _counted(day: Moment, from_what: str, say: Say) -> str:
    length = period(day.period, say)
    if not length:
        return say("on %(anchor)s") % {"anchor": from_what}
    before = min(getattr(day.period, unit) for unit in UNITS) < 0
    said = say("%(length)s before %(anchor)s") if before else say("%(length)s after %(anchor)s")
    return said % {"length": length, "anchor": from_what}


def anchor(name: str, document: WorkflowDocument, texts: Mapping[str, str], say: Say) -> str:
    """Say what a day is counted from, by the titles of the workflow."""
    if name in ANCHORS:
        return say(ANCHORS[name])
    kind, _colon, key = name.partition(":")
    if kind == "date":
        return key
    if kind == "answer":
        key = owner_of(key)
    those: tuple[Phase | Obligation | Task, ...] = tuple(document.tasks())
    if kind in ("phase", "obligation"):
        those = document.phases if kind == "phase" else document.obligations
    found: words.Part | None = next((part for part in those if part.key == key), None)
    if found is None and key == "start":
        found = document.start
    return f"“{words.title(texts, found)}”" if found else name


def obligation(
    owed: Obligation, document: WorkflowDocument, texts: Mapping[str, str], say: Say
) -> str:
    """Say when something is owed: the first day, and how often it comes back."""
    said = [moment(owed.first, document, texts, say)]
    if owed.every is not None:
        again = (
            say("then %(length)s after the last")
            if owed.from_last
            else say("then every %(length)s")
        )
        said.append(again % {"length": period(owed.every, say)})
    if owed.rule is not None:
        said.append(say("when its condition holds"))
    if owed.outlives:
        said.append(say("also after the closing"))
    return ", ".join(said)


# What an event does to the case itself.
EFFECTS: Mapping[str, str] = {
    "pause": "pauses the case",
    "resume": "resumes a paused case",
    "transfer": "offers a role to be taken over",
    "approval": "needs joint approval",
    "extra": "gives out an extra task",
    "enrolment": "starts another case beside this one",
}


def effect(event: Event, say: Say) -> str:
    """Say what an event does to the case; empty when it does nothing to it."""
    return say(EFFECTS[event.effect.kind]) if event.effect else ""


# Decision tables ----------------------------------------------------------------------------------

SIGNS: Mapping[str, str] = {
    "<": "%(what)s is below %(value)s",
    "<=": "%(what)s is at most %(value)s",
    ">": "%(what)s is above %(value)s",
    ">=": "%(what)s is at least %(value)s",
}


def table_rows(
    table: Table, document: WorkflowDocument, texts: Mapping[str, str], say: Say
) -> list[str]:
    """Read each row of a decision table back as a sentence."""
    said = []
    for row in table.rows:
        cells = zip(table.columns, row.cells, strict=False)
        parts = [_cell(fact(name, document, texts, say), cell, say) for name, cell in cells if cell]
        sentence = say("When %(when)s: %(gives)s") if parts else say("Otherwise: %(gives)s")
        said.append(sentence % {"when": f" {say('and')} ".join(parts), "gives": row.gives})
    return said


def combination(
    table: Table,
    values: Sequence[Any],
    document: WorkflowDocument,
    texts: Mapping[str, str],
    say: Say,
) -> str:
    """Say one combination of what may be known: *urgency is soon, age is 25*."""
    said = []
    for name, value in zip(table.columns, values, strict=True):
        what = fact(name, document, texts, say)
        if value is OTHER:
            said.append(say("%(what)s is anything else") % {"what": what})
        elif value is None:
            said.append(_cell(what, UNANSWERED, say))
        else:
            said.append(
                _cell(
                    what,
                    {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value),
                    say,
                )
            )
    return ", ".join(said)


def fact(name: str, document: WorkflowDocument, texts: Mapping[str, str], say: Say) -> str:
    """Say what is known: a fact of the case in words, an answer by its step and question."""
    if name in FACTS:
        return f"“{say(FACTS[name])}”"
    head, _dot, rest = name.partition(".")
    key = rest if head in ("done", "met") else head
    parts: tuple[Any, ...] = (*document.tasks(), *document.events, *document.obligations)
    found: Any = next((part for part in parts if part.key == key), None)
    if found is None and key == "start":
        found = document.start
    if found is None:
        return name
    title = f"“{words.title(texts, found)}”"
    return title if head in ("done", "met") else f"{title} ({rest})"


def _cell(what: str, cell: str, say: Say) -> str:
    if cell == UNANSWERED:
        return say("%(what)s is not answered") % {"what": what}
    if cell in BOOLEANS:
        return say("%(what)s is yes" if BOOLEANS[cell] else "%(what)s is no") % {"what": what}
    if compared := COMPARED.fullmatch(cell):
        return say(SIGNS[compared[1]]) % {"what": what, "value": compared[2]}
    if between := BETWEEN.fullmatch(cell):
        said = {"what": what, "low": between[1], "high": between[2]}
        return say("%(what)s is from %(low)s to %(high)s") % said
    named = not cell.startswith(NOT)
    values = [each.strip() for each in cell.removeprefix(NOT).split(",")]
    said = {"what": what, "value": f" {say('or')} ".join(values)}
    return say("%(what)s is %(value)s" if named else "%(what)s is not %(value)s") % said
