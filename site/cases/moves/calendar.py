"""What the calendar alone has done in a case since it was moved: something owed has opened, or is overdue.

Nobody did that, so it does not stand in the way of moving back: it is taken back, too, and the calendar then does
what the old version asks of it. Whatever somebody has touched stays, and the case with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cases import owed
from cases.hand import Hand
from cases.models import CaseTask, Obligation
from cases.moves.states import Row, State, drafts, fingerprint, name_of

COMING, OPEN, OVERDUE = (
    str(each.value)
    for each in (Obligation.State.COMING, Obligation.State.OPEN, Obligation.State.OVERDUE)
)
TASKS, OWED = name_of(CaseTask), name_of(Obligation)


@dataclass(frozen=True, slots=True)
class Ticked:
    """What the calendar has done, and the case as it would be without.

    before   every row of the case as if no day had come since the move
    tasks    tasks given out since, that nobody has touched
    owed     {occurrence: its state and its task before}
    late     something whose day the move changed is overdue: by the old day it may not be
    """

    before: State
    tasks: frozenset[int] = frozenset()
    owed: Mapping[int, tuple[str, int | None]] = field(default_factory=dict)
    late: bool = False

    def __bool__(self) -> bool:
        return bool(self.tasks or self.owed or self.late)

    def take_back(self) -> None:
        """Let what has come since be still to come."""
        for pk, (state, task) in self.owed.items():
            Obligation.objects.filter(pk=pk).update(state=state, task=task)
        CaseTask.objects.filter(pk__in=self.tasks).delete()


def since(stored: Mapping[str, Any], now: State) -> Ticked:
    """Say what the calendar has done since a move.

    stored   what the move changed, as `cases.moves.states.changes` tells it
    """
    tasks = frozenset(
        pk
        for pk, row in now[TASKS].items()
        if pk > stored["newest"] and _is_untouched(row) and pk not in drafts(now)
    )
    back = {}
    for pk, row in now[OWED].items():
        if row["state"] in (OPEN, OVERDUE) and not row["explained_by_id"]:
            was = _before(stored, pk, row, tasks)
            if was != (row["state"], row["task_id"]):
                back[pk] = was
    rows = {
        pk: {**row, "state": back[pk][0], "task_id": back[pk][1]} if pk in back else row
        for pk, row in now[OWED].items()
    }
    kept = {pk: row for pk, row in now[TASKS].items() if pk not in tasks}
    changed = map(int, stored["changed"].get(OWED, ()))
    late = any(rows.get(pk, {}).get("state") == OVERDUE for pk in changed)
    return Ticked({**now, TASKS: kept, OWED: rows}, tasks, back, late)


def catch_up(hand: Hand) -> None:
    """Let the day do in the old version what it did in the new one."""
    for rows in owed.occurrences(hand).values():
        for row in rows:
            if row.state == OVERDUE and row.due_on >= hand.today:
                row.state = Obligation.State.OPEN
                hand.also(row)
    owed.tick(hand)


def _is_untouched(row: Row) -> bool:
    """Whether a task is as it was given out: nobody took it, was handed it, or has begun with it."""
    if row["kind"] != "obligation" or row["status"] not in ("NEW", "ASSIGNED") or row["started"]:
        return False
    given, made = row["assigned"], row["created"]
    return not given or datetime.fromisoformat(given) <= datetime.fromisoformat(made)


def _before(
    stored: Mapping[str, Any], pk: int, row: Row, tasks: frozenset[int]
) -> tuple[str, int | None]:
    """The state and the task of an occurrence right after the move; as they are now, when that is not known."""
    if row["task_id"] in tasks:
        return COMING, None
    now = (row["state"], row["task_id"])
    if was := stored["added"].get(OWED, {}).get(str(pk)):
        tried = [(COMING, None), (OPEN, row["task_id"])]
        fits = (
            each
            for each in tried
            if fingerprint({**row, "state": each[0], "task_id": each[1]}) == was
        )
        return next(fits, now)
    columns = stored["changed"].get(OWED, {}).get(str(pk), {})
    if "state" not in columns or columns["state"][1] not in (COMING, OPEN):
        return now
    state = columns["state"][1]
    task = columns["task_id"][1] if "task_id" in columns else row["task_id"]
    return (state, task if state == OPEN or "task_id" in columns else None)
