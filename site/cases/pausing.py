"""A case in hand is paused and goes on: clocks stop, and their days move by the days that were paused."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases import day_limits, owed
from cases.hand import Hand
from cases.held import HELD, hold_still, take_back
from cases.models import CaseTask, Pause
from cases.parties import PARTY, SEVERAL, round_of
from cases.refusals import AlreadyPaused, AnswersRefused, NotPaused
from cases.reminders import next_reminder
from cases.stopped_time import Stop, moved
from workflows import effects
from workflows.dates import add
from workflows.document import Event


def begin(
    hand: Hand, event: Event, effect: effects.Pause, *, reason: str, until: date | None
) -> Pause:
    """Let the case stand still from today.

    until    the day it goes on by itself; the longest pause ends it anyway
    errors   AlreadyPaused · AnswersRefused
    """
    if hand.facts.pause is not None:
        raise AlreadyPaused
    pause = Pause(
        case=hand.case,
        event=event.key,
        reason=_reason(reason),
        clocks=[clock for clock in effects.CLOCKS if clock in effect.clocks],
        starts_on=hand.today,
        planned_on=_planned(hand, effect, until),
        look_again_on=add(hand.today, effect.look_again) if effect.look_again else None,
        started_at=hand.now,
        started_by=hand.by,
    )
    hand.also(pause)
    hand.facts.pauses.append(pause)
    hand.change_case(paused_on=hand.today, times_paused=hand.case.times_paused + 1)
    for task in hand.open_tasks():
        if hold_still(task, pause.clocks):
            hand.changed(task)
    owed.stand_still(hand)
    return pause


def finish(hand: Hand, *, until: date | None = None) -> Pause:
    """Let the case go on; the days of the clocks that stopped move by the days it was paused.

    until    the day it goes on; today unless the sweeper comes late
    errors   NotPaused
    """
    pause = hand.facts.pause
    if pause is None:
        raise NotPaused
    end(hand, until=until or hand.today)
    _move_decisions(hand, pause)
    held = {id(task): task.data.get(HELD) for task in hand.open_tasks()}
    for task in hand.open_tasks():
        _go_on(hand, pause, task)
    _keep_together(hand, held)
    owed.go_on(hand)
    hand.anchors_moved = True
    return pause


def end(hand: Hand, *, until: date) -> None:
    """Write down that the pause is over; a case that is closed takes its pause along."""
    pause = hand.facts.pause
    if pause is None:
        return
    pause.ends_on, pause.ended_at, pause.ended_by = until, hand.now, hand.by
    hand.also(pause)
    hand.change_case(paused_on=None)


def tick(hand: Hand) -> bool:
    """Do what the calendar asks of a pause: let the case go on, or say that it is time to look again.

    returns   whether the case goes on
    """
    pause = hand.facts.pause
    if pause is None:
        return False
    if pause.planned_on and pause.planned_on <= hand.today:
        finish(hand, until=pause.planned_on)
        hand.trace(
            "case_resumed", event=pause.event, days=(pause.planned_on - pause.starts_on).days
        )
        return True
    if pause.look_again_on and pause.look_again_on <= hand.today:
        pause.look_again_on = None
        hand.also(pause)
        event = next((each for each in hand.document.events if each.key == pause.event), None)
        people = [user for role in (event.roles if event else ()) for user in hand.holders(role)]
        hand.tell(people, "look_at_pause", event=pause.event)
    return False


def _reason(reason: str) -> str:
    if not reason:
        raise AnswersRefused(errors={"reason": _("Write why the case is paused.")})
    return reason


def _planned(hand: Hand, effect: effects.Pause, until: date | None) -> date | None:
    """The day the case goes on by itself.

    errors   AnswersRefused when that day has passed, lies too far ahead, or beyond the longest pause
    """
    last = add(hand.today, effect.longest) if effect.longest else None
    if until is None:
        return last
    if until <= hand.today:
        raise AnswersRefused(errors={"until": _("Choose a later day than today.")})
    if sentence := day_limits.why_not(until, day_limits.PLANNED, today=hand.today):
        raise AnswersRefused(errors={"until": sentence})
    if last and until > last:
        said = _("A pause may last until %(day)s at most.") % {
            "day": date_format(last, "DATE_FORMAT")
        }
        raise AnswersRefused(errors={"until": said})
    return until


def _go_on(hand: Hand, pause: Pause, task: CaseTask) -> None:
    """Give a task its moved day, and its reminders from now on."""
    if task.flow_task_type != "HUMAN" or task.kind == "obligation":
        return
    before = (task.due_on, task.not_before, task.remind_on)
    block = task.flow_task.block
    asleep = getattr(block, "not_before", None)
    if asleep is not None and "tasks" in pause.clocks:
        given_out = timezone.localdate(task.created)
        task.not_before = hand.day_of(asleep, since=given_out, clock="tasks")
    if held := take_back(task):
        task.due_on = _new_day(hand, pause, task, held)
    if {"tasks", "reminders"} & set(pause.clocks):
        task.remind_on = next_reminder(task, block, after=hand.today - timedelta(days=1))
    if before != (task.due_on, task.not_before, task.remind_on):
        hand.changed(task)


def _keep_together(hand: Hand, held: Mapping[int, str | None]) -> None:
    """Several who were asked until the same day as the one who asks still have the same day.

    held   {task: the day it had put aside}
    """
    for asker in hand.open_tasks():
        if asker.kind != SEVERAL or not held[id(asker)]:
            continue
        for task in hand.open_tasks():
            mine = (task.kind, task.key, round_of(task)) == (PARTY, asker.key, round_of(asker))
            if mine and held[id(task)] == held[id(asker)] and task.due_on != asker.due_on:
                task.due_on = asker.due_on
                task.remind_on = next_reminder(task, task.flow_task.block)
                hand.changed(task)


def _new_day(hand: Hand, pause: Pause, task: CaseTask, held: date) -> date:
    """The day of a task after a pause: as the drawing counts it, or what a person wrote, moved.

    One of several was given the day that the others had, whenever it was asked: that day moves by the whole pause.
    """
    given_out = timezone.localdate(task.created)
    due = getattr(task.flow_task, "due", None) if task.kind != PARTY else None
    counted = due and hand.day_of(due, since=given_out, clock="tasks")
    if counted:
        return counted
    assert pause.ends_on is not None
    began = min(given_out, pause.starts_on) if task.kind == PARTY else given_out
    return moved(held, [Stop(pause.starts_on, pause.ends_on)], since=min(began, held))


def _move_decisions(hand: Hand, pause: Pause) -> None:
    """Granted periods that were running, or lay ahead, last as long as they were granted for.

    The latest moves first, so that no two of them overlap in between.
    """
    assert pause.ends_on is not None
    days = pause.ends_on - pause.starts_on
    if "length" not in pause.clocks or not days:
        return
    for decision in reversed(hand.facts.granted):
        if not decision.starts_on or not decision.ends_on or decision.ends_on < pause.starts_on:
            continue
        decision.ends_on += days
        if decision.starts_on > pause.starts_on:
            decision.starts_on += days
        hand.also(decision)
