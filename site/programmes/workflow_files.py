"""A workflow from its file to its document. Pure; `programmes.workflow_written` is the exact inverse.

Forms are stored under the programme's name (`<programme>-<form>`), so that two services may both have a `plan`.
"""

from collections.abc import Mapping
from typing import Any

from programmes.shapes.parts import moment_of, period_of, rule_of
from programmes.shapes.workflow import (
    ChoiceBlockShape,
    DecisionShape,
    EventShape,
    GateShape,
    MeetingShape,
    ObligationShape,
    OutcomeShape,
    ParallelShape,
    PhaseShape,
    ReturnShape,
    RoleShape,
    StartShape,
    TaskShape,
    WaitShape,
    WorkflowShape,
)
from programmes.wording import Wordings, Writer
from workflows.document import (
    AnyBlock,
    Branch,
    Choice,
    Decision,
    End,
    Event,
    Gate,
    Meeting,
    Need,
    Obligation,
    Outcome,
    Parallel,
    Phase,
    Return,
    Role,
    Start,
    Task,
    Wait,
    WorkflowDocument,
)
from workflows.texts import DECISION_WORDS, decision_key

STEP_WORDS = ("title", "lead", "guidance")
RECORDED = ("service_start", "entry", "urgency", "reason", "onward_path", "special_support")
GOAL_PARTS = ("group", "main", "sub", "change", "own_words", "review_on")


def stored_slug(programme: str, form: str) -> str:
    """Name a form as it is stored."""
    return f"{programme}-{form}" if form else ""


def file_slug(programme: str, form: str) -> str:
    """Name a form as its file is called."""
    return form.removeprefix(f"{programme}-")


class FromFile:
    """Builds the document of one workflow and collects its texts."""

    def __init__(self, programme: str) -> None:
        self.programme = programme
        self.write = Writer()

    def document(self, shape: WorkflowShape) -> WorkflowDocument:
        self.write("workflow.title", shape.title)
        for law in shape.laws:
            self.write(f"law.{law.code}", law.text)
        return WorkflowDocument(
            start=self.start(shape.start),
            phases=tuple(self.phase(phase) for phase in shape.phases),
            events=tuple(self.event(event) for event in shape.events),
            obligations=tuple(self.obligation(each) for each in shape.obligations),
            roles=tuple(self.role(role) for role in shape.roles),
            gates=tuple(self.gate(gate) for gate in shape.gates),
            outcomes=tuple(self.outcome(outcome) for outcome in shape.outcomes),
        )

    def words(self, prefix: str, shape: Any) -> None:
        for name in STEP_WORDS:
            self.write(f"{prefix}.{name}", getattr(shape, name, None))

    def form(self, slug: str) -> str:
        return stored_slug(self.programme, slug)

    def start(self, shape: StartShape) -> Start:
        self.words("step.start", shape)
        return Start(tuple(shape.roles), self.form(shape.form), ordered(shape.records, RECORDED))

    def phase(self, shape: PhaseShape) -> Phase:
        self.write(f"phase.{shape.key}.title", shape.title)
        return Phase(shape.key, self.blocks(shape.blocks))

    def blocks(self, shapes: list[Any]) -> tuple[AnyBlock, ...]:
        return tuple(self.block(shape) for shape in shapes)

    def block(self, shape: Any) -> AnyBlock:
        self.words(f"step.{shape.key}", shape)
        match shape:
            case MeetingShape():
                return Meeting(**self.task(shape), attendees=tuple(shape.attendees))
            case DecisionShape():
                return self.decision(shape)
            case TaskShape():
                return Task(**self.task(shape))
            case ChoiceBlockShape():
                return Choice(shape.key, self.branches(shape), shape.judged_by)
            case ParallelShape():
                return Parallel(shape.key, self.branches(shape))
            case WaitShape():
                return Wait(
                    shape.key,
                    moment_of(shape.until),
                    rule_of(shape.when),
                )
            case ReturnShape():
                return Return(shape.key, shape.phase)
            case _:
                return End(shape.key, shape.outcome)

    def task(self, shape: TaskShape) -> dict[str, Any]:
        return {
            "key": shape.key,
            "role": shape.role,
            "form": self.form(shape.form),
            "due": moment_of(shape.due),
            "reminders": tuple(shape.reminders),
            "escalate_after": shape.escalate_after,
            "escalate_to": shape.escalate_to,
            "may_skip": shape.may_skip,
            "appoints": tuple(shape.appoints),
            "tells": tuple(shape.tells),
            "records": ordered(shape.records, RECORDED),
            "goals": ordered(shape.goals, GOAL_PARTS),
        }

    def decision(self, shape: DecisionShape) -> Decision:
        for name in DECISION_WORDS:
            self.write(decision_key(shape.key, name), getattr(shape, name))
        return Decision(
            **self.task(shape),
            effect=shape.effect,
            longest=period_of(shape.longest),
            total=period_of(shape.total),
            starts=shape.starts,
            ends=shape.ends,
            verdict=shape.verdict,
            laws=tuple(shape.laws),
        )

    def branches(self, shape: ChoiceBlockShape | ParallelShape) -> tuple[Branch, ...]:
        for branch in shape.branches:
            self.write(f"branch.{shape.key}.{branch.key}", branch.label)
        return tuple(
            Branch(branch.key, self.blocks(branch.blocks), rule_of(branch.when))
            for branch in shape.branches
        )

    def event(self, shape: EventShape) -> Event:
        self.words(f"event.{shape.key}", shape)
        return Event(
            key=shape.key,
            roles=tuple(shape.roles),
            form=self.form(shape.form),
            phases=tuple(shape.phases),
            records=ordered(shape.records, RECORDED),
            blocks=self.blocks(shape.blocks),
        )

    def obligation(self, shape: ObligationShape) -> Obligation:
        self.words(f"obligation.{shape.key}", shape)
        return Obligation(
            key=shape.key,
            first=shape.first.moment(),
            every=period_of(shape.every),
            times=shape.times,
            opens=shape.opens,
            step=shape.step,
            role=shape.role,
            form=self.form(shape.form),
            tells=tuple(shape.tells),
            miss_needs_reason=shape.miss_needs_reason,
        )

    def role(self, shape: RoleShape) -> Role:
        self.write(f"role.{shape.key}.title", shape.title)
        needs = tuple(Need(need.qualification, rule_of(need.when)) for need in shape.needs)
        return Role(shape.key, tuple(shape.who), shape.many, needs)

    def gate(self, shape: GateShape) -> Gate:
        self.write(f"gate.{shape.key}", shape.sentence)
        return Gate(shape.key, shape.step, shape.when.rule())

    def outcome(self, shape: OutcomeShape) -> Outcome:
        self.write(f"outcome.{shape.key}.title", shape.title)
        return Outcome(shape.key, shape.kind)


def workflow_from(shape: WorkflowShape, programme: str) -> tuple[WorkflowDocument, Wordings]:
    """Turn a file into the document and its texts."""
    build = FromFile(programme)
    document = build.document(shape)
    return document, build.write.texts


def ordered(given: Mapping[Any, str], order: tuple[str, ...]) -> dict[Any, str]:
    """Put named parts in their settled order: a database keeps none."""
    return {name: given[name] for name in order if name in given}
