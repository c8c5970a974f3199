"""What each kind of question refuses at its very edge, and what an author may not set."""

import pytest
from django.utils import translation

from forms.asking.checking import check, check_answers, read
from forms.document import Choice, Statement
from forms.kinds.municipality import in_order
from forms.problems import problems
from tests.factories.forms import document, question, section, words

LINES = (Statement("a"), Statement("b"), Statement("c"))
ADDRESS = {"street": "Storgatan 1", "postcode": "65100", "place": "Vasa"}


def judged(kind, typed, **said):
    """Answer one question; what was typed is a text, or texts by part."""
    doc = document(section("s", question("q", kind, **said)))
    parts = typed if isinstance(typed, dict) else {"": typed}
    posted = {f"q.{part}" if part else "q": [text] for part, text in parts.items()}
    with translation.override("en"):
        return check(doc, words(doc), read(doc, posted))


@pytest.mark.parametrize(
    ("kind", "typed", "said", "where"),
    [
        ("email", "a..b@example.org", {}, "q"),
        ("email", ".a@example.org", {}, "q"),
        ("email", "a.@example.org", {}, "q"),
        ("email", "a@" + ".".join(["b" * 60] * 5) + ".org", {}, "q"),
        ("phone", "+358 40 123 4567 ext. 5", {}, "q"),
        ("phone", "040 123 4567", {"accept": ("no",)}, "q"),
        ("personal_number", "811218-9876", {"accept": ("fi",)}, "q"),
        ("personal_number", "010101-951C", {"accept": ("fi",)}, "q"),
        ("personal_number", "701063-2391", {"accept": ("se",)}, "q"),
        ("iban", "FI21 1234 5600 0007 8\N{FULLWIDTH DIGIT FIVE}", {}, "q"),
        ("matrix", {"a": "7", "b": "1", "c": "1"}, {"statements": LINES, "least": 1, "most": 5}, "q.a"),
        ("scale", "2", {"least": 1, "most": 9, "step": 2}, "q"),
        ("number", "4", {"least": 1, "step": 2}, "q"),
        ("number", "0,35", {"step": 0.1}, "q"),
        ("address", {**ADDRESS, "street": ""}, {}, "q.street"),
        ("address", {**ADDRESS, "postcode": ""}, {}, "q.postcode"),
        ("signature", {"name": "x", "strokes": "[[601,2]]"}, {}, "q.strokes"),
        ("signature", {"name": "x", "strokes": "[[1,201]]"}, {}, "q.strokes"),
        ("signature", {"name": "x", "strokes": "[[true,2]]"}, {}, "q.strokes"),
        ("signature", {"name": "x", "strokes": "[" * 9_000}, {}, "q.strokes"),
        ("municipality", "se-0380", {"accept": ("fi",)}, "q"),
    ],
)  # fmt: skip
def test_what_lies_just_outside_is_refused(kind, typed, said, where):
    checked = judged(kind, typed, **said)

    assert (list(checked.errors), checked.answers) == ([where], {})


@pytest.mark.parametrize(
    ("kind", "typed", "said", "stored"),
    [
        ("scale", "3", {"least": 1, "most": 9, "step": 2}, 3),
        ("number", "5", {"least": 1, "step": 2}, 5),
        ("number", "0,3", {"step": 0.1}, 0.3),
        ("number", "0,1", {"least": 0.1}, 0.1),
        ("personal_number", "701063-2391", {"accept": ("se", "temporary")}, "19701063-2391"),
        ("personal_number", "010101-951C", {"accept": ("fi", "temporary")}, "010101-951C"),
        ("signature", {"name": "x", "strokes": "[[600,200]]"}, {}, {"name": "x", "strokes": [[600, 200]]}),
    ],
)  # fmt: skip
def test_what_lies_just_inside_is_taken(kind, typed, said, stored):
    checked = judged(kind, typed, **said)

    assert (checked.errors, checked.answers) == ({}, {"q": stored})


def test_the_sentence_about_a_postcode_says_what_is_wrong_with_it():
    absent = judged("address", {**ADDRESS, "postcode": ""}).errors["q.postcode"]
    strange = judged("address", {**ADDRESS, "postcode": "?"}).errors["q.postcode"]

    assert absent != strange


def test_eleven_files_are_too_many_before_anybody_looks_for_them():
    doc = document(section("s", question("q", "file")))

    with translation.override("en"):
        checked = check(doc, words(doc), read(doc, {"q": [f"f{n}" for n in range(11)]}))

    assert "10" in checked.errors["q"]


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("ranking", ["a", "b", "c", "d"], {"statements": LINES}),
        ("address", {**ADDRESS, "owner": "x"}, {}),
        ("matrix", {"a": 1, "b": 1, "c": 1, "d": 1}, {"statements": LINES, "least": 1, "most": 5}),
    ],
)
def test_data_with_more_parts_than_the_question_has_is_no_answer(kind, given, said):
    doc = document(section("s", question("q", kind, **said)))

    checked = check_answers(doc, words(doc), {"q": given})

    assert (list(checked.errors), checked.answers) == (["q"], {})


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("date_range", {"most": 0}),
        ("matrix", {"statements": LINES[:1], "choices": ("x", "y")}),
        ("matrix", {"statements": tuple(Statement(f"s{n}") for n in range(61)), "choices": ("x",)}),
        ("ranking", {"statements": tuple(Statement(f"s{n}") for n in range(21))}),
        ("choices", {"choices": ("x", Choice("y", retired=True)), "least": 2}),
        ("number", {"decimals": 7}),
        ("number", {"decimals": -1}),
        ("text", {"pattern": "re2:" + "a" * 300}),
        ("stop", {}),
        ("known", {}),
        ("group", {"items": (question("i"),), "least": 3, "most": 2}),
        ("scale", {"least": 0, "most": 2000, "display": "slider"}),
    ],
)
def test_what_an_author_may_not_set_is_named(kind, said):
    doc = document(section("s", question("other"), question("q", kind, **said)))

    found = {problem.where for problem in problems(doc, words(doc))}

    assert found == {"q"}


def test_municipalities_stand_in_the_order_of_the_alphabet():
    listed = [place.listed("sv") for place in in_order("se", "sv")]

    assert listed.index("Åmål") > listed.index("Östhammar") - 60
    assert (
        listed.index("Ydre")
        < listed.index("Åmål")
        < listed.index("Älmhult")
        < listed.index("Öckerö")
    )
