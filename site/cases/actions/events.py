"""Starting something that may happen at any time: an interruption, a pause, a wish to stop."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from cases import duties
from cases.actions import moving
from cases.hand import Hand, hold
from cases.models import Case, CaseTask
from cases.nodes.human import side_path
from cases.refusals import EventNotNow
from forms.models import FormVersion
from workflows.document import Event


def start_event(
    case: Case,
    key: str,
    by: User,
    answers: Mapping[str, Any],
    *,
    form_version: FormVersion | None = None,
) -> CaseTask:
    """Start an event of the workflow; what follows runs beside the path, unless it ends the case.

    errors   EventNotNow · NotForYou · GateHoldsBack · WrongFormVersion · CaseIsClosed · CaseBusy
    """
    with hold(case.processes.get().pk, by=by) as hand:
        event = next((each for each in hand.document.events if each.key == key), None)
        if event is None or not _is_open_now(hand, event):
            raise EventNotNow
        duties.check_in_team(hand, event.roles)
        form = moving.check_form(hand, event.form, form_version)
        step = hand.begin(f"event_{key}", side_path())
        hand.facts.record(key, answers)
        moving.record_facts(hand, event.records, answers)
        hand.check_gates(key)
        moving.hand_in(hand, step.task, form, answers)
        entry = hand.trace("event_started", task=step.task, event=key)
        moving.go_on(hand, step.task)
        moving.conclude(hand, entry)
    return step.task


def events_for(case: Case, by: User) -> list[Event]:
    """The events that somebody may start in a case now, in the order of the drawing."""
    held = set(case.team.filter(user=by, until=None).values_list("role", flat=True))
    version = case.processes.get().version
    return [
        event
        for event in version.document().events
        if case.is_open
        and (not event.phases or case.phase in event.phases)
        and (held & set(event.roles) if event.roles else held)
    ]


def _is_open_now(hand: Hand, event: Event) -> bool:
    return not event.phases or hand.case.phase in event.phases
