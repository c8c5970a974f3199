"""Traces as sentences."""

import pytest

from cases.labels import called
from cases.queries.traces import told
from cases.queries.words import Words
from workflows.document import WorkflowDocument


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Ska resepengar betalas?", "Ska resepengar betalas? Ja."),
        ("Resepengar", "Resepengar: Ja."),
        ("", "Väg: Ja."),
    ],
)
def test_the_way_of_a_choice_is_told_with_its_question(question, said):
    texts = {"step.money.title": question, "branch.money.pay": "Ja"}
    words = Words(WorkflowDocument(), texts)

    trace = told("task_done", {"step": "meet", "ways": [["money", "pay"]]}, words, called({}))

    assert trace.text == said
