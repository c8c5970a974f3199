"""What stands in the way of publishing is said in sentences, each about one place."""

import pytest

from forms.document import Choice, FormDocument
from forms.problems import problems
from tests.factories.forms import document, question, section, when, words


def places(doc, texts=None, earlier=None):
    return [
        problem.where for problem in problems(doc, words(doc) if texts is None else texts, earlier)
    ]


def one(*questions, **more):
    return document(section("main", *questions), **more)


SOUND = one(
    question("a", "yes_no"),
    question(
        "b",
        "number",
        visible_if=when(("a", "is", True)),
        required_if=when(("case.entry", "is", "x")),
    ),
    question(
        "c",
        "choice",
        choices=("x", Choice("y", score=0, retired=True)),
        visible_if=when(("b", "at_least", 2)),
    ),
    question("d", "date", visible_if=when(("c", "one_of", ("x", "y")))),
    question(
        "e",
        "choices",
        choices=("x",),
        visible_if=when(("d", "less_than", "today"), ("d", "at_least", "2020-01-01")),
    ),
    question(
        "f",
        "group",
        items=(
            question("g", "scale"),
            question("h", visible_if=when(("row.g", "more_than", 3), ("e", "includes", "x"))),
        ),
        most=5,
    ),
    question("i", "guidance", visible_if=when(("f", "answered"))),
)


def test_a_sound_form_has_no_problems():
    assert list(problems(SOUND, words(SOUND))) == []


def test_an_empty_form_needs_a_title_and_a_question():
    assert places(FormDocument(), {}) == ["", ""]


def rows(key: str, *items):
    return question(key, "group", items=items)


@pytest.mark.parametrize(
    ("questions", "where"),
    [
        ([question("a"), question("a")], ["a"]),
        ([question("1a")], ["1a"]),
        ([question("today")], ["today"]),
        ([question("Ä")], ["Ä"]),
        ([question("a" * 61)], ["a" * 61]),
        ([question("a", "choice")], ["a"]),
        ([question("a", "choice", choices=(Choice("x", retired=True),))], ["a"]),
        ([question("a", "choice", choices=("x", "x"))], ["a"]),
        ([question("a", "choice", choices=("X y",))], ["a"]),
        ([question("a", "choice", choices=(Choice("x", score="many"),))], ["a"]),
        ([question("a", "choices", choices=("x",), least=2)], ["a"]),
        ([question("a", "number", least=3, most=2)], ["a"]),
        ([question("a", "number", step=0)], ["a"]),
        ([question("a", "text", most=-1)], ["a"]),
        ([question("a", "scale", least=1, most=1)], ["a"]),
        ([question("a", "scale", least=0, most=100)], ["a"]),
        ([question("a", "scale", least=0.5, most=4)], ["a"]),
        ([question("a", "group")], ["a"]),
        ([question("a", "group", items=(question("b", "guidance"),)), question("c")], ["a"]),
        ([question("a", "group", items=(question("b"),), most=101)], ["a"]),
        ([question("a", "group", items=(question("b"), question("b")))], ["a.b"]),
        ([rows("a", rows("b", rows("c", question("d"))))], ["a.b.c"]),
        ([question("a", "municipality", accept=("no",))], ["a"]),
        ([question("a", "phone", accept=("xx",))], ["a"]),
        ([question("a", "personal_number", accept=("no",))], ["a"]),
        ([question("a", "guidance")], [""]),
    ],
)
def test_each_mistake_of_a_question_is_named(questions, where):
    assert places(one(*questions)) == where


@pytest.mark.parametrize(
    "lost", ["form.title", "section.main.title", "field.a.label", "field.a.choice.x"]
)
def test_words_that_are_missing_are_asked_for(lost):
    doc = one(question("a", "choice", choices=("x",)))
    texts = {key: text for key, text in words(doc).items() if key != lost}

    assert len(places(doc, texts)) == 1


ASKED = (
    question("t"),
    question("l", "long_text"),
    question("n", "number"),
    question("d", "date"),
    question("y", "yes_no"),
    question("c", "choice", choices=("x", "y")),
    question("m", "choices", choices=("x", "y")),
    question("h", "guidance"),
    question("g", "group", items=(question("i"),)),
)


@pytest.mark.parametrize(
    "row",
    [
        ("stranger", "answered"),
        ("q", "answered"),
        ("later", "answered"),
        ("row.i", "answered"),
        ("g.i.", "answered"),
        ("h", "answered"),
        ("today", "answered"),
        ("t", "at_least", 3),
        ("l", "is", "x"),
        ("m", "is", "x"),
        ("c", "includes", "x"),
        ("g", "is", "x"),
        ("y", "at_least", True),
        ("n", "is", "3"),
        ("n", "is", True),
        ("y", "is", "yes"),
        ("y", "is", 1),
        ("d", "is", "today"),
        ("d", "is", "2026-02-30"),
        ("d", "at_least", 3),
        ("c", "is", "z"),
        ("c", "one_of", ("x", "z")),
        ("c", "one_of", ()),
        ("c", "is", ("x",)),
        ("c", "is", None),
        ("c", "is", ""),
        ("m", "includes", "z"),
        ("case.entry", "is", None),
        ("case.entry", "one_of", "x"),
    ],
    ids=str,
)
def test_a_condition_that_cannot_work_is_named_where_it_stands(row):
    doc = one(*ASKED, question("q", visible_if=when(row)), question("later"))

    assert places(doc) == ["q"]
    assert places(one(*ASKED, question("q", required_if=when(row)), question("later"))) == ["q"]


@pytest.mark.parametrize(
    "rows",
    [
        [("c", "is", "x"), ("c", "is", "y")],
        [("c", "is", "x"), ("c", "is_not", "x")],
        [("c", "is", "x"), ("c", "none_of", ("x", "y"))],
        [("c", "one_of", ("x",)), ("c", "one_of", ("y",))],
        [("c", "answered"), ("c", "not_answered")],
        [("c", "is", "x"), ("c", "not_answered")],
        [("m", "includes", "x"), ("m", "excludes", "x")],
        [("n", "at_least", 5), ("n", "less_than", 5)],
        [("n", "more_than", 5), ("n", "at_most", 5)],
        [("n", "at_least", 5), ("n", "at_most", 4)],
        [("n", "is", 3), ("n", "at_least", 4)],
        [("d", "at_least", "2026-01-02"), ("d", "at_most", "2026-01-01")],
    ],
    ids=str,
)
def test_lines_that_contradict_each_other_are_named_once(rows):
    assert places(one(*ASKED, question("q", visible_if=when(*rows)))) == ["q"]
    assert places(one(*ASKED, question("q", visible_if=when(*rows, match="any")))) == []


@pytest.mark.parametrize(
    "rows",
    [
        [("n", "at_least", 5), ("n", "at_most", 5)],
        [("c", "is_not", "x"), ("c", "answered")],
        [("m", "includes", "x"), ("m", "includes", "y")],
        [("d", "at_least", "2026-01-01"), ("d", "at_most", "today")],
    ],
    ids=str,
)
def test_lines_that_can_hold_together_are_left_in_peace(rows):
    assert places(one(*ASKED, question("q", visible_if=when(*rows)))) == []


def test_an_empty_condition_and_sections_are_judged_too():
    doc = document(
        section("one", question("a"), visible_if=when()),
        section("one", visible_if=when(("a", "is", "x"))),
    )

    assert places(doc) == [
        "one",
        "one",
        "one",
    ]  # the same key twice, an empty section, an empty condition


def test_a_published_key_keeps_its_kind_also_inside_groups():
    doc = one(question("a"), question("g", "group", items=(question("b", "date"),)))

    assert places(doc, earlier={"a": "number", "g.b": "text", "gone": "date"}) == ["a", "g.b"]
