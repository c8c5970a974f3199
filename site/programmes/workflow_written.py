"""A workflow from its document back to its file. Pure; `programmes.workflow_files` is the exact inverse."""

from typing import Any

from forms.written.wording import Reader, Wordings
from programmes.shapes import workflow as shapes
from programmes.shapes.parts import MomentShape, RuleShape
from programmes.workflow_settings import (
    DECISION,
    EFFECTS,
    EVENT,
    GOAL_PARTS,
    MEETING,
    OBLIGATION,
    RECORDED,
    ROLE,
    SEVERAL,
    SEVERAL_WORDS,
    SIDE_WORDS,
    STEP_WORDS,
    TASK,
    file_slug,
    for_file,
    ordered,
)
from workflows import document as doc
from workflows import steps
from workflows.tables import Table
from workflows.texts import DECISION_WORDS, decision_key, laws, reason_key


class ToFile:
    """Writes one workflow as its file says it."""

    def __init__(self, programme: str, texts: Wordings) -> None:
        self.programme = programme
        self.read = Reader(texts)

    def shape(self, document: doc.WorkflowDocument) -> shapes.WorkflowShape:
        return shapes.WorkflowShape(
            title=self.read.needed("workflow.title"),
            roles=[self.role(role) for role in document.roles],
            start=self.start(document.start),
            phases=[self.phase(phase) for phase in document.phases],
            events=[self.event(event) for event in document.events],
            obligations=[self.obligation(each) for each in document.obligations],
            gates=[self.gate(gate) for gate in document.gates],
            outcomes=[self.outcome(outcome) for outcome in document.outcomes],
            laws=[
                shapes.LawShape(code=code, text=self.read.needed(f"law.{code}"))
                for code in laws(document)
            ],
            tables=[self.table(table) for table in document.tables],
            calendar=document.calendar,  # type: ignore[arg-type]  # an unknown one is refused when it is published
        )

    def words(self, prefix: str, names: tuple[str, ...] = STEP_WORDS) -> dict[str, Any]:
        said: dict[str, Any] = {name: self.read(f"{prefix}.{name}") for name in names}
        return {**said, "title": self.read.needed(f"{prefix}.title")}

    def form(self, slug: str) -> str:
        return file_slug(self.programme, slug)

    def start(self, start: doc.Start) -> shapes.StartShape:
        return shapes.StartShape(
            **self.words("step.start"),
            roles=list(start.roles),
            form=self.form(start.form),
            records=ordered(start.records, RECORDED),
        )

    def phase(self, phase: doc.Phase) -> shapes.PhaseShape:
        title = self.read.needed(f"phase.{phase.key}.title")
        return shapes.PhaseShape(key=phase.key, title=title, blocks=self.blocks(phase.blocks))

    def blocks(self, blocks: tuple[steps.AnyBlock, ...]) -> list[Any]:
        return [self.block(block) for block in blocks]

    def block(self, block: steps.AnyBlock) -> Any:
        named: dict[str, Any] = {"kind": block.kind, "key": block.key}
        match block:
            case steps.Meeting():
                return shapes.MeetingShape(**named, **self.task(block, MEETING))
            case steps.Decision():
                return self.decision(named, block)
            case steps.Several():
                return self.several(named, block)
            case steps.Task():
                return shapes.TaskShape(**named, **self.task(block, TASK))
            case steps.Choice():
                title = self.read.needed(f"step.{block.key}.title")
                branches = self.branches(block)
                return shapes.ChoiceBlockShape(
                    **named, title=title, judged_by=block.judged_by, branches=branches
                )
            case steps.Parallel():
                named["title"] = self.read(f"step.{block.key}.title")
                return shapes.ParallelShape(**named, branches=self.branches(block))
            case steps.Wait():
                return self.wait(named, block)
            case steps.Return():
                return shapes.ReturnShape(**named, phase=block.phase)
            case steps.End():
                return shapes.EndShape(**named, outcome=block.outcome)

    def wait(self, named: dict[str, Any], block: steps.Wait) -> shapes.WaitShape:
        title = self.read.needed(f"step.{block.key}.title")
        return shapes.WaitShape(
            **named, title=title, until=MomentShape.of(block.until), when=RuleShape.of(block.rule)
        )

    def task(self, task: steps.Task, names: tuple[str, ...]) -> dict[str, Any]:
        return {
            **self.words(f"step.{task.key}"),
            **for_file(task, names),
            "form": self.form(task.form),
            "survey": self.form(task.survey),
            "records": ordered(task.records, RECORDED),
            "goals": ordered(task.goals, GOAL_PARTS),
        }

    def decision(self, named: dict[str, Any], decision: steps.Decision) -> shapes.DecisionShape:
        said: dict[str, Any] = {
            name: self.read(decision_key(decision.key, name)) for name in DECISION_WORDS
        }
        return shapes.DecisionShape(**named, **self.task(decision, DECISION), **said)

    def several(self, named: dict[str, Any], block: steps.Several) -> shapes.SeveralShape:
        return shapes.SeveralShape(
            **named,
            **self.words(f"step.{block.key}", SEVERAL_WORDS),
            **for_file(block, SEVERAL),
            form=self.form(block.form),
        )

    def branches(self, block: steps.Choice | steps.Parallel) -> list[shapes.BranchShape]:
        return [
            shapes.BranchShape(
                key=branch.key,
                label=self.read(f"branch.{block.key}.{branch.key}"),
                when=RuleShape.of(branch.rule),
                blocks=self.blocks(branch.blocks),
            )
            for branch in block.branches
        ]

    def event(self, event: doc.Event) -> shapes.EventShape:
        return shapes.EventShape(
            **for_file(event, EVENT),
            **self.words(f"event.{event.key}", SIDE_WORDS),
            form=self.form(event.form),
            records=ordered(event.records, RECORDED),
            effect=_effect(event.effect),
            blocks=self.blocks(event.blocks),
        )

    def obligation(self, obligation: doc.Obligation) -> shapes.ObligationShape:
        return shapes.ObligationShape(
            **for_file(obligation, OBLIGATION),
            **self.words(f"obligation.{obligation.key}", SIDE_WORDS),
            form=self.form(obligation.form),
            when=RuleShape.of(obligation.rule),
        )

    def table(self, table: Table) -> shapes.TableShape:
        return shapes.TableShape(
            key=table.key,
            title=self.read.needed(f"table.{table.key}.title"),
            columns=list(table.columns),
            rows=[[*row.cells, row.gives] for row in table.rows],
            one=table.one,
        )

    def role(self, role: doc.Role) -> shapes.RoleShape:
        return shapes.RoleShape(
            **for_file(role, ROLE),
            title=self.read.needed(f"role.{role.key}.title"),
            needs=[
                shapes.NeedShape(qualification=need.qualification, when=RuleShape.of(need.rule))
                for need in role.needs
            ],
        )

    def gate(self, gate: doc.Gate) -> shapes.GateShape:
        sentence = self.read.needed(f"gate.{gate.key}")
        return shapes.GateShape(
            key=gate.key, step=gate.step, when=RuleShape.at(gate.rule), sentence=sentence
        )

    def outcome(self, outcome: doc.Outcome) -> shapes.OutcomeShape:
        title = self.read.needed(f"outcome.{outcome.key}.title")
        reasons = [
            shapes.ReasonShape(code=code, title=self.read.needed(reason_key(outcome.key, code)))
            for code in outcome.reasons
        ]
        return shapes.OutcomeShape(key=outcome.key, title=title, kind=outcome.kind, reasons=reasons)


def _effect(effect: Any) -> Any:
    """Write what an event does to the case."""
    if effect is None:
        return None
    return _SHAPES[effect.kind](kind=effect.kind, **for_file(effect, EFFECTS[effect.kind]))


_SHAPES: dict[str, Any] = {
    "pause": shapes.PauseShape,
    "resume": shapes.ResumeShape,
    "transfer": shapes.TransferShape,
    "approval": shapes.ApprovalShape,
    "extra": shapes.ExtraTaskShape,
    "enrolment": shapes.EnrolmentShape,
}


def workflow_to(
    document: doc.WorkflowDocument, texts: Wordings, programme: str
) -> shapes.WorkflowShape:
    """Turn a document and its texts back into what a file says."""
    return ToFile(programme, texts).shape(document)
