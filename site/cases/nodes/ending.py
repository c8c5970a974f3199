"""The end of a case: everything that is still open stops."""

from collections.abc import Iterator

from viewflow.workflow import flow
from viewflow.workflow.base import Edge, Node

from cases.nodes.steps import PassingActivation, StepNode


class EndActivation(PassingActivation):
    """Closes the case with an outcome, whatever else is open."""

    def arrive(self) -> None:
        self.hand.close(self.flow_task.key, self.flow_task.block.outcome)

    def ways(self) -> Iterator[Node]:
        return iter(())


class EndNode(StepNode):
    """A terminating end."""

    activation_class = EndActivation
    task_type = "END"
    bpmn_element = "endEvent"
    shape = flow.End.shape

    def _outgoing(self) -> Iterator[Edge]:
        return iter(())
