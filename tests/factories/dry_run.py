"""A small service that is tried in a dry run, and what its page says."""

from forms.conditions.rules import Row, Rule
from tests.factories.workflows import words
from workflows.bodies.writing import body_from
from workflows.document import (
    Event,
    Obligation,
    Outcome,
    Phase,
    Role,
    Start,
    WorkflowDocument,
)
from workflows.steps import Branch, Choice, End, Moment, Period, Task

WORKER = "counsellor"
PAGE = "wagtailsnippets_workflows_workflowdefinition:dry_run"


def service() -> WorkflowDocument:
    """Ask, choose by the answer, owe a call, end."""
    no = Branch("no", (End("away", outcome="left"),), Rule("all", (Row("ask.wants", "is", False),)))
    wants = Choice("wants_it", (no, Branch("otherwise", (Task("help", role="guide"),))))
    return WorkflowDocument(
        start=Start(roles=(WORKER,), form="begin"),
        phases=(
            Phase("first", (Task("ask", role="guide", form="asking"), wants)),
            Phase("last", (Task("close", role="guide", may_skip=True), End("over", "finished"))),
        ),
        events=(Event("stops", roles=("guide",), blocks=(End("stopped", outcome="left"),)),),
        obligations=(
            Obligation("call", Moment("case_start", Period(weeks=2)), role="guide", opens=3),
        ),
        roles=(Role("guide", who=(WORKER,)),),
        outcomes=(Outcome("finished"), Outcome("left", "interrupted")),
    )


def edited(draft, document):
    """Save another draft, as the editor does."""
    draft.body = body_from(document, words(document))
    draft.save_revision()


def open_now(answer):
    return [task.key for task in answer.context["run"].tasks]
