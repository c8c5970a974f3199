"""Starting something that may happen at any time: an interruption, a pause, a wish to stop."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.absences import hands_of
from accounts.models import Unit, User
from cases import duties, pausing
from cases.actions import extra, moving, proposals
from cases.facts import Facts
from cases.hand import Hand, hold
from cases.happenings import can_happen, is_in_phase, is_unlocked
from cases.models import Case, CaseTask, JournalEntry
from cases.nodes.human import side_path
from cases.refusals import EventNotNow
from cases.typed import storable
from forms.models import FormVersion
from workflows.document import Event
from workflows.effects import Approval, Enrolment, ExtraTask, Pause, Resume, Transfer


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody writes about the effect of an event, beside its form.

    until   the day a paused case goes on by itself, or an extra task is due
    title   what an extra task is called
    role    of the case that is offered, when the event leaves a choice
    to      whom it is offered to
    ending  why the case ends, when the event ends it: one of the outcome's reasons
    """

    reason: str = ""
    until: date | None = None
    title: str = ""
    role: str = ""
    to: User | Unit | None = None
    ending: str = ""


def start_event(  # noqa: PLR0913  what happened, and what is said about its effect
    case: Case,
    key: str,
    by: User,
    answers: Mapping[str, Any],
    *,
    form_version: FormVersion | None = None,
    said: Said | None = None,
) -> CaseTask:
    """Start an event of the workflow; what follows runs beside the path, unless it ends the case.

    errors   EventNotNow · NotForYou · GateHoldsBack · WrongFormVersion · CaseIsClosed · CaseBusy
             · EndingReasonMissing · AlreadyPaused · NotPaused · AnswersRefused
    """
    with hold(case.processes.get().pk, by=by) as hand:
        event = next((each for each in hand.document.events if each.key == key), None)
        if event is None or not is_in_phase(event, hand.case):
            raise EventNotNow
        duties.check_in_team(hand, event.roles)
        if isinstance(event.effect, Enrolment):
            raise EventNotNow  # the other case is begun by `enrolment.enrol_beside`
        if isinstance(event.effect, ExtraTask):
            return _give_extra(hand, event, event.effect, said or Said())
        hand.ending = said.ending if said else ""
        form = moving.check_form(hand, event.form, form_version)
        step = hand.begin(f"event_{key}", side_path())
        hand.facts.record(key, answers)
        agreed_later = isinstance(event.effect, Transfer | Approval)
        if not agreed_later:
            hand.facts.mark_started(key)
        moving.record_facts(hand, event.records, answers)
        hand.check_gates(key)
        moving.hand_in(hand, step.task, form, answers)
        entry = _take_effect(hand, event, step.task, said or Said())
        if not agreed_later:
            moving.go_on(hand, step.task)
        moving.conclude(hand, entry)
    return step.task


def _give_extra(hand: Hand, event: Event, effect: ExtraTask, said: Said) -> CaseTask:
    """The form of such an event is asked in the task that is given out, not when it is given."""
    hand.check_gates(event.key)
    return extra.give(hand, event, effect, title=storable(said.title), due_on=said.until)


def _take_effect(hand: Hand, event: Event, task: CaseTask, said: Said) -> JournalEntry:
    """Do to the case what the event does to it, and leave the trace."""
    reason = storable(said.reason)
    match event.effect:
        case Pause() as effect:
            pause = pausing.begin(hand, event, effect, reason=reason, until=said.until)
            planned = {"until": pause.planned_on.isoformat()} if pause.planned_on else {}
            return hand.trace(
                "case_paused",
                task=task,
                event=event.key,
                reason=reason,
                clocks=pause.clocks,
                **planned,
            )
        case Resume():
            pause = pausing.finish(hand)
            days = (hand.today - pause.starts_on).days
            return hand.trace("case_resumed", task=task, event=event.key, reason=reason, days=days)
        case Transfer() as effect:
            offer = proposals.offer(
                hand, event, effect, task, role=said.role, to=said.to, reason=reason
            )
            facts = {
                "role": offer.role,
                "to": said.to.display_name if isinstance(said.to, User) else str(said.to),
            }
            return hand.trace(
                "transfer_offered", task=task, event=event.key, reason=reason, **facts
            )
        case Approval() as effect:
            proposals.ask_approval(hand, event, effect, task, reason=reason)
            return hand.trace("approval_asked", task=task, event=event.key, reason=reason)
        case _:
            return hand.trace("event_started", task=task, event=event.key)


def events_for(case: Case, by: User) -> list[Event]:
    """The events that somebody may start in a case now, in the order of the drawing."""
    held = set(case.team.filter(user__in=hands_of(by), until=None).values_list("role", flat=True))
    document = case.processes.get().version.document()
    known = Facts(case)
    return [
        event
        for event in document.events
        if can_happen(event, case)
        and (held & set(event.roles) if event.roles else held)
        and is_unlocked(event, document.gates, known)
    ]
