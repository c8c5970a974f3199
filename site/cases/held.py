"""Tasks whose clock stands still: they keep their day aside, so that no list calls them late and nothing reminds."""

from collections.abc import Collection
from datetime import date

from cases.models import CaseTask

HELD = "held_due_on"  # in the data of a task: the day it would have been due


def hold_still(task: CaseTask, clocks: Collection[str]) -> bool:
    """Stop the clocks of a task.

    clocks    which stop, of `workflows.effects.CLOCKS`
    returns   whether anything changed
    """
    before = (task.due_on, task.remind_on)
    if "tasks" in clocks and task.due_on is not None and task.kind != "obligation":
        put_aside(task)
    if "reminders" in clocks:
        task.remind_on = None
    return before != (task.due_on, task.remind_on)


def put_aside(task: CaseTask) -> None:
    """Let a task have no day for now."""
    if task.due_on is not None:
        task.data = {**task.data, HELD: task.due_on.isoformat()}
    task.due_on = task.remind_on = None


def take_back(task: CaseTask) -> date | None:
    """Give a task its day back as it was; None when it had none put aside."""
    held = task.data.get(HELD)
    if held is None:
        return None
    task.data = {name: value for name, value in task.data.items() if name != HELD}
    task.due_on = date.fromisoformat(held)
    return task.due_on
