"""Days: everything that is due or waited for has a day that can come."""

from collections.abc import Iterator
from datetime import date

from forms.problems import Problem
from workflows.checks.drawing import Drawing
from workflows.dates import is_forward
from workflows.document import Obligation
from workflows.facts import ANCHORS, field_of
from workflows.speech import _
from workflows.steps import Decision, End, Moment, Period, Task, Wait

MOST_YEARS = 100


def waits_can_be_over(drawing: Drawing) -> Iterator[Problem]:
    for block in drawing.blocks:
        if isinstance(block, Wait) and block.until is None and block.rule is None:
            yield drawing.said(_("“%(name)s” waits for nothing. Set a day, a rule or both."), block)


def days_are_counted_from_something(drawing: Drawing) -> Iterator[Problem]:
    for part, moment in _moments(drawing):
        if not _is_known(drawing, moment.anchor):
            yield drawing.said(
                _(
                    "“%(name)s” counts its day from something that does not exist (%(anchor)s). Choose again."
                ),
                part,
                anchor=moment.anchor or _("none"),
            )


def lengths_are_lived_through(drawing: Drawing) -> Iterator[Problem]:
    """A day beyond the calendar would stop every step of the case that counts it."""
    for part in (*drawing.blocks, *drawing.document.obligations):
        if any(map(_is_endless, _lengths(part))):
            yield drawing.said(
                _("“%(name)s” has a time of more than %(most)s years. Write a shorter one."),
                part,
                most=MOST_YEARS,
            )


def obligations_have_a_firm_day(drawing: Drawing) -> Iterator[Problem]:
    """An obligation counted from now, or from itself, would never come."""
    for obligation in drawing.document.obligations:
        if obligation.first.anchor in ("now", f"obligation:{obligation.key}"):
            yield drawing.said(
                _(
                    "“%(name)s” has no firm first day. Count it from the start, a decision, a phase or an answer."
                ),
                obligation,
            )


def what_comes_back_moves_on(drawing: Drawing) -> Iterator[Problem]:
    for obligation in drawing.document.obligations:
        if obligation.every is not None and not is_forward(obligation.every):
            yield drawing.said(
                _(
                    "“%(name)s” comes back after no time at all. Set months, weeks or days, and none below zero."
                ),
                obligation,
            )
        if obligation.times is not None and (obligation.times < 1 or obligation.every is None):
            yield drawing.said(
                _(
                    "“%(name)s” has a number of times that cannot be. Set how often it comes back, once or more."
                ),
                obligation,
            )
        if obligation.opens < 0:
            yield drawing.said(
                _("“%(name)s” opens after it is due. Set 0 days or more."), obligation
            )


def events_name_phases(drawing: Drawing) -> Iterator[Problem]:
    for event in drawing.document.events:
        for phase in event.phases:
            if phase not in drawing.phases:
                yield drawing.said(
                    _("The event “%(name)s” names a phase that does not exist (%(phase)s)."),
                    event,
                    phase=phase,
                )


def gates_guard_a_step(drawing: Drawing) -> Iterator[Problem]:
    ways_out = {event.key for event in drawing.document.events}
    ways_out |= {block.key for block in drawing.blocks if isinstance(block, End)}
    for gate in drawing.document.gates:
        if gate.step not in drawing.steps and gate.step not in ways_out:
            yield drawing.said(
                _("“%(name)s” guards a step that does not exist (%(step)s). Choose another step."),
                gate,
                step=gate.step or _("none"),
            )


def _moments(drawing: Drawing) -> Iterator[tuple[object, Moment]]:
    for task in drawing.document.tasks():
        yield from ((task, day) for day in (task.due, task.not_before, task.legal) if day)
    for block in drawing.blocks:
        if isinstance(block, Wait) and block.until:
            yield block, block.until
    for obligation in drawing.document.obligations:
        yield obligation, obligation.first


def _lengths(part: object) -> Iterator[Period]:
    """Every length of time that is written in a part."""
    match part:
        case Decision():
            yield from (period for period in (part.longest, part.total) if period)
        case Wait() if part.until:
            yield part.until.period
        case Obligation():
            yield from (part.first.period, part.every or Period(), Period(days=part.opens))
    if isinstance(part, Task):
        yield from (Period(days=days) for days in part.reminders)
        yield from (Period(days=row.after) for row in part.chain)
        yield from (day.period for day in (part.due, part.not_before, part.legal) if day)


def _is_endless(period: Period) -> bool:
    years = (period.months / 12, period.weeks / 52, period.days / 365, period.workdays / 250)
    return max(map(abs, years)) > MOST_YEARS


def _is_known(drawing: Drawing, anchor: str) -> bool:
    kind, _colon, name = anchor.partition(":")
    match kind:
        case "phase":
            return name in drawing.phases
        case "obligation":
            return name in {obligation.key for obligation in drawing.document.obligations}
        case "answer":
            return _is_date(drawing, name)
        case "date":
            return _is_in_the_calendar(name)
        case _:
            return anchor in ANCHORS


def _is_in_the_calendar(written: str) -> bool:
    try:
        return bool(date.fromisoformat(written))
    except ValueError:
        return False


def _is_date(drawing: Drawing, fact: str) -> bool:
    """Tell whether `<step>.<field>` is a date; a form that is missing is another problem."""
    step, _dot, name = fact.partition(".")
    asker = drawing.askers.get(step)
    if asker is None or not asker.form:
        return False
    question = field_of(asker, name, drawing.forms)
    return asker.form not in drawing.forms or (question is not None and question.kind == "date")
