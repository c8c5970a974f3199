"""Counts, and the numbers that are too small to say."""

import random

import pytest

from forms.access import Sight
from forms.answers.figures import (
    choice_counts,
    count,
    figures_of,
    hidden_small,
    hidden_ticks,
    safe_counts,
    spread,
    values_of,
)
from forms.document import Statement
from tests.factories.forms import document, question, section

ASKED = document(
    section(
        "main",
        question("mood", "choice", choices=("good", "bad")),
        question("ways", "choices", choices=("bus", "train")),
        question("ok", "yes_no"),
        question("well", "scale", least=0, most=3),
        question("age", "number"),
        question("note", "long_text"),
        question("days", "matrix", statements=(Statement("mon"),), choices=("a", "b")),
        question("secret", "choice", choices=("x",), sensitive=True),
    )
)


def counted(*given):
    figures = figures_of([ASKED], Sight())
    count(figures, given)
    return {figure.path: figure for figure in figures}


def test_every_kind_is_counted_its_own_way():
    found = counted(
        {"mood": "good", "ways": ["bus", "train"], "ok": False, "well": 0, "age": 40},
        {"mood": "good", "ways": ["bus"], "note": "Hej", "days": {"mon": "b"}},
    )

    assert dict(found["mood"].counts) == {"good": 2}
    assert dict(found["ways"].counts) == {"bus": 2, "train": 1}
    assert dict(found["ok"].counts) == {"no": 1}
    assert (found["well"].answered, dict(found["well"].counts)) == (1, {"0": 1})
    assert dict(found["days.mon"].counts) == {"b": 1}
    assert (found["note"].answered, dict(found["note"].counts)) == (1, {})
    assert values_of(found["well"]) == ["0", "1", "2", "3"]


def test_sensitive_questions_are_not_counted_for_those_who_do_not_see_them():
    assert "secret" not in counted({"secret": "x"})


def test_numbers_have_a_mean_a_middle_and_stretches():
    found = spread(counted(*({"age": n} for n in range(1, 101)))["age"])

    assert (found.mean, found.median) == (50.5, 50.5)
    assert found.bins[:2] == ((1, 13, 13), (14, 26, 13))
    assert sum(n for _from, _to, n in found.bins) == 100
    assert spread(counted()["age"]) is None


@pytest.mark.parametrize(
    ("counts", "least", "said"),
    [
        ({"a": 10, "b": 7}, 5, {"a": 10, "b": 7}),
        ({"a": 10, "b": 4}, 5, {"a": None, "b": None}),
        ({"a": 10, "b": 9, "c": 4}, 5, {"a": 10, "b": None, "c": None}),
        ({"a": 10, "b": 9, "c": 0}, 5, {"a": 10, "b": 9, "c": 0}),
        ({"a": 20, "b": 9, "c": 1, "d": 1}, 5, {"a": 20, "b": None, "c": None, "d": None}),
        ({"a": 20, "b": 3, "c": 2}, 5, {"a": 20, "b": None, "c": None}),
        ({"a": 3}, 5, {"a": None}),
        ({"a": 0, "b": 0}, 5, {"a": 0, "b": 0}),
        ({"a": 1}, 0, {"a": 1}),
    ],
)
def test_small_numbers_are_hidden_so_that_nobody_can_subtract(counts, least, said):
    assert hidden_small(counts, least) == said


@pytest.mark.parametrize("seed", range(300))
def test_what_is_hidden_is_never_one_number_and_never_few(seed):
    rolls = random.Random(seed)
    counts = {str(n): rolls.choice([0, 1, 2, 4, 5, 8, 30]) for n in range(rolls.randint(1, 7))}
    said = hidden_small(counts, 5)
    hidden = [value for value, n in said.items() if n is None]

    assert not any(0 < n < 5 for n in said.values() if n is not None)
    if hidden and len(hidden) < len(counts):
        assert len(hidden) > 1
        assert sum(counts[value] for value in hidden) >= 5


def test_where_several_may_be_chosen_those_who_did_not_choose_are_not_few_either():
    assert hidden_ticks({"a": 3, "b": 18, "c": 10, "d": 0, "e": 20}, 20, 5) == {
        "a": None,
        "b": None,
        "c": 10,
        "d": 0,
        "e": 20,
    }


def test_a_question_that_few_answered_says_nothing():
    found = counted(*[{"mood": "good"}] * 4)["mood"]

    assert safe_counts(found, 5) == {"good": None, "bad": None}
    assert safe_counts(found, 0) == {"good": 4, "bad": 0}


def test_erased_answers_leave_choices_and_no_word_and_no_number():
    kept = choice_counts([ASKED], [{"mood": "good", "age": 47, "note": "Hej", "ways": ["bus"]}])

    assert kept == {
        ("mood", "good"): 1,
        ("ways", "bus"): 1,
        ("mood", ""): 1,
        ("ways", ""): 1,
        ("", ""): 1,
    }
