"""What all our nodes and activations share: the part of the document they stand for, and one unit of work.

An activation changes rows in memory only; `cases.hand.Hand` writes them all at the end of the action, so a
refusal half-way stores nothing. What only passes the path on (start of a phase, choice, parallel) has no row.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from viewflow.workflow import STATUS
from viewflow.workflow.activation import Activation
from viewflow.workflow.base import Node
from viewflow.workflow.token import Token

from cases.models import CaseTask

if TYPE_CHECKING:
    from cases.hand import Hand

MAIN = Token("start")  # the case's own path; events, obligations and extra tasks run beside it


class StepNode(Node):
    """A node that knows its part of the document.

    block   the part it stands for; None for extra tasks and for the end of a side path
    phase   key of the phase it lies in; empty beside the path
    """

    def __init__(self, *args: Any, block: Any = None, phase: str = "", **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.block = block
        self.phase = phase

    @property
    def key(self) -> str:
        """The key of the part of the document; empty when it stands for none."""
        return getattr(self.block, "key", "")


class StepActivation:
    """A step of a case, changed in memory and written by the hand that holds the case.

    A mixin before one of Viewflow's activations.
    """

    settles = False  # goes on by itself only when the whole action has been walked through

    def __init__(self, task: CaseTask) -> None:
        self.task = task
        self.process = task.process

    # Rows are written last: until then they have no key to be known by.
    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    @property
    def hand(self) -> "Hand":
        return self.process.hand

    @classmethod
    def create(
        cls,
        flow_task: StepNode,
        prev_activation: Any,
        token: Token,
        data: Any = None,
        seed: Any = None,  # noqa: ARG003  Viewflow's signature
    ) -> Any:
        """Come to a step. Nothing is written yet."""
        task = CaseTask(
            process=prev_activation.process,
            flow_task=flow_task,
            flow_task_type=flow_task.task_type,
            token=token,
            created=prev_activation.process.hand.now,
            data=data or {},
        )
        activation = cls(task)
        activation.came_from = prev_activation  # type: ignore[attr-defined]
        activation.arrive()
        return activation

    def arrive(self) -> None:
        """What happens first when the path comes here."""

    @Activation.status.transition(source=STATUS.DONE)
    def activate_next(self) -> None:
        """Walk on to wherever the path rests next, in the order of the drawing."""
        self.hand.walk(self.create_next())  # type: ignore[attr-defined]


class PassingActivation(StepActivation, Activation):
    """A step without a row: the path only passes it on."""

    @Activation.status.super()
    def activate(self) -> None:
        """Nothing to wait for."""

    @Activation.status.super()
    def complete(self) -> None:
        """Nothing to write."""

    @Activation.status.super()
    def create_next(self) -> Iterator[Activation]:
        for node in self.ways():
            yield node._create(self, self.task.token)  # noqa: SLF001  Viewflow's way on

    def ways(self) -> Iterator[Node]:
        """Where the path goes on."""
        yield self.flow_task._next  # noqa: SLF001


def is_open(task: CaseTask) -> bool:
    """Whether the path still rests on this row."""
    return task.status not in (STATUS.DONE, STATUS.CANCELED, STATUS.REVIVED)
