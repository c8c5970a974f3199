"""What is owed: every obligation can come due, is judged by what stands still, and can still be met then."""

from collections.abc import Iterator

from forms.problems import Problem
from workflows.calendars import CALENDARS
from workflows.checks.drawing import Drawing
from workflows.document import Obligation
from workflows.facts import MOVING, read_through
from workflows.speech import _


def obligations_can_come_due(drawing: Drawing) -> Iterator[Problem]:
    """What is counted from a day that nobody ever sets would never be owed."""
    for obligation in drawing.document.obligations:
        if missing := _never_set(drawing, obligation):
            yield drawing.said(missing, obligation)


def obligations_are_judged_by_what_stands(drawing: Drawing) -> Iterator[Problem]:
    """What is owed is judged when something happens in the case; a clock alone would change nothing."""
    for obligation in drawing.document.obligations:
        read = obligation.rule.fields() if obligation.rule else ()
        for fact in read_through(read, drawing.document.tables):
            if fact in MOVING:
                yield drawing.said(
                    _(
                        "“%(name)s” is owed by something that changes with time alone (%(fact)s). Choose a fact that "
                        "stays, such as the age when the case was registered, and count the day from an anchor."
                    ),
                    obligation,
                    fact=fact,
                )


def what_is_counted_from_the_last_comes_back(drawing: Drawing) -> Iterator[Problem]:
    for obligation in drawing.document.obligations:
        if obligation.from_last and obligation.every is None:
            yield drawing.said(
                _(
                    "“%(name)s” is counted from the last time, but never comes back. Set after how long it does."
                ),
                obligation,
            )


def what_outlives_the_case_has_a_task(drawing: Drawing) -> Iterator[Problem]:
    """Closing stops the path, and with it every step on it."""
    for obligation in drawing.document.obligations:
        if obligation.step and obligation.is_owed_after_closing:
            yield drawing.said(
                _(
                    "“%(name)s” is owed after the closing, but its step (%(step)s) cannot be done then. Leave the step "
                    "out and choose a role and a form."
                ),
                obligation,
                step=obligation.step,
            )


def meetings_owed_have_a_task(drawing: Drawing) -> Iterator[Problem]:
    for obligation in drawing.document.obligations:
        if obligation.step and obligation.attendees:
            yield drawing.said(
                _(
                    "“%(name)s” names who takes part, but is met by a step. Name them there, or leave the step out."
                ),
                obligation,
            )


def decisions_run_by_the_calendar(drawing: Drawing) -> Iterator[Problem]:
    for decision in drawing.decisions:
        lengths = (decision.longest, decision.total)
        if any(length.workdays for length in lengths if length):
            yield drawing.said(
                _("“%(name)s” grants a period in working days. Write it in months, weeks or days."),
                decision,
            )


def the_calendar_is_known(drawing: Drawing) -> Iterator[Problem]:
    calendar = drawing.document.calendar
    if calendar and calendar not in CALENDARS:
        yield Problem(
            _("The holidays of %(calendar)s are not known. Choose one of %(known)s.")
            % {"calendar": calendar, "known": ", ".join(CALENDARS)},
            "calendar",
        )


def _never_set(drawing: Drawing, obligation: Obligation) -> str:
    """The sentence that says why the anchor never comes; empty when it can."""
    match obligation.first.anchor:
        case "decision_start" | "decision_end":
            if not any(decision.effect == "grant" for decision in drawing.decisions):
                return _(
                    "“%(name)s” is counted from a decision, but no step grants one. Choose another day to count from."
                )
        case "service_start":
            askers = drawing.askers.values()
            if not any("service_start" in getattr(each, "records", {}) for each in askers):
                return _(
                    "“%(name)s” is counted from the start of the service, but no step records it. Let a step record "
                    "service_start, or choose another day to count from."
                )
    return ""
