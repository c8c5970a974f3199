"""The text of a decision: names, days and answers filled in, nothing empty left standing."""

from dataclasses import replace

import pytest

from cases.models import Decision
from cases.queries.case_head import head_of
from cases.queries.decision_text import drafted_text, filled, taken_text
from forms.models import FormVersion
from tests.factories.workspace import decided, make_people, make_service
from workflows.steps import Decision as DecisionStep

TEXT = "{participant}, from {starts_on}.\nTravel: {answer:travel}, {answer:amount} euros.\nAlso: {answer:special}"


def test_names_days_and_answers_are_filled_in():
    known = {
        "participant": "Elin",
        "starts_on": "2 September",
        "answer:travel": "ticket",
        "answer:amount": "60",
    }

    assert filled(TEXT, known | {"answer:special": "a helper"}) == (
        "Elin, from 2 September.\nTravel: ticket, 60 euros.\nAlso: a helper"
    )


def test_a_line_of_answers_is_left_out_when_none_was_given():
    known = {
        "participant": "Elin",
        "starts_on": "2 September",
        "answer:travel": "",
        "answer:special": "",
    }

    assert filled(TEXT, known) == "Elin, from 2 September."


def test_what_is_not_known_yet_is_three_dots():
    assert filled("{participant}, from {starts_on}.", {}) == "…, from …."


@pytest.fixture
def taken(db) -> Decision:
    """A first decision, whose step has both texts."""
    programme = make_service()
    decided(programme, make_people(programme.unit))
    return Decision.objects.get()


def head_with(taken: Decision, **texts: str):
    head = head_of(taken.case)
    said = {f"decision.decide.{name}": text for name, text in texts.items()}
    return replace(head, words=replace(head.words, texts={**head.words.texts, **said}))


def said(taken: Decision, **texts: str) -> str:
    assert taken.submission is not None
    return taken_text(
        head_with(taken, **texts), taken, taken.submission.version, taken.submission.answers
    )


def test_a_refusal_is_given_in_its_own_text(taken):
    texts = {"text": "Du får tjänsten.", "refusal": "Du får inte tjänsten: {answer:grounds}"}
    assert said(taken, **texts) == "Du får tjänsten."

    taken.granted = False
    assert said(taken, **texts) == "Du får inte tjänsten: Behovet är bedömt."


def test_without_a_text_of_its_own_a_refusal_has_the_text_of_the_decision(taken):
    taken.granted = False

    assert said(taken, text="Beslut för {participant}.") == "Beslut för Sirkka Holmlund."


def test_what_ends_the_service_is_no_refusal(taken):
    taken.effect, taken.granted = "end", False

    assert said(taken, text="Tjänsten slutar.", refusal="Nej.") == "Tjänsten slutar."


@pytest.mark.parametrize(
    ("verdict", "text"), [("granted", "Ja."), (True, "Ja."), ("refused", "Nej."), (None, "Nej.")]
)
def test_the_preview_follows_the_verdict(taken, verdict, text):
    head = head_with(taken, text="Ja.", refusal="Nej.")
    step = DecisionStep("decide", verdict="verdict")
    version: FormVersion | None = None

    assert drafted_text(head, step, version, {"verdict": verdict}, by="Vera") == text
