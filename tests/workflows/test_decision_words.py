"""The words of a decision: what its text may name, and who has the text of a refusal."""

import pytest

from forms.document import Choice as Answer
from forms.document import Field, FormDocument, Section
from tests.factories.workflow_trees import texts_of
from workflows.checks import problems
from workflows.document import Outcome, Phase, Role, Start, WorkflowDocument
from workflows.steps import Decision, End

ASKED = (
    Field("why", "choice", choices=(Answer("moved"), Answer("well"))),
    Field("ready", "yes_no"),
)
FORMS = {"ask": FormDocument((Section("all", ASKED),))}


def found(words: dict[str, str], **settings):
    """The problems of a sound workflow whose one decision has these words."""
    decision = Decision("decide", role="own", form="ask", **settings)
    document = WorkflowDocument(
        start=Start(roles=("counsellor",), form="ask"),
        phases=(Phase("only", (decision, End("over", outcome="done"))),),
        roles=(Role("own", who=("counsellor",)),),
        outcomes=(Outcome("done"),),
    )
    texts = texts_of(document) | {f"decision.decide.{name}": text for name, text in words.items()}
    return list(problems(document, texts, forms=FORMS, platform_roles={"counsellor"}))


def unknown(words: dict[str, str], **settings) -> list[str]:
    return [each.sentence.partition(": ")[2] for each in found(words, **settings)]


def test_a_decision_text_has_only_placeholders_that_mean_something():
    assert unknown({"text": "{participant} {months} {answer:why}"}) == []
    assert unknown({"text": "{shoe} {answer:gone}"}) == ["{shoe}.", "{answer:gone}."]


def test_a_refusal_names_no_period():
    text = "{participant} {decided_by} {organisation} {answer:why}"

    assert unknown({"refusal": text}, verdict="ready") == []
    assert unknown({"refusal": "{starts_on} {shoe}"}, verdict="ready") == [
        "{starts_on}.",
        "{shoe}.",
    ]


@pytest.mark.parametrize("never", [{}, {"verdict": "ready", "effect": "end"}])
def test_only_a_decision_that_can_refuse_has_the_text_of_a_refusal(never):
    (problem,) = found({"refusal": "{participant}, no."}, **never)

    assert "has the text of a refusal, but never refuses." in problem.sentence
    assert problem.where == "decide"
