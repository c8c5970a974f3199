"""The days of a task: due, asleep until, set by law. They follow what they are counted from."""

from datetime import date
from typing import Any

from django.utils import timezone

from cases.hand import Hand
from cases.held import hold_still
from cases.models import CaseTask
from cases.reminders import next_reminder
from workflows.steps import Moment, Task

DAYS = {"due_on": "due", "not_before": "not_before", "legal_on": "legal"}  # {column: setting}


def follow_days(hand: Hand) -> None:
    """Let the days of open tasks follow their anchors, and give a day to those that had none."""
    for task in hand.open_tasks():
        block = task.flow_task.block
        if isinstance(block, Task):
            _follow(hand, task, block)


def follow_drawing(hand: Hand, task: CaseTask, old: Any, new: Any) -> None:
    """Count anew what another version of a step counts otherwise; what it counts alike stays."""
    legal = task.legal_on
    for column, setting in DAYS.items():
        moment = getattr(new, setting, None)
        if moment != getattr(old, setting, None):
            since = timezone.localdate(task.created)
            clock = "" if column == "legal_on" else "tasks"
            setattr(task, column, hand.day_of(moment, since=since, clock=clock))
    if hand.facts.pause:
        hold_still(task, hand.facts.pause.clocks)
    if legal and task.legal_on != legal:
        _say_that_the_law_moved(hand, task, legal)


def _follow(hand: Hand, task: CaseTask, block: Task) -> None:
    before = task.due_on, task.not_before, task.legal_on
    if not hand.facts.stands_still("tasks"):
        task.due_on = _followed(hand, task, block.due, task.due_on, clock="tasks")
        task.not_before = _followed(hand, task, block.not_before, task.not_before, clock="tasks")
    task.legal_on = _followed(hand, task, block.legal, task.legal_on)
    if (task.due_on, task.not_before, task.legal_on) == before:
        return
    if task.due_on != before[0]:
        task.remind_on = next_reminder(task, block)
        hold_still(task, hand.facts.pause.clocks if hand.facts.pause else ())
    if before[2] and task.legal_on != before[2]:
        _say_that_the_law_moved(hand, task, before[2])
    hand.changed(task)


def _followed(
    hand: Hand, task: CaseTask, moment: Moment | None, day: date | None, *, clock: str = ""
) -> date | None:
    """Where a day of a task lies now; what is counted from its giving out stays. No pause moves a day set by law."""
    if moment is None or (moment.anchor == "now" and day):
        return day
    return hand.day_of(moment, since=timezone.localdate(task.created), clock=clock)


def _say_that_the_law_moved(hand: Hand, task: CaseTask, before: date) -> None:
    """A day that the law sets never moves in silence: it is noted, and whoever has the task is told."""
    now = task.legal_on.isoformat() if task.legal_on else ""
    facts = {"step": task.key, "before": before.isoformat(), "legal_on": now}
    hand.trace("legal_day_moved", task=task, **facts)
    told = [task.owner] if task.owner else hand.holders(task.role)
    hand.tell(told, "legal_day_moved", task=task, **facts)
