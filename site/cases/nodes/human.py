"""Steps that people do: tasks, meetings, decisions, judgements, events, obligations, extra tasks."""

from typing import Any
from uuid import uuid4

from viewflow.workflow import STATUS, flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes.view import ViewActivation
from viewflow.workflow.token import Token

from accounts.models import User
from cases.nodes.steps import StepActivation, StepNode


class HumanActivation(StepActivation, ViewActivation):
    """A task in somebody's hands or in the unit's queue.

    Whether a person may do it is asked in `cases.duties`: Viewflow's transitions do not ask.
    """

    def arrive(self) -> None:
        """Describe the task for lists and give it to the one who holds its role."""
        task, node = self.task, self.flow_task
        task.key, task.kind, task.role = node.key, node.kind, node.role
        task.due_on = self.hand.day_of(node.due, clock="tasks")
        asleep = getattr(node.block, "not_before", None)
        task.not_before = self.hand.day_of(asleep, clock="tasks")
        task.legal_on = self.hand.day_of(getattr(node.block, "legal", None))
        task.data.pop("due_on", None)
        self.hand.give_out(task)

    @Activation.status.super()
    def assign(self, user: User) -> None:
        self._belongs_to(user)

    @Activation.status.super()
    def unassign(self) -> None:
        self._belongs_to(None)

    @Activation.status.super()
    def reassign(self, user: User | None = None) -> None:
        self._belongs_to(user)

    def _belongs_to(self, user: User | None) -> None:
        self.task.owner = user
        self.task.assigned = user and self.hand.now
        self.hand.changed(self.task)

    @Activation.status.super()
    def start(self, request: Any) -> None:
        self.task.started = self.hand.now

    @Activation.status.super()
    def complete(self) -> None:
        self._stop()

    @Activation.status.super()
    def cancel(self) -> None:
        self._stop()

    def _stop(self) -> None:
        """Leave nothing armed: a finished task reminds nobody."""
        self.task.finished = self.hand.now
        self.task.remind_on = None
        self.hand.changed(self.task)


class HumanNode(StepNode, flow.View):
    """A step for a person: `task`, `meeting` or `decision` in the drawing."""

    activation_class = HumanActivation

    def __init__(self, *, block: Any = None, phase: str = "") -> None:
        super().__init__(None, block=block, phase=phase)

    @property
    def kind(self) -> str:
        return self.block.kind

    @property
    def role(self) -> str:
        return self.block.role

    @property
    def due(self) -> Any:
        return self.block.due


class JudgementNode(HumanNode):
    """A worker judges which way a choice goes; the answer is the key of a branch."""

    kind = "judgement"
    due = None

    @property
    def role(self) -> str:
        return self.block.judged_by


class ObligationNode(HumanNode):
    """The task of something owed. Its day is the obligation's."""

    kind = "obligation"
    due = None


class ExtraActivation(HumanActivation):
    """A task that somebody thought of; its role, title and day are written by a person."""

    def arrive(self) -> None:
        self.task.kind = "extra"


class ExtraNode(HumanNode):
    """Where extra tasks live."""

    activation_class = ExtraActivation
    kind = "extra"
    role = ""
    due = None


class DoneAtOnceActivation(HumanActivation):
    """Something a person has just done by handing in a form: the start of a case, an event."""

    def arrive(self) -> None:
        self.task.key, self.task.kind = self.flow_task.key, self.flow_task.kind
        self.task.status = STATUS.STARTED
        self.task.started = self.hand.now
        self.hand.added(self.task)

    @Activation.status.transition(
        source=[STATUS.NEW, STATUS.ASSIGNED, STATUS.STARTED], target=STATUS.CANCELED
    )
    def cancel(self) -> None:
        """Also what waits for somebody's agreement stops."""
        self._stop()


class EventNode(HumanNode):
    """Something that may happen at any time; its blocks run beside the case's path."""

    activation_class = DoneAtOnceActivation
    kind = "event"


class StartNode(HumanNode):
    """How a case begins."""

    activation_class = DoneAtOnceActivation
    kind = "start"
    key = "start"


def side_path() -> Token:
    """The name of a path of its own, beside the case's path."""
    return Token(f"side/{uuid4().hex[:12]}")
