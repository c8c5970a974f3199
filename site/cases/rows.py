"""The rows that an action on a running case writes, all at its end."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from viewflow.workflow import STATUS

from cases.fetching import TASK, TRACE, Shape
from cases.models import CaseTask, JournalEntry, Notice, PhaseVisit
from cases.standing_in import also_told, note
from cases.together import Statement, send

MUTABLE = (
    "status",
    "owner",
    "role",
    "assigned",
    "started",
    "finished",
    "scheduled",
    "due_on",
    "remind_on",
    "not_before",
    "legal_on",
    "submission",
    "done_by",
    "skipped_reason",
    "data",
)


class Rows:
    """What an action is going to write, collected while it runs."""

    def __init__(self) -> None:
        self.tasks: list[CaseTask] = []
        self.changed: dict[int, CaseTask] = {}
        self.columns: set[str] = set()
        self.visits: list[PhaseVisit] = []
        self.others: dict[int, models.Model] = {}
        self.traces: list[JournalEntry] = []
        self.notices: list[Notice] = []

    def write(self, hand: Any) -> None:
        """Tasks first: other rows point at them."""
        note(self.traces, hand.instead_of)
        self._write_path()
        if self.columns:
            hand.case.save(update_fields=sorted(self.columns))
        if hand.process.finished == hand.now:
            hand.process.save(update_fields=["status", "finished"])
        if self.visits:
            self._write_visits(hand)
        for row in self.others.values():
            row.save()
        if self.notices:
            Notice.objects.bulk_create([*self.notices, *also_told(self.notices, hand)])
        self.__init__()  # type: ignore[misc]  # the hand may go on

    def _write_path(self) -> None:
        """Tasks and traces in one round trip; a trace of a task that is not stored yet waits for its key."""
        new = {id(task) for task in self.tasks}
        changes = list(self._changes([row for key, row in self.changed.items() if key not in new]))
        if any(id(entry.task) in new for entry in self.traces):
            self._send(self.tasks, changes, [])
            for entry in self.traces:
                entry.task = entry.task  # it may have got its key only now
            self._send([], [], self.traces)
        else:
            self._send(self.tasks, changes, self.traces)

    def _send(
        self, tasks: list[CaseTask], changes: list[Statement], traces: list[JournalEntry]
    ) -> None:
        """Add tasks and traces, and change tasks."""
        adding: list[tuple[Shape[Any], list[Any]]] = [(TASK, tasks), (TRACE, traces)]
        adding = [(shape, rows) for shape, rows in adding if rows]
        statements = [*(shape.insert(rows) for shape, rows in adding), *changes]
        if not statements:
            return
        for (shape, rows), keys in zip(adding, send(statements), strict=False):
            shape.keep_keys(rows, keys)

    def _changes(self, changed: list[CaseTask]) -> Iterator[Statement]:
        """What is written of tasks that are stored; many that stop at once are one statement."""
        stopped = [task for task in changed if task.status == STATUS.CANCELED]
        if len(stopped) > 1:
            CaseTask.objects.filter(pk__in=[task.pk for task in stopped]).update(
                status=STATUS.CANCELED,
                finished=stopped[0].finished,
                scheduled=None,
                remind_on=None,
            )
            changed = [task for task in changed if task.status != STATUS.CANCELED]
        for task in changed:
            yield TASK.update(task, MUTABLE)

    def _write_visits(self, hand: Any) -> None:
        """One phase at a time: each visit ends when the next begins."""
        hand.case.visits.filter(left_at=None).update(left_at=hand.now)
        for visit in self.visits[:-1]:
            visit.left_at = hand.now
        PhaseVisit.objects.bulk_create(self.visits)
