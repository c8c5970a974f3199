"""Conditions as sentences."""

import pytest
from django.utils import translation

from forms.conditions.words import condition
from forms.document import Statement
from tests.factories.forms import document, question, section, when

STEPS = question("steps", "group", items=(question("step"), question("until", "date")))
ASKED = document(
    section(
        "main",
        question("stay", "date_range"),
        question(
            "mood", "matrix", choices=("good", "bad"), statements=(Statement("a"), Statement("b"))
        ),
        question("home", "municipality"),
        question("far", "number"),
        question("goals", "group", items=(question("what"), question("rest", "date_range"), STEPS)),
    )
)
TEXTS = {
    "field.stay.label": "Away",
    "field.mood.label": "Mood",
    "field.mood.statement.a": "Mornings",
    "field.mood.choice.bad": "Not so good",
    "field.home.label": "Home",
    "field.far.label": "How far",
    "field.far.unit": "km",
    "field.goals.what.label": "Goal",
    "field.goals.rest.label": "Rest",
    "field.goals.steps.step.label": "Step",
}


@pytest.mark.parametrize(
    ("row", "effect", "said"),
    [
        (("stay.from", "at_least", "2026-01-02"), "show", "“Away: First day” is at least"),
        (("mood.a", "is", "bad"), "show", "Answer this if “Mood: Mornings” is Not so good."),
        (("home", "is", "fi-905"), "show", "Answer this if “Home” is Vaasa."),
        (
            ("far", "more_than", 2.5),
            "require",
            "This needs an answer if “How far” is more than 2,5 km.",
        ),
        (("far", "answered"), "lock", "This can no longer be changed if “How far” is answered."),
        (("stay.middle", "answered"), "show", ""),
        (("case.phase", "is", "x"), "show", ""),
    ],
)
def test_a_condition_is_said_with_the_words_of_what_it_reads(row, effect, said):
    with translation.override("en"):
        found = condition(when(row), ASKED, TEXTS, effect=effect)

    assert said in found
    assert bool(found) == bool(said)


@pytest.mark.parametrize(
    ("row", "group", "path", "said"),
    [
        (("row.rest.to", "answered"), "goals", "", "“Rest: Last day” is answered"),
        (("row.step", "answered"), "steps", "goals.steps", "“Step” is answered"),
        (("row.gone", "answered"), "goals", "", ""),
    ],
)
def test_a_condition_in_rows_reads_its_own_row(row, group, path, said):
    goals = ASKED.field("goals")
    stands = goals if group == "goals" else STEPS

    with translation.override("en"):
        assert said in condition(when(row), ASKED, TEXTS, stands, path=path)


def test_none_of_the_conditions_is_said_as_unless():
    with translation.override("en"):
        rule = when(("far", "answered"), match="none")

        assert condition(rule, ASKED, TEXTS).startswith("Answer this unless ")
        assert "only if" in condition(rule, ASKED, TEXTS, effect="lock")
