"""The days on which somebody is reminded of a task, and on which a late one is brought to somebody else."""

from datetime import date, timedelta
from typing import Any

from cases.models import CaseTask
from cases.parties import PARTY
from workflows.steps import Several, Task


def next_reminder(task: CaseTask, block: Any, *, after: date | None = None) -> date | None:
    """The next day on which somebody is reminded of a task; None when nobody is."""
    days = reminder_days(task, block)
    return min((day for day, _, _ in days if after is None or day > after), default=None)


def reminder_days(task: CaseTask, block: Any) -> list[tuple[date, str, int]]:
    """The days of reminders and of the escalations: (day, kind, days from the due day), each once.

    `wake`: nobody is told, but the case is looked at. A step that asks several is late as a whole, not each who
    is asked.
    """
    if task.due_on is None or not isinstance(block, Task):
        return []
    days = {("remind", days) for days in block.reminders}
    if task.kind != PARTY:
        days |= {("escalate", row.after) for row in block.chain}
        if isinstance(block, Several) and block.at_deadline:
            days.add(("wake", 1))
    return sorted((task.due_on + timedelta(days=count), kind, count) for kind, count in days)
