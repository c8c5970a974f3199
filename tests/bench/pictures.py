"""A workflow of a hundred steps, as administrators see it beside their editor: with its picture, and without."""

from functools import partial

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from accounts.models import User
from tests.bench.measuring import Measured, Work, compare
from tests.bench.queries import count_queries
from tests.factories import cases as made
from tests.factories.workflows import make_definition
from workflows.document import Outcome, Phase, Role, Start, WorkflowDocument
from workflows.models import WorkflowDefinition
from workflows.outline import outline
from workflows.previews import Preview
from workflows.steps import Branch, Choice, End

STEPS, PHASES = 100, 8


def long_workflow(steps: int = STEPS) -> WorkflowDocument:
    """So many tasks in eight phases, with a choice in each."""
    each, more = divmod(steps, PHASES)
    phases = [
        _phase(number, each + (number < more), last=number == PHASES - 1)
        for number in range(PHASES)
    ]
    return WorkflowDocument(
        start=Start(roles=("counsellor",)),
        phases=tuple(phases),
        roles=(Role("worker", who=("counsellor",)),),
        outcomes=(Outcome("completed"),),
    )


def _phase(number: int, tasks: int, *, last: bool) -> Phase:
    blocks = [made.task(f"task_{number}_{at}") for at in range(tasks - 2)]
    ways = (
        Branch("more", (made.task(f"more_{number}"),)),
        Branch("enough", (made.task(f"enough_{number}"),)),
    )
    end = (End("over", outcome="completed"),) if last else ()
    return Phase(
        f"phase_{number}", (*blocks, Choice(f"which_{number}", ways, judged_by="worker"), *end)
    )


def preview(_user: User) -> Measured:
    """The page of the preview, read from the database, checked and drawn, beside the same page in words."""
    pk = make_definition("long", long_workflow()).pk

    def shown(*, drawn: bool) -> Work:
        def show() -> None:
            definition = WorkflowDefinition.objects.get(pk=pk)
            if not drawn:
                definition.get_preview_context = partial(_in_words, definition)
            answer = definition.make_preview_request()
            if (answer.status_code, b"diagram__svg" in answer.content) != (200, drawn):
                raise RuntimeError("the preview was not shown")

        return show

    return compare(
        "preview",
        ours=lambda: shown(drawn=True),
        reference=lambda: shown(drawn=False),
        queries=count_queries(lambda: shown(drawn=True)),
        times=10,
    )


def _in_words(
    definition: WorkflowDefinition, _request: HttpRequest, _mode: str
) -> dict[str, object]:
    lines = outline(*definition.compiled(), say=gettext)
    said = Preview(SafeString(""), definition.problems(), lines)
    return {"definition": definition, "preview": said, "beside": False}
