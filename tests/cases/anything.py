"""Anything that people and the calendar may do to one case, in any order; what was met is counted.

Time passes by moving the clock, not the rows: whoever plays begins inside `in_its_own_time`.
"""

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import time_machine

from accounts.models import Unit, User
from cases.actions import proposals, several, team
from cases.actions.enrolment import enrol_beside
from cases.actions.events import Said, events_for, start_event
from cases.actions.parties import Whom
from cases.actions.tasks import complete_task, skip_task, stop_task
from cases.models import Case, CaseTask, Proposal
from cases.parties import PARTY, SEVERAL, round_of, whom_of
from cases.refusals import (
    AlreadyAsked,
    AlreadyPaused,
    AlreadyProposed,
    CannotBeStopped,
    NotForYou,
    NotPaused,
)
from cases.sweeper import sweep
from tests.factories.workflow_trees import ROLES
from workflows.document import Event
from workflows.effects import Enrolment, Resume, Transfer
from workflows.paths import goes_on
from workflows.steps import Choice

FIRST_DAY = datetime(2026, 2, 9, 8, tzinfo=UTC)
MONTH = timedelta(days=31)
OVER = ("DONE", "CANCELED")
BESIDE = ("obligation", "extra")
ACTS = (
    *("complete", "complete", "complete", "skip", "stop", "beside", "time", "absence"),
    *("event", "event", "pause", "pause"),
)
Met = Counter[str]


@contextlib.contextmanager
def in_its_own_time() -> Iterator[Any]:
    """A clock that stands where we put it, for one case from its beginning."""
    with time_machine.travel(FIRST_DAY, tick=True) as clock:
        yield clock


@dataclass
class Life:
    """One case, those who work in it, and what has been met on its way.

    other    a colleague to whom roles are offered;  far  the unit of somebody to whom they are, too
    chance   picks evenly, and the same every time: drawn once, it is quicker than drawing each act
    """

    case: Any  # begun when the first document is drawn
    worker: User
    other: User
    far: Unit
    clock: Any
    chance: Random
    met: Met

    def pick(self, found: Any) -> Any:
        return self.chance.choice(list(found))

    def goes_on(self, *, freely: bool) -> None:
        """One thing that a person or the calendar does; the way on first when not `freely`."""
        waiting = list(CaseTask.objects.waiting().filter(case=self.case).order_by("pk"))
        path = [task for task in waiting if task.kind not in BESIDE]
        acts = list(ACTS) if freely else ["complete"]
        asked = list(self.case.proposals.filter(state="open")) if freely else []
        act = self.pick(acts + ["agree"] * (6 * bool(asked)))
        if self.case.paused_on and not freely:
            return self.resume()  # what nobody resumes may stand still for ever
        match act:
            case "event" | "pause":
                self.take_back_roles()
                self.begin(("pause", "resume") if act == "pause" else ())
            case "agree":
                self.answer(self.pick(asked))
            case "absence":
                self.leave()
            case "beside" if len(waiting) > len(path):
                self.do(self.pick([task for task in waiting if task.kind in BESIDE]), "complete")
            case "complete" | "skip" | "stop" if path:
                self.do(self.pick(path), act, freely=freely)
            case _:
                self.time_passes()
        return None

    def time_passes(self) -> None:
        self.clock.shift(MONTH)
        swept = sweep(case=self.case)
        assert not swept.failed
        self.met["time"] += 1

    # Events and what they do ------------------------------------------------------------------

    def begin(self, kinds: tuple[str, ...] = ()) -> None:
        """Start an event, of these kinds if any; a question that waits already is asked once."""
        begun = [
            each
            for each in events_for(self.case, self.worker)
            if not kinds or (each.effect and each.effect.kind in kinds)
        ]
        if not begun:
            return
        event = self.pick(begun)
        kind = event.effect.kind if event.effect else "blocks"
        if isinstance(event.effect, Enrolment):
            enrol_beside(self.case, event.key, self.case.programme, by=self.worker, answers={})
        else:
            to = self.pick([self.other, self.other, self.far]) if kind == Transfer.kind else None
            with contextlib.suppress(AlreadyProposed, AlreadyPaused, NotPaused):
                start_event(self.case, event.key, self.worker, {}, said=Said("a rest", to=to))
                self.note_where(kind)
        self.met[f"event {kind}"] += 1

    def note_where(self, kind: str) -> None:
        """Count what lay open when the case was paused."""
        if kind == "pause":
            rows = self.case.tasks.unfinished()
            self.met.update({f"paused at {kind_of(row)}" for row in rows})

    def resume(self) -> None:
        self.take_back_roles()
        begun = events_for(self.case, self.worker)
        key = next(each.key for each in begun if isinstance(each.effect, Resume))
        start_event(self.case, key, self.worker, {})

    def answer(self, asked: Proposal) -> None:
        """Take over or approve, decline, or take the question back. Whoever took over hands it back at once."""
        act = self.pick(["agree", "agree", "decline", "withdraw"])
        if act == "withdraw":
            proposals.withdraw(asked, by=self.worker)
        else:
            by = self.far.people.get() if asked.to_unit else asked.to_user or self.worker
            try:
                row = proposals.answer(asked, by=by, agrees=act == "agree", reason="as it is")
            except NotForYou:  # nobody holds the role that is asked
                return
            act = act if row.state != "open" else "one of several"
        self.met[f"{asked.kind} {act}"] += 1
        if asked.kind == Proposal.Kind.TRANSFER and act == "agree":
            self.case.refresh_from_db()
            if self.case.is_open:
                team.appoint(self.case, by=by, role=asked.role, people=[self.worker])

    # People who are away ----------------------------------------------------------------------

    def leave(self) -> None:
        """Somebody gives a role up: what they had lies with whoever is left, or in the queue."""
        held = list(self.case.team.filter(until=None).select_related("user").order_by("pk"))
        if not held:
            return
        gone = self.pick(held)
        team.leave(self.case, by=self.worker, role=gone.role, user=gone.user)
        left = CaseTask.objects.waiting().filter(case=self.case, role=gone.role, owner=gone.user)
        assert not left.exclude(kind=PARTY).exclude(data__goes_alone=True).exists()
        self.met["absence"] += 1

    def take_back_roles(self) -> None:
        """Somebody plays the first role again, and perhaps others: nobody else could start anything."""
        held = set(self.case.team.filter(until=None).values_list("role", flat=True))
        for role in self.case.processes.get().version.document().roles:
            if role.key not in held and (role.key == ROLES[0] or self.pick([True, False])):
                team.appoint(self.case, by=self.worker, role=role.key, people=[self.worker])

    # Tasks ------------------------------------------------------------------------------------

    def do(self, task: CaseTask, act: str, *, freely: bool = True) -> None:
        block = task.flow_task.block
        if task.kind in (SEVERAL, PARTY):
            self.ask_or_answer(task, freely=freely)
        elif act == "skip" and getattr(block, "may_skip", False):
            skip_task(task, self.worker, "not needed")
            self.met["skip"] += 1
        elif act == "stop":
            self.stop(task)
        else:
            answers = {}
            if isinstance(block, Choice):
                ways = [each for each in block.branches if freely or goes_on(each.blocks)]
                answers = {"branch": self.pick(ways).key}
            complete_task(task, by=task.owner or self.worker, answers=answers)
            self.met[f"done {task.kind}"] += 1

    def stop(self, task: CaseTask) -> None:
        with contextlib.suppress(CannotBeStopped):
            stop_task(task, task.owner or self.worker, "not needed")
            self.met["stop"] += 1

    def ask_or_answer(self, task: CaseTask, *, freely: bool) -> None:
        """One thing that can happen to a step that asks several, or to one who is asked."""
        block, by = task.flow_task.block, task.owner or self.worker
        if task.kind == PARTY:
            act = self.pick(["answer", "answer", "ask no more", "write"] if freely else ["answer"])
            if act == "ask no more":
                several.stop_asking(task, by=self.worker, ground="consent_withdrawn")
            elif act == "write":
                several.write_for(task, by=self.worker)
            else:
                complete_task(task, by=by, answers={})
            self.met[f"party {act}"] += 1
        elif block.may_ask and freely and self.pick([True, False]):
            whom = self.pick([Whom(role, user=self.worker) for role in block.may_ask])
            with contextlib.suppress(AlreadyAsked):
                several.ask_more(task, by=by, whom=[whom])
                self.met["several ask more"] += 1
        elif not freely or self.pick([True, False]):
            several.go_on_without(task, by=by, reason="not needed")
            self.met["several without"] += 1
        else:
            self.stop(task)


def kind_of(row: CaseTask) -> str:
    """What a row stands for; a wait and a place where ways meet have no kind of their own."""
    return row.kind or row.flow_task.name.partition("_")[0]


# What must be so whatever was done ----------------------------------------------------------------


def check_that_somebody_can_go_on(case: Case) -> None:
    """An open case rests on a person or on a day, never on a join alone."""
    rows = list(CaseTask.objects.filter(case=case).order_by("pk"))
    here = [row for row in rows if row.status not in OVER]
    kinds = {(row.flow_task_type, row.status) for row in here}

    assert kinds & {("HUMAN", "NEW"), ("HUMAN", "ASSIGNED"), ("TIMER", "SCHEDULED")}, kinds
    assert case.visits.filter(left_at=None).count() == 1
    check_that_nobody_is_asked_twice(rows)
    waiting = {row.pk for row in here if row.kind == "event"}
    assert waiting == set(case.proposals.filter(state="open").values_list("task", flat=True))


def check_that_nobody_is_asked_twice(every: list[CaseTask]) -> None:
    """Who is asked hangs on a step that was reached, and is asked once in a round."""
    rows = [row for row in every if row.kind == PARTY and row.status != "CANCELED"]
    asked = [(row.key, round_of(row), whom_of(row)) for row in rows]
    rounds = {(row.key, round_of(row)): row for row in every if row.kind == SEVERAL}

    assert len(asked) == len(set(asked))
    for row in rows:
        asker = rounds[row.key, round_of(row)]
        late = asker.flow_task.block.late
        assert row.status == "DONE" or asker.status in ("NEW", "ASSIGNED") or late, (row, asker)


def check_that_nothing_is_left(case: Case) -> None:
    case.refresh_from_db()
    if case.is_open:  # a case may go round for ever; then people still have something to do
        check_that_somebody_can_go_on(case)
        return
    assert case.outcome
    assert not case.tasks.unfinished().exclude(kind="obligation").exists()
    assert case.paused_on is None
    assert not case.proposals.filter(state=Proposal.State.OPEN).exists()
    assert not case.pauses.filter(ended_at=None).exists()
    assert not case.obligations.filter(state__in=["coming", "open", "overdue"]).exists()


def effects_of(events: tuple[Event, ...]) -> set[str]:
    """What the events of a drawing do, by kind."""
    return {event.effect.kind for event in events if event.effect}
