"""A running case in one action's hand: locked, read once, changed in memory, written once.

Everything that moves a case goes through here. A refusal raised half-way leaves nothing behind, because
nothing was written yet.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from viewflow.workflow import PROCESS, STATUS

from accounts.models import User
from cases import endings, places
from cases.asked import ASKED, about_task
from cases.choosing import fill
from cases.facts import Facts
from cases.fetching import running_case
from cases.held import hold_still
from cases.models import Case, CaseProcess, CaseTask, JournalEntry, Notice, PhaseVisit, TeamMember
from cases.nodes.steps import MAIN, is_open
from cases.parties import PARTY
from cases.refusals import AskedNoLonger, CaseIsClosed, GateHoldsBack, TaskAlreadyDone
from cases.reminders import next_reminder
from cases.rights import as_now
from cases.rows import Rows
from cases.versions import version_of
from cases.words import of_version
from forms.conditions.rules import Rule
from forms.sent import links
from workflows.document import Role
from workflows.named import ways_back
from workflows.steps import Moment

MOST_MOVES = 500  # in one action; a drawing that goes in circles by itself is stopped here
GOES_ALONE = "goes_alone"  # in the data of a task that was handed over without its role


class GoesInCircles(RuntimeError):
    """The drawing leads round and round without ever asking a person. `workflows.checks` should refuse it."""


class Hand:
    """One case while one action changes it.

    tasks   every row the path rests on, and the task the action is about
    team    who plays a role in the case now
    by      who acts; None when the system does
    newest  the document by which rights are judged; the case's own while it begins
    ending  why the case ends if it does now, "" when nothing was chosen; None: nobody is asked
    """

    def __init__(
        self,
        process: CaseProcess,
        tasks: Iterable[CaseTask] = (),
        team: Iterable[TeamMember] = (),
        *,
        by: User | None = None,
        now: datetime | None = None,
    ) -> None:
        self.process = process
        self.case: Case = process.case
        self.tasks = list(tasks)
        self.team = list(team)
        for task in self.tasks:
            task.process = process
        process.hand = self
        self.by = by
        self.now = now or timezone.now()
        self.today = timezone.localdate(self.now)
        self.version = version_of(process.version_id)
        self.document = self.version.document()
        self.newest = self.document
        self.facts = Facts(self.case, now=self.now, document=self.document)
        self.instead_of: User | None = None  # who is away, when a substitute acts
        self.ending: str | None = None
        self.anchors_moved = False
        self.ways: list[list[str]] = []
        self._coming: deque[Any] = deque()
        self._moves = 0
        self._rows = Rows()

    # What is known ----------------------------------------------------------------------------

    @property
    def actor(self) -> User:
        """The person who acts. Only actions of people ask."""
        assert self.by is not None
        return self.by

    def holds(self, rule: Rule | None) -> bool:
        """Judge a rule on what is known now."""
        return self.facts.holds(rule)

    def day_of(
        self, moment: Moment | None, *, since: date | None = None, clock: str = ""
    ) -> date | None:
        """The day a moment falls on, by a clock that pauses may stop; None when it is not known yet."""
        return self.facts.day_of(moment, since=since, clock=clock)

    def task(self, pk: int) -> CaseTask:
        """The task that the action is about.

        errors   TaskAlreadyDone when the path no longer rests on it · CaseIsClosed when it stopped with the case
        """
        task = next(task for task in self.tasks if task.pk == pk)
        if task.status == STATUS.CANCELED and not self.case.is_open:
            raise CaseIsClosed
        if task.status == STATUS.CANCELED and task.kind == PARTY:
            raise AskedNoLonger
        if not is_open(task):
            raise TaskAlreadyDone
        return task

    def open_tasks(self) -> list[CaseTask]:
        """Every row that the path rests on now."""
        return [task for task in self.tasks if is_open(task)]

    def holders(self, role: str) -> list[User]:
        """Who holds a role of the workflow in this case."""
        return [member.user for member in self.team if member.role == role]

    def doers(self, role: str) -> list[TeamMember]:
        """Who does the tasks of a role: its holders, or while nobody holds it those of the role it falls back on."""
        roles = ways_back(self.document, role)
        held = ([member for member in self.team if member.role == each] for each in roles)
        return next(filter(None, held), [])

    def holds_role(self, user: User | None, role: str) -> bool:
        """Whether somebody holds a role of the workflow in this case."""
        return any(user and (one.user_id, one.role) == (user.pk, role) for one in self.team)

    def role(self, key: str) -> Role | None:
        """A role of the workflow, with who may hold it now."""
        own = next((role for role in self.document.roles if role.key == key), None)
        return own and as_now(own, self.newest)

    # Giving out and moving on -----------------------------------------------------------------

    def activation(self, task: CaseTask) -> Any:
        """Viewflow's activation of a row."""
        return task.flow_task.activation_class(task)

    def node(self, name: str) -> Any:
        """A node of this version's flow."""
        return self.process.flow_class.instance.node(name)

    def begin(self, name: str, token: Any = MAIN, **data: Any) -> Any:
        """Come to a node from outside the path: the start, an event, an obligation, an extra task."""
        return self.node(name)._create(_Outside(self.process), token, data=data)  # noqa: SLF001  Viewflow's way on

    def give_out(self, task: CaseTask) -> None:
        """Put a new task into the hands of the one who holds its role, else into the unit's queue."""
        role = self.role(task.role)
        task.who = list(role.who) if role else []
        fill(self, task, role)
        doers = self.doers(task.role)
        if task.owner_id is None and len(doers) == 1:
            task.owner_id = doers[0].user_id
        if task.owner_id is not None:
            task.assigned, task.status = self.now, STATUS.ASSIGNED
        task.remind_on = next_reminder(task, task.flow_task.block)
        if self.facts.pause:
            hold_still(task, self.facts.pause.clocks)
        self.added(task)

    def follow_role(self, role: str) -> None:
        """Let the open tasks of a role, and of those that fall back on it, follow the people who hold it now."""
        for task in self.open_tasks():
            if task.flow_task_type != "HUMAN" or role not in ways_back(self.document, task.role):
                continue
            asked = task.kind == PARTY  # whoever is asked answers for itself: nobody stands in
            people = [
                one.user for one in self.doers(task.role) if not asked or one.role == task.role
            ]
            in_hands = task.role != role and (asked or self.holders(task.role))
            if in_hands or task.owner in people or task.data.get(GOES_ALONE):
                continue
            self.hand_over(task, people[0] if len(people) == 1 else None)

    def hand_over(self, task: CaseTask, to: User | None) -> None:
        """Give an open task to somebody, or back to the queue."""
        activation = self.activation(task)
        if to is None:
            if task.status == STATUS.ASSIGNED:
                activation.unassign()
        elif task.status == STATUS.NEW:
            activation.assign(to)
        else:
            activation.reassign(to)

    def walk(self, arrived: Iterable[Any]) -> None:
        """Follow the path until it rests everywhere."""
        arrived = list(arrived)  # coming to a phase empties the queue: only then it is filled
        self._coming.extend(arrived)
        while self._coming and self.case.is_open:
            self._count_move()
            step = self._coming.popleft()
            if step.settles:
                continue
            if step.activate.can_proceed():
                step.activate()
            if step.complete.can_proceed():
                step.complete()
            if step.create_next.can_proceed():
                followers = list(step.create_next())
                self._coming.extend(followers)
        self._coming.clear()

    def settle(self) -> None:
        """Let joins and waits go on that may, until none may. Asked after everything that happens."""
        resting = self._resting()
        while self.case.is_open and resting:
            self._count_move()
            step = resting.pop(0)
            if step.may_go_on():
                step.go_on()
                resting = self._resting()

    def _resting(self) -> list[Any]:
        steps = (self.activation(task) for task in self.open_tasks())
        return [step for step in steps if getattr(step, "settles", False)]

    def _count_move(self) -> None:
        self._moves += 1
        if self._moves > MOST_MOVES:
            raise GoesInCircles(f"process {self.process.pk}, version {self.version.pk}")

    def enter_phase(self, phase: str) -> None:
        """The whole case goes to a phase; what is open on its path is left behind."""
        self._coming = deque(step for step in self._coming if step.task.token != MAIN)
        self._stop([task for task in self.open_tasks() if task.token == MAIN])
        self.change_case(phase=phase)
        self.facts.entered[phase] = self.today
        self._rows.visits.append(PhaseVisit(case=self.case, phase=phase, entered_at=self.now))
        self.anchors_moved = True
        self.trace("phase_entered", phase=phase)

    def _stop(self, tasks: list[CaseTask]) -> list[CaseTask]:
        """Cancel rows; those that were never written are forgotten."""
        for task in tasks:
            if task.pk is None:
                self.tasks.remove(task)
                self._rows.tasks.remove(task)
            elif is_open(task):  # one that stops may have stopped others
                self.activation(task).cancel()
        return [task for task in tasks if task.pk is not None]

    def went(self, choice: str, branch: str) -> None:
        """Remember which way a choice went."""
        self.ways.append([choice, branch])

    def close(self, step: str, outcome: str) -> None:
        """The case ends: whatever is still open stops, and the journal says what."""
        self.check_gates(step)
        outlives = {("obligation", one.key) for one in self.document.obligations if one.outlives}
        going = [task for task in self.open_tasks() if (task.kind, task.key) not in outlives]
        stopped = self._stop(going)
        self._coming.clear()
        ending = endings.how(self, outcome)
        self.change_case(closed_at=self.now, closed_by=self.by, **ending)
        self.process.status, self.process.finished = PROCESS.DONE, self.now
        left = [
            {"key": task.key, "kind": task.kind, "title": task.title}
            for task in stopped
            if task.flow_task_type == "HUMAN"
        ]
        self.trace("case_closed", left=left, **endings.told(ending))

    def check_gates(self, step: str) -> None:
        """Ask whether a step may be finished.

        errors   GateHoldsBack with a sentence for each gate that does not hold
        """
        shut = [
            gate.key
            for gate in self.document.gates
            if gate.step == step and not self.holds(gate.rule)
        ]
        if shut:
            sentences = (of_version(self.version, f"gate.{key}") for key in shut)
            raise GateHoldsBack(*sentences, keys=shut)

    # Writing ----------------------------------------------------------------------------------

    def added(self, task: CaseTask) -> None:
        """Remember a new row."""
        task.case = self.case
        task.unit_id = places.queue_of(self.role(task.role), self.case)
        self.tasks.append(task)
        self._rows.tasks.append(task)

    def changed(self, task: CaseTask) -> None:
        """Remember that a row changed."""
        self._rows.changed[id(task)] = task

    @property
    def closes(self) -> bool:
        """Whether the case is closed by the present action."""
        return "closed_at" in self._rows.columns

    def change_case(self, **values: Any) -> None:
        """Change facts of the case."""
        for name, value in values.items():
            if getattr(self.case, name) != value:
                setattr(self.case, name, value)
                self._rows.columns.add(name)
                self.anchors_moved = True

    def also(self, row: models.Model) -> None:
        """Write another row when the action ends, after the tasks it may point at."""
        self._rows.others[id(row)] = row

    def trace(self, code: str, *, task: CaseTask | None = None, **facts: Any) -> JournalEntry:
        """Note in the journal that something happened; read as a sentence by `cases.traces`."""
        entry = JournalEntry(
            case=self.case,
            kind=JournalEntry.Kind.TRACE,
            author=self.by,
            happened_at=self.now + timedelta(microseconds=len(self._rows.traces)),
            written_at=self.now,
            code=code,
            facts=facts,
            task=task,
        )
        self._rows.traces.append(entry)
        return entry

    def tell(
        self, people: Iterable[User], code: str, *, task: CaseTask | None = None, **facts: Any
    ) -> None:
        """Give people something to read, but not the one who did it."""
        told = {person.pk: person for person in people if person != self.by}
        self._rows.notices += [
            Notice(user=user, case=self.case, task=task, code=code, facts=facts, told_at=self.now)
            for user in told.values()
        ]

    def write(self) -> None:
        """Write everything that changed, each table once. Whoever was asked by a link is asked no longer."""
        for task in self.tasks:
            if task.data.get(ASKED) and not is_open(task):
                links.withdraw(about=about_task(task))
        self._rows.write(self)


class _Outside:
    """Where a path comes from that begins beside the drawing."""

    def __init__(self, process: CaseProcess) -> None:
        self.process = process
        self.task = CaseTask(process=process)


@contextmanager
def hold(
    process_pk: int,
    *,
    by: User | None = None,
    task: CaseTask | None = None,
    now: datetime | None = None,
    closed: bool = False,
) -> Iterator[Hand]:
    """Take a running case in hand, and write what changed when the block ends.

    task     the task that the action is about
    closed   the action is also for closed cases
    errors   CaseIsClosed · CaseBusy
    """
    with transaction.atomic():
        hand = open_hand(process_pk, task=task, by=by, now=now, lock=True)
        if not closed and not hand.case.is_open:
            raise CaseIsClosed
        if task is not None:
            hand.task(task.pk)
        yield hand
        hand.write()


def open_hand(
    process_pk: int,
    *,
    task: CaseTask | None = None,
    by: User | None = None,
    now: datetime | None = None,
    lock: bool = False,
) -> Hand:
    """Read the case and all its open rows, after the lock: what was read before it may be stale.

    lock   take it here; else the caller has it
    """
    found = running_case(process_pk, task.pk if task else None, lock=lock)
    hand = Hand(found.process, found.tasks, found.team, by=by, now=now)
    hand.newest = version_of(found.newest).document()
    return hand
