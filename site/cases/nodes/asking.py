"""Asking several parties: the task of the one who asks, and a task of its own for each who is asked."""

from typing import Any

from viewflow.workflow import STATUS
from viewflow.workflow.activation import Activation

from cases.nodes.human import HumanActivation, HumanNode
from cases.parties import PARTY, SEVERAL, round_of


class SeveralActivation(HumanActivation):
    """Rests with the one who asks until enough have answered; then the path goes on by itself.

    Who is asked, and when enough have answered, is in `cases.actions.parties`.
    """

    @Activation.status.transition(source=[STATUS.NEW, STATUS.ASSIGNED], target=STATUS.DONE)
    def close(self) -> None:
        """Enough have answered, or nobody is waited for any more."""
        self._stop()

    @Activation.status.super()
    def cancel(self) -> None:
        """The path leaves the step behind: nobody is asked any more."""
        self._stop()
        for task in self.hand.open_tasks():
            if (task.kind, task.key, round_of(task)) == (PARTY, self.task.key, round_of(self.task)):
                self.hand.activation(task).cancel()


class SeveralNode(HumanNode):
    """The step in the drawing."""

    activation_class = SeveralActivation
    kind = SEVERAL


class PartyActivation(HumanActivation):
    """One who is asked. Beside the path: an answer that comes later is still an answer."""

    def arrive(self) -> None:
        self.task.key, self.task.kind = self.flow_task.key, self.flow_task.kind
        self.hand.facts.tally(self.task.key).asks(self.task)

    @Activation.status.super()
    def cancel(self) -> None:
        self.hand.facts.tally(self.task.key).stops(self.task)
        self._stop()


class PartyNode(HumanNode):
    """Where the tasks of those who are asked live."""

    activation_class = PartyActivation
    kind = PARTY
    role = ""

    @property
    def due(self) -> Any:
        return self.block.due
