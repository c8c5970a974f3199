"""Effects of events: a pause stops something and comes to an end, and only what is paused is resumed."""

from collections.abc import Iterator

from forms.problems import Problem
from workflows.checks.drawing import Drawing
from workflows.dates import is_forward, longest_days
from workflows.document import Event
from workflows.effects import CLOCKS, Approval, Enrolment, Pause, Resume, Transfer
from workflows.paths import phase_entries, reached, ways
from workflows.speech import _
from workflows.steps import walk


def pauses_stop_clocks(drawing: Drawing) -> Iterator[Problem]:
    for event, pause in _pauses(drawing):
        unknown = [clock for clock in pause.clocks if clock not in CLOCKS]
        if not pause.clocks:
            yield drawing.said(
                _("“%(name)s” pauses the case but stops no clock. Choose what stands still."), event
            )
        for clock in unknown:
            yield drawing.said(
                _("“%(name)s” stops a clock that does not exist (%(clock)s). Choose again."),
                event,
                clock=clock,
            )


def pauses_have_a_length(drawing: Drawing) -> Iterator[Problem]:
    for event, pause in _pauses(drawing):
        given = [period for period in (pause.longest, pause.look_again) if period is not None]
        if not all(map(is_forward, given)):
            yield drawing.said(
                _(
                    "“%(name)s” has a pause of no time at all. Set months, weeks or days, and none below zero."
                ),
                event,
            )
        elif len(given) > 1 and longest_days(given[1]) >= longest_days(given[0]):
            yield drawing.said(
                _(
                    "“%(name)s” is looked at again when the pause is already over. Set an earlier day."
                ),
                event,
            )


def pauses_come_to_an_end(drawing: Drawing) -> Iterator[Problem]:
    """Wherever a paused case can come to, somebody must be able to resume it, or the calendar does."""
    resuming = [event for event in drawing.document.events if isinstance(event.effect, Resume)]
    everywhere = any(not event.phases for event in resuming)
    covered = {phase for event in resuming for phase in event.phases}
    for event, pause in _pauses(drawing):
        if pause.longest is not None or everywhere:
            continue
        for phase in _phases_after(drawing, event):
            if phase.key not in covered:
                yield drawing.said(
                    _(
                        "“%(name)s” may never end in “%(phase)s”. Add an event that resumes the case there, "
                        "or set the longest pause."
                    ),
                    event,
                    phase=drawing.name(phase),
                )


def only_what_pauses_is_resumed(drawing: Drawing) -> Iterator[Problem]:
    if any(_pauses(drawing)):
        return
    for event in drawing.document.events:
        if isinstance(event.effect, Resume):
            yield drawing.said(
                _("“%(name)s” resumes the case, but nothing pauses it. Add an event that pauses."),
                event,
            )


def effects_name_their_roles(drawing: Drawing) -> Iterator[Problem]:
    for event in drawing.document.events:
        match event.effect:
            case Transfer(roles=()):
                yield drawing.said(
                    _("“%(name)s” does not say which role is handed on. Choose at least one."),
                    event,
                )
            case Approval(roles=()):
                yield drawing.said(
                    _("“%(name)s” does not say who approves. Choose at least one role."), event
                )
            case Approval(roles=roles, enough=int(enough)) if not 1 <= enough <= len(roles):
                yield drawing.said(
                    _(
                        "“%(name)s” needs a number of approvals that cannot be reached. Set 1 to %(most)s, "
                        "or leave it empty for all."
                    ),
                    event,
                    most=len(roles),
                )


def enrolments_name_programmes(drawing: Drawing) -> Iterator[Problem]:
    if drawing.programmes is None:
        return
    for event in drawing.document.events:
        if isinstance(event.effect, Enrolment):
            for programme in event.effect.programmes:
                if programme not in drawing.programmes:
                    yield drawing.said(absent_programme(), event, programme=programme)


def absent_programme() -> str:
    """Say that a programme is not there: `%(name)s` is the event that names it, `%(programme)s` how."""
    return _(
        "“%(name)s” begins a case in a programme that does not exist (%(programme)s). Choose another."
    )


def decisions_are_exceeded_by_approvals(drawing: Drawing) -> Iterator[Problem]:
    lengthening = {
        event.key
        for event in drawing.document.events
        if isinstance(event.effect, Approval)
        and event.effect.longer is not None
        and is_forward(event.effect.longer)
    }
    for decision in drawing.decisions:
        if decision.exceeded_by and decision.exceeded_by not in lengthening:
            yield drawing.said(
                _(
                    "“%(name)s” may be exceeded by an event that gives no longer time (%(event)s). Choose an event "
                    "with joint approval that says how much longer."
                ),
                decision,
                event=decision.exceeded_by,
            )
        elif decision.exceeded_by and decision.total is None:
            yield drawing.said(
                _("“%(name)s” has no longest time together that could be exceeded. Set it."),
                decision,
            )


def _pauses(drawing: Drawing) -> Iterator[tuple[Event, Pause]]:
    for event in drawing.document.events:
        if isinstance(event.effect, Pause):
            yield event, event.effect


def _phases_after(drawing: Drawing, event: Event) -> list:
    """The phases in which a case can be that was paused in those of the event."""
    document = drawing.document
    entries = phase_entries(document)
    named = event.phases or drawing.phases
    seen = reached([entries[key] for key in named if key in entries], ways(document))
    return [
        phase
        for phase in document.phases
        if phase.key in named or any(block.key in seen for block in walk(phase.blocks))
    ]
