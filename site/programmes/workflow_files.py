"""A workflow between its file and its document. Pure: exact inverses of each other.

Forms are stored under the programme's name (`<programme>-<form>`), so that two services may both have a `plan`.
"""

from collections.abc import Iterator
from typing import Any

from programmes.shapes.parts import MomentShape, PeriodShape, RuleShape
from programmes.shapes.workflow import (
    BranchShape,
    ChoiceBlockShape,
    DecisionShape,
    EndShape,
    EventShape,
    GateShape,
    LawShape,
    MeetingShape,
    NeedShape,
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
from programmes.wording import Reader, Wordings, Writer
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

STEP_WORDS = ("title", "lead", "guidance")
SIDE_WORDS = ("title", "guidance")  # events and obligations
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
        return Start(tuple(shape.roles), self.form(shape.form), dict(shape.records))

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
                return Wait(shape.key, shape.until and shape.until.moment(), shape.when and shape.when.rule())
            case ReturnShape():
                return Return(shape.key, shape.phase)
            case _:
                return End(shape.key, shape.outcome)

    def task(self, shape: TaskShape) -> dict[str, Any]:
        return {
            "key": shape.key,
            "role": shape.role,
            "form": self.form(shape.form),
            "due": shape.due and shape.due.moment(),
            "reminders": tuple(shape.reminders),
            "escalate_after": shape.escalate_after,
            "escalate_to": shape.escalate_to,
            "may_skip": shape.may_skip,
            "appoints": tuple(shape.appoints),
            "tells": tuple(shape.tells),
            "records": _ordered(shape.records, RECORDED),
            "goals": _ordered(shape.goals, GOAL_PARTS),
        }

    def decision(self, shape: DecisionShape) -> Decision:
        self.write(f"decision.{shape.key}.text", shape.text)
        return Decision(
            **self.task(shape),
            effect=shape.effect,
            longest=shape.longest and shape.longest.period(),
            total=shape.total and shape.total.period(),
            starts=shape.starts,
            ends=shape.ends,
            verdict=shape.verdict,
            laws=tuple(shape.laws),
        )

    def branches(self, shape: ChoiceBlockShape | ParallelShape) -> tuple[Branch, ...]:
        for branch in shape.branches:
            self.write(f"branch.{shape.key}.{branch.key}", branch.label)
        return tuple(
            Branch(branch.key, self.blocks(branch.blocks), branch.when and branch.when.rule())
            for branch in shape.branches
        )

    def event(self, shape: EventShape) -> Event:
        self.words(f"event.{shape.key}", shape)
        return Event(
            key=shape.key,
            roles=tuple(shape.roles),
            form=self.form(shape.form),
            phases=tuple(shape.phases),
            records=_ordered(shape.records, RECORDED),
            blocks=self.blocks(shape.blocks),
        )

    def obligation(self, shape: ObligationShape) -> Obligation:
        self.words(f"obligation.{shape.key}", shape)
        return Obligation(
            key=shape.key,
            first=shape.first.moment(),
            every=shape.every and shape.every.period(),
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
        needs = tuple(Need(need.qualification, need.when and need.when.rule()) for need in shape.needs)
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


def _ordered(given: Any, order: tuple[str, ...]) -> dict[str, str]:
    return {name: given[name] for name in order if name in given}


class ToFile:
    """Writes one workflow as its file says it."""

    def __init__(self, programme: str, texts: Wordings) -> None:
        self.programme = programme
        self.read = Reader(texts)

    def shape(self, document: WorkflowDocument) -> WorkflowShape:
        return WorkflowShape(
            title=self.read.needed("workflow.title"),
            roles=[self.role(role) for role in document.roles],
            start=self.start(document.start),
            phases=[self.phase(phase) for phase in document.phases],
            events=[self.event(event) for event in document.events],
            obligations=[self.obligation(each) for each in document.obligations],
            gates=[self.gate(gate) for gate in document.gates],
            outcomes=[self.outcome(outcome) for outcome in document.outcomes],
            laws=[LawShape(code=code, text=self.read.needed(f"law.{code}")) for code in _laws(document)],
        )

    def words(self, prefix: str, names: tuple[str, ...] = STEP_WORDS) -> dict[str, Any]:
        said = {name: self.read(f"{prefix}.{name}") for name in names}
        return {**said, "title": self.read.needed(f"{prefix}.title")}

    def form(self, slug: str) -> str:
        return file_slug(self.programme, slug)

    def start(self, start: Start) -> StartShape:
        return StartShape(
            **self.words("step.start"),
            roles=list(start.roles),
            form=self.form(start.form),
            records=_ordered(start.records, RECORDED),
        )

    def phase(self, phase: Phase) -> PhaseShape:
        title = self.read.needed(f"phase.{phase.key}.title")
        return PhaseShape(key=phase.key, title=title, blocks=self.blocks(phase.blocks))

    def blocks(self, blocks: tuple[AnyBlock, ...]) -> list[Any]:
        return [self.block(block) for block in blocks]

    def block(self, block: AnyBlock) -> Any:
        named: dict[str, Any] = {"kind": block.kind, "key": block.key}
        match block:
            case Meeting():
                return MeetingShape(**named, **self.task(block), attendees=list(block.attendees))
            case Decision():
                return self.decision(named, block)
            case Task():
                return TaskShape(**named, **self.task(block))
            case Choice():
                title = self.read.needed(f"step.{block.key}.title")
                branches = self.branches(block)
                return ChoiceBlockShape(**named, title=title, judged_by=block.judged_by, branches=branches)
            case Parallel():
                title = self.read(f"step.{block.key}.title")
                return ParallelShape(**named, title=title, branches=self.branches(block))
            case Wait():
                return self.wait(named, block)
            case Return():
                return ReturnShape(**named, phase=block.phase)
            case End():
                return EndShape(**named, outcome=block.outcome)

    def wait(self, named: dict[str, Any], block: Wait) -> WaitShape:
        title = self.read.needed(f"step.{block.key}.title")
        return WaitShape(
            **named, title=title, until=MomentShape.of(block.until), when=RuleShape.of(block.rule)
        )

    def task(self, task: Task) -> dict[str, Any]:
        return {
            **self.words(f"step.{task.key}"),
            "role": task.role,
            "form": self.form(task.form),
            "due": MomentShape.of(task.due),
            "reminders": list(task.reminders),
            "escalate_after": task.escalate_after,
            "escalate_to": task.escalate_to,
            "may_skip": task.may_skip,
            "appoints": list(task.appoints),
            "tells": list(task.tells),
            "records": _ordered(task.records, RECORDED),
            "goals": _ordered(task.goals, GOAL_PARTS),
        }

    def decision(self, named: dict[str, Any], decision: Decision) -> DecisionShape:
        return DecisionShape(
            **named,
            **self.task(decision),
            effect=decision.effect,
            longest=PeriodShape.of(decision.longest),
            total=PeriodShape.of(decision.total),
            starts=decision.starts,
            ends=decision.ends,
            verdict=decision.verdict,
            laws=list(decision.laws),
            text=self.read(f"decision.{decision.key}.text"),
        )

    def branches(self, block: Choice | Parallel) -> list[BranchShape]:
        return [
            BranchShape(
                key=branch.key,
                label=self.read(f"branch.{block.key}.{branch.key}"),
                when=RuleShape.of(branch.rule),
                blocks=self.blocks(branch.blocks),
            )
            for branch in block.branches
        ]

    def event(self, event: Event) -> EventShape:
        return EventShape(
            key=event.key,
            **self.words(f"event.{event.key}", SIDE_WORDS),
            roles=list(event.roles),
            form=self.form(event.form),
            phases=list(event.phases),
            records=_ordered(event.records, RECORDED),
            blocks=self.blocks(event.blocks),
        )

    def obligation(self, obligation: Obligation) -> ObligationShape:
        return ObligationShape(
            key=obligation.key,
            **self.words(f"obligation.{obligation.key}", SIDE_WORDS),
            first=MomentShape.of(obligation.first),
            every=PeriodShape.of(obligation.every),
            times=obligation.times,
            opens=obligation.opens,
            step=obligation.step,
            role=obligation.role,
            form=self.form(obligation.form),
            tells=list(obligation.tells),
            miss_needs_reason=obligation.miss_needs_reason,
        )

    def role(self, role: Role) -> RoleShape:
        return RoleShape(
            key=role.key,
            title=self.read.needed(f"role.{role.key}.title"),
            who=list(role.who),
            many=role.many,
            needs=[
                NeedShape(qualification=need.qualification, when=RuleShape.of(need.rule))
                for need in role.needs
            ],
        )

    def gate(self, gate: Gate) -> GateShape:
        sentence = self.read.needed(f"gate.{gate.key}")
        return GateShape(key=gate.key, step=gate.step, when=RuleShape.of(gate.rule), sentence=sentence)

    def outcome(self, outcome: Outcome) -> OutcomeShape:
        title = self.read.needed(f"outcome.{outcome.key}.title")
        return OutcomeShape(key=outcome.key, title=title, kind=outcome.kind)


def workflow_to(document: WorkflowDocument, texts: Wordings, programme: str) -> WorkflowShape:
    """Turn a document and its texts back into what a file says."""
    return ToFile(programme, texts).shape(document)


def _laws(document: WorkflowDocument) -> Iterator[str]:
    """Yield every law that decisions refer to, once, in the order they are met."""
    laws = (law for task in document.tasks() if isinstance(task, Decision) for law in task.laws)
    yield from dict.fromkeys(laws)
