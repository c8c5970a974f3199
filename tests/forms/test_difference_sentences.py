"""Each kind of change between two versions has a sentence of its own."""

from dataclasses import replace

import pytest
from django.utils import translation

from forms.document import Check, Choice, FormDocument, Statement
from forms.versions.differences import Side, changes
from tests.factories.forms import document, question, section, when, words

HOW = {"kind": "choice"}
LINES = {"kind": "matrix", "choices": ("yes",)}


def said(old, new, before=None, after=None):
    """The sentences in English; words are made of the keys unless said."""
    sides = Side(old, {**words(old), **(before or {})}), Side(new, {**words(new), **(after or {})})
    with translation.override("en"):
        return [change.sentence for change in changes(*sides)]


def parts(*keys):
    return document(*(section(key) for key in keys))


def one(**settings):
    return document(section("main", question("mood", **settings)))


def choices(*codes):
    return one(kind="choice", choices=codes)


def lines(*keys):
    made = (each if isinstance(each, Statement) else Statement(each) for each in keys)
    return one(kind="matrix", statements=tuple(made))


def checked(*checks):
    return one(checks=tuple(Check(key, when(("mood", "is", value))) for key, value in checks))


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        (parts("a", "b"), parts("a"), ["Section “B” removed."]),
        (parts("a"), parts("a", "b"), ["Section “B” added."]),
        (parts("a", "b", "c"), parts("c", "a", "b"), ["Section “C” moved: it is now the first."]),
        (parts("a", "b", "c"), parts("b", "c", "a"), ["Section “A” moved: it now follows “C”."]),
        (one(), parts("main"), ["Question “Mood” removed. Answers already given stay readable."]),
        (choices("a"), choices("a", "b"), ["Question “Mood”: choice “B” added."]),
        (choices("a", "b"), choices("a"), ["Question “Mood”: choice “B” removed."]),
        (
            choices("a", Choice("b", retired=True)),
            choices("a", "b"),
            ["Question “Mood”: choice “B” is offered again."],
        ),
        (choices("a", "b"), choices("b", "a"), ["Question “Mood”: the choices stand in another order."]),
        (lines("a"), lines("a", "b"), ["Question “Mood”: line “b” added."]),
        (lines("a", "b"), lines("a"), ["Question “Mood”: line “b” removed."]),
        (lines("a", "b"), lines("b", "a"), ["Question “Mood”: the lines stand in another order."]),
        (
            lines("a"),
            lines(Statement("a", reverse=True)),
            ["Question “Mood”: line “a” is now scored from the other end."],
        ),
        (checked(), checked(("sure", "x")), ["Question “Mood”: check “sure” added."]),
        (checked(("sure", "x")), checked(), ["Question “Mood”: check “sure” removed."]),
        (checked(("sure", "x")), checked(("sure", "y")), ["Question “Mood”: check “sure” changed."]),
    ],
)  # fmt: skip
def test_each_kind_of_change_has_its_sentence(old, new, sentences):
    assert said(old, new) == sentences


def test_the_way_of_filling_in_is_named():
    old = one()

    [sentence] = said(old, replace(old, layout="pages"))

    assert sentence.startswith("Filled in ")


def test_a_question_that_left_its_section_for_another_is_told_with_where_it_went():
    old = document(section("first", question("a")), section("second"))
    new = document(section("first"), section("second", question("a")))

    assert said(old, new) == ["Question “A” moved to “Second”."]


def test_things_are_called_as_the_newer_version_calls_them_and_what_is_gone_as_the_older_did():
    key = "field.mood.label"

    assert said(one(), one(required=True), {key: "Before"}, {key: "Now"}) == [
        "Question “Now”: an answer is now required."
    ]
    assert said(one(), FormDocument(one().sections[:0]), {key: "Before"})[-1].startswith(
        "Question “Before” removed."
    )


def test_conditions_that_read_alike_are_told_apart_as_they_are_stored():
    asked = question("how", "choice", choices=("a", "b"))
    old, new = (
        document(section("main", asked, question("why", visible_if=when(("how", "is", code)))))
        for code in ("a", "b")
    )
    alike = {"field.how.choice.a": "The same", "field.how.choice.b": "The same"}

    [sentence] = said(old, new, alike, alike)

    assert "how is a" in sentence.replace("“", "").replace("”", "")
    assert "how is b" in sentence.replace("“", "").replace("”", "")
