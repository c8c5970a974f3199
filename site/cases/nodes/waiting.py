"""Steps where the path rests without a person: where branches meet, and waiting for a day or a fact."""

from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone
from viewflow.workflow import STATUS, flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes import mixins

from cases.nodes.steps import StepActivation, StepNode, is_open
from forms.conditions.rules import Rule
from workflows.facts import TABLE
from workflows.steps import walk

CLOCKS = frozenset({"today", "case.days_in_service", "participant.age"})


class RestingActivation(StepActivation, mixins.NextNodeActivationMixin, Activation):
    """The path rests here until something is true; asked again after everything that happens in the case."""

    settles = True
    resting = STATUS.STARTED

    def arrive(self) -> None:
        self.task.key, self.task.kind = self.flow_task.key, self.flow_task.kind
        self.task.status = self.resting
        self.task.started = self.hand.now
        self.hand.added(self.task)

    @Activation.status.super()
    def activate(self) -> None:
        """Resting begins on arrival; going on is `go_on`."""

    @Activation.status.transition(source=[STATUS.STARTED, STATUS.SCHEDULED], target=STATUS.DONE)
    def complete(self) -> None:
        self._leave()

    @Activation.status.transition(
        source=[STATUS.NEW, STATUS.STARTED, STATUS.SCHEDULED, STATUS.ERROR],
        target=STATUS.CANCELED,
    )
    def cancel(self) -> None:
        self._leave()

    def _leave(self) -> None:
        self.task.finished = self.hand.now
        self.task.scheduled = None
        self.hand.changed(self.task)

    def may_go_on(self) -> bool:
        """Whether the path may go on now."""
        raise NotImplementedError

    def go_on(self) -> None:
        self.complete()
        self.activate_next()


class JoinActivation(RestingActivation):
    """Waits for every branch that can still arrive, and for none that cannot.

    The row is there from the moment the branches part, so it does not matter how many arrive: a branch that
    was stopped, or led away, is simply not waited for.
    """

    @classmethod
    def create(
        cls, flow_task: Any, prev_activation: Any, token: Any, data: Any = None, seed: Any = None
    ) -> Any:
        for task in prev_activation.process.hand.tasks:
            if task.flow_task is flow_task and task.token == token and is_open(task):
                return cls(task)
        return super().create(flow_task, prev_activation, token, data, seed)

    def may_go_on(self) -> bool:
        inside = self.flow_task.inside
        return not any(
            is_open(task) and task.token == self.task.token and task.flow_task.name in inside
            for task in self.hand.tasks
        )


class JoinNode(mixins.NextNodeMixin, StepNode):
    """Where parallel branches meet."""

    activation_class = JoinActivation
    task_type = "JOIN"
    kind = "join"
    bpmn_element = "parallelGateway"
    shape = {"width": 50, "height": 50, "svg": flow.Split.shape["svg"]}

    @cached_property
    def inside(self) -> frozenset[str]:
        """Names of all nodes that lie between the parting and the meeting of the branches."""
        keys = [block.key for branch in self.block.branches for block in walk(branch.blocks)]
        return frozenset(f"{kind}_{key}" for key in keys for kind in ("n", "judge", "join"))


class WaitActivation(RestingActivation):
    """Waits until the day has come or the rule holds, whichever is first."""

    resting = STATUS.SCHEDULED

    def may_go_on(self) -> bool:
        """Judge anew; a day that was not known when the wait began may be known now."""
        wait, today = self.flow_task.block, self.hand.today
        still = self.hand.facts.stands_still("waits")
        since = timezone.localdate(self.task.created)
        day = None if still else self.hand.day_of(wait.until, since=since, clock="waits")
        change = _next_change(wait.rule, today)
        if day and day <= today:
            return True
        if wait.rule is not None and not (still and change) and self.hand.holds(wait.rule):
            return True
        self._look_again(None if still else min(filter(None, (day, change)), default=None))
        return False

    def _look_again(self, day: date | None) -> None:
        moment = day and timezone.make_aware(datetime.combine(day, time.min))
        if moment != self.task.scheduled:
            self.task.scheduled = moment
            self.hand.changed(self.task)


def _next_change(rule: Rule | None, today: date) -> date | None:
    """Tomorrow, for a rule that time alone can make true."""
    if rule is None:
        return None
    reads = {*rule.fields(), *(row.value for row in rule.rows if isinstance(row.value, str))}
    by_time = reads & CLOCKS or any(fact.startswith(TABLE) for fact in reads)
    return today + timedelta(days=1) if by_time else None


class WaitNode(mixins.NextNodeMixin, StepNode):
    """Waiting for a day or a fact."""

    activation_class = WaitActivation
    task_type = "TIMER"
    kind = "wait"
    bpmn_element = "intermediateCatchEvent"
    shape = flow.Timer.shape
