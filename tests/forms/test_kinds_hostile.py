"""Whatever is typed or sent: an answer that can be stored and typed again, or a sentence. Never a fault."""

import json
from datetime import date

import pytest

from forms.asking.checking import check, check_answers, read
from forms.asking.reading import read_answers
from forms.asking.skeleton import first_control
from forms.kinds import kind_of
from tests.forms.every_kind import EVERY, FACTS, TEXTS, alone, asked
from tests.forms.hostile import DATA, VALUES

TODAY = date(2026, 11, 22)
ASKING = [each.key for each in EVERY.fields() if each.asks]


def names(key: str) -> list[str]:
    """The posted names of a question: of its parts, of what its rows ask, or its own."""
    question = asked(key)
    if question.kind == "group":
        return [f"{key}-0-what", f"{key}-0-when.from", f"{key}-0-steps-0-until", f"{key}-rows"]
    return [f"{key}.{part.key}" for part in kind_of(question).inside(question)] or [key]


def judged(key: str, posted: dict[str, list[str]]):
    doc = alone(asked(key))
    checked = check(doc, TEXTS, read(doc, posted), facts=FACTS, today=TODAY)
    assert all(checked.errors.values())
    json.dumps(checked.answers, allow_nan=False).encode()
    assert "<script>" not in read_answers(doc, TEXTS, checked.answers)
    return checked


def test_there_are_two_hundred_of_them():
    assert len(set(VALUES)) >= 200


@pytest.mark.parametrize("key", ASKING)
def test_any_text_is_stored_as_shown_or_refused_with_a_sentence(key):
    for value in VALUES:
        for posted in ({name: [value] for name in names(key)}, {names(key)[0]: [value]}):
            checked = judged(key, posted)

            doc = alone(asked(key))
            again = check_answers(doc, TEXTS, checked.answers, facts=FACTS, today=TODAY)
            assert again.answers == checked.answers, value


@pytest.mark.parametrize("key", ASKING)
def test_the_same_name_sent_often_gives_one_answer_or_a_sentence(key):
    for first in names(key):
        judged(key, {first: ["a", "b"] * 50})
        judged(key, {first: list(VALUES[:60])})
        judged(key, {first: []})


@pytest.mark.parametrize("key", ASKING)
def test_data_of_any_shape_is_an_answer_or_a_sentence(key):
    for value in DATA:
        doc = alone(asked(key))
        checked = check_answers(doc, TEXTS, {key: value}, facts=FACTS, today=TODAY)

        json.dumps(checked.answers, allow_nan=False)
        assert all(checked.errors.values())


@pytest.mark.parametrize("key", ASKING)
def test_every_sentence_leads_to_a_control(key):
    question = asked(key)
    if question.kind == "group":
        return
    for value in ("x", "\x00", "[[1]]"):
        for path in judged(key, {name: [value] for name in names(key)}).errors:
            assert path == key or path in names(key)
    assert first_control(question, key).startswith(f"q-{key}")
