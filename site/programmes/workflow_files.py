"""A workflow from its file to its document. Pure; `programmes.workflow_written` is the exact inverse."""

from typing import Any

from forms.written.wording import Wordings, Writer
from programmes.shapes import workflow as shapes
from programmes.shapes.parts import moment_of, rule_of
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
    STEP_WORDS,
    TASK,
    for_document,
    ordered,
    stored_slug,
)
from workflows import document as doc
from workflows import effects, steps
from workflows.tables import Table, TableRow
from workflows.texts import DECISION_WORDS, decision_key, reason_key, request_key


class FromFile:
    """Builds the document of one workflow and collects its texts."""

    def __init__(self, programme: str) -> None:
        self.programme = programme
        self.write = Writer()

    def document(self, shape: shapes.WorkflowShape) -> doc.WorkflowDocument:
        self.write("workflow.title", shape.title)
        for law in shape.laws:
            self.write(f"law.{law.code}", law.text)
        return doc.WorkflowDocument(
            start=self.start(shape.start),
            phases=tuple(self.phase(phase) for phase in shape.phases),
            events=tuple(self.event(event) for event in shape.events),
            obligations=tuple(self.obligation(each) for each in shape.obligations),
            roles=tuple(self.role(role) for role in shape.roles),
            gates=tuple(self.gate(gate) for gate in shape.gates),
            outcomes=tuple(self.outcome(outcome) for outcome in shape.outcomes),
            tables=tuple(self.table(table) for table in shape.tables),
            calendar=shape.calendar,
        )

    def words(self, prefix: str, shape: Any) -> None:
        for name in STEP_WORDS:
            self.write(f"{prefix}.{name}", getattr(shape, name, None))

    def form(self, slug: str) -> str:
        return stored_slug(self.programme, slug)

    def start(self, shape: shapes.StartShape) -> doc.Start:
        self.words("step.start", shape)
        return doc.Start(
            tuple(shape.roles), self.form(shape.form), ordered(shape.records, RECORDED)
        )

    def phase(self, shape: shapes.PhaseShape) -> doc.Phase:
        self.write(f"phase.{shape.key}.title", shape.title)
        return doc.Phase(shape.key, self.blocks(shape.blocks))

    def blocks(self, blocks: list[Any]) -> tuple[steps.AnyBlock, ...]:
        return tuple(self.block(block) for block in blocks)

    def block(self, shape: Any) -> steps.AnyBlock:
        self.words(f"step.{shape.key}", shape)
        match shape:
            case shapes.MeetingShape():
                return steps.Meeting(**self.task(shape, MEETING))
            case shapes.DecisionShape():
                return self.decision(shape)
            case shapes.TaskShape():
                return steps.Task(**self.task(shape, TASK))
            case shapes.SeveralShape():
                return self.several(shape)
            case shapes.ChoiceBlockShape():
                return steps.Choice(shape.key, self.branches(shape), shape.judged_by)
            case shapes.ParallelShape():
                return steps.Parallel(shape.key, self.branches(shape))
            case shapes.WaitShape():
                return steps.Wait(shape.key, moment_of(shape.until), rule_of(shape.when))
            case shapes.ReturnShape():
                return steps.Return(shape.key, shape.phase)
            case _:
                return steps.End(shape.key, shape.outcome)

    def task(self, shape: shapes.TaskShape, names: tuple[str, ...]) -> dict[str, Any]:
        return {
            "key": shape.key,
            **for_document(shape, names),
            "form": self.form(shape.form),
            "survey": self.form(shape.survey),
            "records": ordered(shape.records, RECORDED),
            "goals": ordered(shape.goals, GOAL_PARTS),
        }

    def decision(self, shape: shapes.DecisionShape) -> steps.Decision:
        for name in DECISION_WORDS:
            self.write(decision_key(shape.key, name), getattr(shape, name))
        return steps.Decision(**self.task(shape, DECISION))

    def several(self, shape: shapes.SeveralShape) -> steps.Several:
        self.write(request_key(shape.key), shape.request)
        return steps.Several(shape.key, **for_document(shape, SEVERAL), form=self.form(shape.form))

    def branches(
        self, shape: shapes.ChoiceBlockShape | shapes.ParallelShape
    ) -> tuple[steps.Branch, ...]:
        for branch in shape.branches:
            self.write(f"branch.{shape.key}.{branch.key}", branch.label)
        return tuple(
            steps.Branch(branch.key, self.blocks(branch.blocks), rule_of(branch.when))
            for branch in shape.branches
        )

    def event(self, shape: shapes.EventShape) -> doc.Event:
        self.words(f"event.{shape.key}", shape)
        return doc.Event(
            **for_document(shape, EVENT),
            form=self.form(shape.form),
            records=ordered(shape.records, RECORDED),
            effect=_effect(shape.effect),
            blocks=self.blocks(shape.blocks),
        )

    def obligation(self, shape: shapes.ObligationShape) -> doc.Obligation:
        self.words(f"obligation.{shape.key}", shape)
        return doc.Obligation(
            **for_document(shape, OBLIGATION), form=self.form(shape.form), rule=rule_of(shape.when)
        )

    def table(self, shape: shapes.TableShape) -> Table:
        self.write(f"table.{shape.key}.title", shape.title)
        rows = (TableRow(tuple(row[:-1]), row[-1] if row else "") for row in shape.rows)
        return Table(shape.key, tuple(shape.columns), tuple(rows), shape.one)

    def role(self, shape: shapes.RoleShape) -> doc.Role:
        self.write(f"role.{shape.key}.title", shape.title)
        needs = tuple(doc.Need(need.qualification, rule_of(need.when)) for need in shape.needs)
        return doc.Role(**for_document(shape, ROLE), needs=needs)

    def gate(self, shape: shapes.GateShape) -> doc.Gate:
        self.write(f"gate.{shape.key}", shape.sentence)
        return doc.Gate(shape.key, shape.step, shape.when.rule())

    def outcome(self, shape: shapes.OutcomeShape) -> doc.Outcome:
        self.write(f"outcome.{shape.key}.title", shape.title)
        for reason in shape.reasons:
            self.write(reason_key(shape.key, reason.code), reason.title)
        return doc.Outcome(shape.key, shape.kind, tuple(each.code for each in shape.reasons))


def _effect(shape: Any) -> Any:
    """Read what an event does to the case; none does nothing to it."""
    if shape is None:
        return None
    return effects.EFFECTS[shape.kind](**for_document(shape, EFFECTS[shape.kind]))


def workflow_from(
    shape: shapes.WorkflowShape, programme: str
) -> tuple[doc.WorkflowDocument, Wordings]:
    """Turn a file into the document and its texts."""
    build = FromFile(programme)
    document = build.document(shape)
    return document, build.write.texts
