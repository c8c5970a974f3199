"""A workflow from its document back to its file. Pure; `programmes.workflow_files` is the exact inverse."""

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
from programmes.wording import Reader, Wordings
from programmes.workflow_files import GOAL_PARTS, RECORDED, STEP_WORDS, file_slug, ordered
from workflows.document import (
    AnyBlock,
    Choice,
    Decision,
    End,
    Event,
    Gate,
    Meeting,
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

SIDE_WORDS = ("title", "guidance")  # events and obligations


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
            laws=[
                LawShape(code=code, text=self.read.needed(f"law.{code}"))
                for code in _laws(document)
            ],
        )

    def words(self, prefix: str, names: tuple[str, ...] = STEP_WORDS) -> dict[str, Any]:
        said: dict[str, Any] = {name: self.read(f"{prefix}.{name}") for name in names}
        return {**said, "title": self.read.needed(f"{prefix}.title")}

    def form(self, slug: str) -> str:
        return file_slug(self.programme, slug)

    def start(self, start: Start) -> StartShape:
        return StartShape(
            **self.words("step.start"),
            roles=list(start.roles),
            form=self.form(start.form),
            records=ordered(start.records, RECORDED),
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
                return ChoiceBlockShape(
                    **named, title=title, judged_by=block.judged_by, branches=branches
                )
            case Parallel():
                named["title"] = self.read(f"step.{block.key}.title")
                return ParallelShape(**named, branches=self.branches(block))
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
            "records": ordered(task.records, RECORDED),
            "goals": ordered(task.goals, GOAL_PARTS),
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
            **{name: self.read(decision_key(decision.key, name)) for name in DECISION_WORDS},
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
            records=ordered(event.records, RECORDED),
            blocks=self.blocks(event.blocks),
        )

    def obligation(self, obligation: Obligation) -> ObligationShape:
        return ObligationShape(
            key=obligation.key,
            **self.words(f"obligation.{obligation.key}", SIDE_WORDS),
            first=MomentShape.at(obligation.first),
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
        return GateShape(
            key=gate.key, step=gate.step, when=RuleShape.at(gate.rule), sentence=sentence
        )

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
