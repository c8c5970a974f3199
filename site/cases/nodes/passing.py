"""Steps that pass the path on: the start of a phase, choices, parallel branches, the end of a side path."""

from collections.abc import Iterator
from typing import Any

from viewflow.this_object import this
from viewflow.workflow import flow
from viewflow.workflow.base import Edge, Node
from viewflow.workflow.nodes import mixins

from cases.nodes.steps import MAIN, PassingActivation, StepNode
from forms.conditions.rules import Rule


class PhaseActivation(PassingActivation):
    """Coming into a phase, the first time or again."""

    def arrive(self) -> None:
        """The whole case goes there: what is still open on its path belongs to the past."""
        self.task.token = MAIN
        self.hand.enter_phase(self.flow_task.phase)


class PhaseNode(mixins.NextNodeMixin, StepNode):
    """The beginning of a phase, where a return leads."""

    activation_class = PhaseActivation
    task_type = "PHASE"
    bpmn_element = "intermediateThrowEvent"


class ChoiceActivation(PassingActivation):
    """Goes the first way whose rule holds, else the last; or the way a worker judged."""

    def ways(self) -> Iterator[Node]:
        key, node = self._judged() or self._by_rule()
        self.hand.went(self.flow_task.key, key)
        yield node

    def _judged(self) -> tuple[str, Node] | None:
        if not self.flow_task.block.judged_by:
            return None
        chosen = self.came_from.task.data["branch"]
        return next((key, node) for node, _, key in self.flow_task.branches if key == chosen)

    def _by_rule(self) -> tuple[str, Node]:
        *named, otherwise = self.flow_task.branches
        for node, rule, key in named:
            if self.hand.holds(rule):
                return key, node
        return otherwise[2], otherwise[0]


class ChoiceNode(StepNode):
    """One of several ways."""

    activation_class = ChoiceActivation
    task_type = "SWITCH"
    bpmn_element = "exclusiveGateway"
    shape = flow.Switch.shape

    def __init__(self, **place: Any) -> None:
        super().__init__(**place)
        self.branches: list[tuple[Node, Rule | None, str]] = []

    def Case(self, node: Any, rule: Rule | None, key: str) -> "ChoiceNode":  # noqa: N802  as Viewflow
        """A way that is open when `rule` holds."""
        self.branches.append((node, rule, key))
        return self

    def Default(self, node: Any) -> "ChoiceNode":  # noqa: N802  as Viewflow
        """The way when no other is open."""
        self.branches.append((node, None, self.block.branches[-1].key))
        return self

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        self.branches = [
            (this.resolve(instance, node), rule, key) for node, rule, key in self.branches
        ]

    def _outgoing(self) -> Iterator[Edge]:
        for node, rule, key in self.branches:
            yield Edge(self, node, "cond_true" if rule else "default", label=key)


class ParallelActivation(PassingActivation):
    """Goes all ways at once. The place where they meet is there from the beginning."""

    def ways(self) -> Iterator[Node]:
        meeting = self.flow_task.meeting_place
        if meeting is not None:
            meeting._create(self, self.task.token)  # noqa: SLF001  Viewflow's way on
        for branch in self.flow_task.branches:
            if not self.hand.case.is_open:
                return  # a branch before has led straight to the end
            yield branch


class ParallelNode(StepNode):
    """All branches at once."""

    activation_class = ParallelActivation
    task_type = "PARALLEL_GATEWAY"
    bpmn_element = "parallelGateway"
    shape = flow.Split.shape

    def __init__(self, **place: Any) -> None:
        super().__init__(**place)
        self.branches: list[Node] = []

    def Next(self, node: Any) -> "ParallelNode":  # noqa: N802  as Viewflow
        """One of the ways."""
        self.branches.append(node)
        return self

    @property
    def meeting_place(self) -> Node | None:
        """Where the branches meet; None when every one of them leads away."""
        return self.flow_class.instance.node(f"join_{self.key}", no_obsolete=True)

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        self.branches = [this.resolve(instance, node) for node in self.branches]

    def _outgoing(self) -> Iterator[Edge]:
        for node in self.branches:
            yield Edge(self, node, "default")


class SideEndActivation(PassingActivation):
    """A side path is over; the case goes on."""

    def ways(self) -> Iterator[Node]:
        return iter(())


class SideEndNode(StepNode):
    """The end of events, obligations and extra tasks."""

    activation_class = SideEndActivation
    task_type = "SIDE_END"
    bpmn_element = "endEvent"
    shape = flow.End.shape

    def _outgoing(self) -> Iterator[Edge]:
        return iter(())
