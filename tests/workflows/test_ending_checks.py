"""Reasons of an outcome: what prevents publishing."""

from dataclasses import replace

import pytest

from tests.workflows.test_checks import SOUND
from workflows.checks.drawing import Drawing
from workflows.checks.endings import reasons_are_named, reasons_have_codes
from workflows.document import Outcome, WorkflowDocument
from workflows.texts import missing


def said(check, *reasons, texts=None):
    document = replace(SOUND, outcomes=(Outcome("done", reasons=reasons),))
    return [problem.sentence for problem in check(Drawing(document, texts, {}, frozenset()))]


@pytest.mark.parametrize(
    ("reasons", "sentence"),
    [(("Moved",), "cannot be used (Moved)"), (("a", "a"), "the same key (a)")],
)
def test_every_reason_has_a_key_of_its_own(reasons, sentence):
    (found,) = said(reasons_have_codes, *reasons)

    assert sentence in found
    assert said(reasons_have_codes, "a", "b") == []


def test_every_reason_has_words_and_a_language_that_lacks_them_is_not_complete():
    (found,) = said(reasons_are_named, "a", "b", texts={"outcome.done.reason.a": "Flytt"})

    assert "Reason 2" in found
    outcomes = (Outcome("done", reasons=("a",)),)
    assert "outcome.done.reason.a" in missing(WorkflowDocument(outcomes=outcomes), {})


def test_an_outcome_without_reasons_is_written_as_before():
    assert "reasons" not in WorkflowDocument(outcomes=(Outcome("done"),)).to_json()["outcomes"][0]
