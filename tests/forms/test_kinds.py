"""Every kind of question: typed becomes stored, stored is said in words, and can be typed again."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.asking.checking import check, check_answers, from_answers, read
from forms.document import KINDS as NAMES
from forms.document import Statement
from forms.kinds import KINDS, kind_of
from forms.kinds.kind import Said
from tests.factories.forms import document, question, section, when, words
from tests.forms.every_kind import ANSWERS, EVERY, FACTS, TEXTS, alone, asked

TODAY = date(2026, 11, 22)


def typed(key: str, given: Any, **facts: Any):
    """Judge one question of the form with every kind; `given` a text, or texts by part."""
    doc = alone(asked(key))
    parts = given if isinstance(given, dict) else {"": given}
    posted = {f"{key}.{part}" if part else key: [text] for part, text in parts.items()}
    return check(doc, TEXTS, read(doc, posted), facts={**FACTS, **facts}, today=TODAY)


def said(key: str, answer: Any) -> str:
    return kind_of(asked(key)).in_words(Said(asked(key), key, TEXTS, answer))


def test_every_kind_is_known_by_its_name():
    assert set(KINDS) == set(NAMES)


def test_every_kind_stands_in_the_form_and_is_answered():
    kinds = {each.kind for each in EVERY.fields()}

    assert kinds == set(NAMES)
    assert {key for key in ANSWERS if EVERY.field(key)} == set(ANSWERS)


def test_answers_of_every_kind_are_stored_as_they_are():
    checked = check_answers(EVERY, TEXTS, ANSWERS, facts=FACTS, today=TODAY)

    assert checked.errors == {}
    assert checked.answers == ANSWERS


def test_what_was_stored_can_be_typed_again():
    once = check(EVERY, TEXTS, from_answers(EVERY, ANSWERS), facts=FACTS, today=TODAY)
    again = check(EVERY, TEXTS, from_answers(EVERY, once.answers), facts=FACTS, today=TODAY)

    assert (again.errors, again.answers) == ({}, once.answers)


@pytest.mark.parametrize(
    ("key", "given", "stored"),
    [
        ("line", "  Anna   Maria ", "Anna Maria"),
        ("story", " a\r\nb ", "a\nb"),
        ("mail", "mailto:Elina.E@Example.ORG", "Elina.E@example.org"),
        ("phone", "040 123 4567", "+358401234567"),
        ("phone", "0701 23 45 67", "+46701234567"),
        ("number", "1 \N{NO-BREAK SPACE}2,5", 12.5),
        ("number", "12,0", 12),
        ("rent", "1 640,50", 1640.5),
        ("day", "28.2.2026", "2026-02-28"),
        ("clock", "9.05", "09:05"),
        ("clock", "7", "07:00"),
        (
            "stay",
            {"from": "1.1.2026", "to": "2026-01-01"},
            {"from": "2026-01-01", "to": "2026-01-01"},
        ),
        ("person_no", "131052-308t", "131052-308T"),
        ("person_no", "811218-9876", "19811218-9876"),
        ("account", "fi21 1234 5600 0007 85", "FI2112345600000785"),
        ("sure", "no", False),
        ("home", "fi-905", "fi-905"),
        ("home", "Vasa", "fi-905"),
        ("home", "VAASA", "fi-905"),
        ("home", "Övertorneå", "se-2518"),
        ("home", "Uppsala", "se-0380"),
        ("slider", "100", 100),
        ("order", {"calm": "3", "rested": "1", "curious": "2"}, ["rested", "curious", "calm"]),
        ("who", {"code": "user-4"}, {"code": "user-4", "name": "Vera Vik"}),
        ("who", {"code": "", "name": "Någon"}, {"name": "Någon"}),
        ("firm", {"code": "partner-2"}, {"code": "partner-2", "name": "Byrån <b> & Co"}),
        ("signed", {"name": "Elina", "strokes": "[]"}, {"name": "Elina"}),
        (
            "signed",
            {"name": "Elina", "strokes": "[[1,2]]"},
            {"name": "Elina", "strokes": [[1, 2]]},
        ),
        ("agree", {"calm": "often", "rested": "never", "curious": "never"}, None),
    ],
)
def test_what_is_typed_is_stored_plainly(key, given, stored):
    checked = typed(key, given)

    assert checked.errors == {}
    assert repr(checked.answers) == repr({key: given if stored is None else stored})


@pytest.mark.parametrize(
    ("key", "given", "where"),
    [
        ("mail", "elina", ["mail"]),
        ("phone", "112", ["phone"]),
        ("number", "200,5", ["number"]),
        ("number", "1,25", ["number"]),
        ("rent", "1,255", ["rent"]),
        ("day", "29.2.2026", ["day"]),
        ("clock", "24.00", ["clock"]),
        ("stay", {"from": "2.1.2026", "to": "1.1.2026"}, ["stay.to"]),
        ("stay", {"from": "1.1.2026", "to": "2.3.2026"}, ["stay.to"]),
        ("stay", {"from": "x", "to": "y"}, ["stay.from", "stay.to"]),
        ("stay", {"to": "1.1.2026"}, ["stay.from"]),
        ("person_no", "131052-308U", ["person_no"]),
        ("account", "FI2112345600000786", ["account"]),
        ("home", "fi-999", ["home"]),
        ("slider", "101", ["slider"]),
        ("agree", {"calm": "often"}, ["agree.rested", "agree.curious"]),
        ("agree", {"calm": "perhaps"}, ["agree.calm", "agree.rested", "agree.curious"]),
        ("agree", {}, ["agree"]),
        ("order", {"calm": "1", "rested": "2"}, ["order.curious"]),
        ("order", {"calm": "1", "rested": "1", "curious": "2"}, ["order.rested"]),
        ("address", {"street": "x", "postcode": "###"}, ["address.postcode", "address.place"]),
        ("who", {"code": "user-999"}, ["who.code"]),
        ("who", {"code": "user-4", "name": "Annan"}, ["who.name"]),
        ("firm", {"code": "user-4"}, ["firm.code"]),
        ("signed", {"strokes": "[[1,2]]"}, ["signed.name"]),
        ("signed", {"name": "x", "strokes": "[[1]]"}, ["signed.strokes"]),
        ("papers", "6f1b8f0e-0000-0000-0000-000000000000", ["papers"]),
    ],
)
def test_what_is_wrong_is_said_at_its_part(key, given, where):
    checked = typed(key, given)

    assert list(checked.errors) == where
    assert all(checked.errors.values())
    assert checked.answers == {}


@pytest.mark.parametrize(
    ("key", "answer", "in_words"),
    [
        ("phone", "+358401234567", "+358 40 1234567"),
        ("number", 12.5, "12,5 kilometer"),
        ("rent", 1640.5, "1\N{NO-BREAK SPACE}640,50\N{NO-BREAK SPACE}€"),
        ("stay", {"from": "2026-01-02", "to": "2026-01-30"}, "2 januari 2026 – 30 januari 2026"),
        ("account", "FI2112345600000785", "FI21 1234 5600 0007 85"),
        ("sure", False, "Nej"),
        ("home", "fi-905", "Vasa"),
        ("home", "fi-000", "fi-000"),
        ("some", ["bus", "gone"], "Bus, gone"),
        ("scale", 3, "3 av 7"),
        ("agree", {"calm": "often", "rested": "never"}, "Ofta, Aldrig"),
        ("order", ["rested", "calm"], "1. Rested, 2. Calm"),
        ("who", {"code": "user-4", "name": "Vera Vik"}, "Vera Vik"),
        ("address", {"street": "Gatan 1", "postcode": "65100", "place": "Vasa"}, None),
        ("total", 43, "43 poäng (High)"),
    ],
)
def test_an_answer_is_said_in_words(key, answer, in_words):
    with translation.override("sv"):
        assert said(key, answer) == (in_words or "Gatan 1, 65100 Vasa")


def test_a_form_says_its_own_sentence_once_however_many_parts_are_wrong():
    own = {**TEXTS, "field.stay.error": "Skriv båda dagarna"}
    doc = alone(asked("stay"))

    checked = check(doc, own, read(doc, {"stay.from": ["x"], "stay.to": ["y"]}), today=TODAY)

    assert checked.errors == {"stay.from": "Skriv båda dagarna"}


def test_each_line_is_asked_when_a_condition_requires_the_matrix():
    lines = (Statement("a"), Statement("b"))
    doc = document(
        section(
            "main",
            question("why", "yes_no"),
            question(
                "m",
                "matrix",
                choices=("x",),
                statements=lines,
                required_if=when(("why", "is", True)),
            ),
        )
    )
    half = {"m.a": ["x"]}

    assert check(doc, words(doc), read(doc, half)).errors == {}
    needed = check(doc, words(doc), read(doc, {"why": ["yes"], **half}))
    assert list(needed.errors) == ["m.b"]


def test_nobody_is_asked_for_what_is_locked():
    lock = when(("sure", "is", True))
    doc = document(
        section("main", question("sure", "yes_no"), question("x", required=True, lock_if=lock))
    )

    checked = check(doc, words(doc), read(doc, {"sure": ["yes"]}))

    assert checked.errors == {}
    assert checked.locked == {"x"}


TEXT = st.text(max_size=40)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("line", "story"), TEXT)))
def test_any_words_are_stored_as_they_can_be_typed_again(answers):
    once = check_answers(EVERY, TEXTS, answers, today=TODAY).answers
    again = check_answers(EVERY, TEXTS, once, today=TODAY).answers

    assert {key: again.get(key) for key in answers} == {key: once.get(key) for key in answers}
