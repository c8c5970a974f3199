"""The editor's blocks and the frozen document say the same thing."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.blocks import FormBlocks
from forms.conditions import lines as rule_lines
from forms.conditions.rules import Row, Rule
from forms.counted.recipes import Recipe
from forms.document import FormDocument
from forms.editing.bodies import body_from, compile_raw, key_from
from forms.models import FormDefinition
from forms.models.definition import about_the_form
from forms.naming import ABOUT_THE_FORM
from forms.texts import TITLE
from tests.factories.forms import document, question, section, words
from tests.forms import strategies

SLOW = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@SLOW
@given(strategies.forms())
def test_a_document_written_as_blocks_reads_back_the_same(form):
    doc, texts = form

    read = compile_raw(body_from(doc, texts))

    assert read.problems == []
    assert read.document == doc
    assert read.texts == {
        key: text for key, text in texts.items() if key not in {TITLE, *ABOUT_THE_FORM}
    }


@SLOW
@given(strategies.forms())
def test_blocks_survive_the_editor_and_storage(form):
    doc, texts = form
    stream = FormBlocks()
    stored = json.loads(json.dumps(body_from(doc, texts)))
    definition = FormDefinition(body=stream.to_python(stored), **about_the_form(texts))

    assert definition.compiled() == (doc, texts)
    assert FormDocument.from_json(json.loads(json.dumps(doc.to_json()))) == doc


@given(st.none() | strategies.rules(), st.none() | strategies.rules())
def test_conditions_written_as_lines_read_back_the_same(visible, required):
    read = rule_lines.read(rule_lines.write(visible, required), {})

    assert (read.visible_if, read.required_if, read.wrong) == (visible, required, ())
    assert repr(read.visible_if) == repr(visible)  # 1 is not true


@pytest.mark.parametrize(
    ("line", "kinds", "row"),
    [
        ("show all: urgency is at_once", {"urgency": "choice"}, Row("urgency", "is", "at_once")),
        ("show all: moved is yes", {"moved": "yes_no"}, Row("moved", "is", True)),
        ("show all: age at_least 18", {"age": "number"}, Row("age", "at_least", 18)),
        ("show all: grade is 1", {"grade": "choice"}, Row("grade", "is", "1")),
        ("show all: day less_than today", {"day": "date"}, Row("day", "less_than", "today")),
        (
            "show all: why one_of ill, tired",
            {"why": "choice"},
            Row("why", "one_of", ("ill", "tired")),
        ),
        ("show  any :  why   answered", {}, Row("why", "answered")),
        ("show all: case.entry is relative", {}, Row("case.entry", "is", "relative")),
    ],
)
def test_a_value_is_read_as_the_kind_of_its_question(line, kinds, row):
    found = rule_lines.read(line, kinds).visible_if

    assert repr(found.rows) == repr((row,))


@pytest.mark.parametrize(
    "line",
    [
        "when the moon is full",
        "show all: a like b",
        "show all: a is",
        "show all: a answered yes",
        'show all: a is "open',
        "show some: a is b",
        "show all: a is b, c",
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_never_guessed(line):
    read = rule_lines.read(line, {})

    assert read.visible_if is None
    assert line in read.wrong[0]


def test_one_condition_is_all_or_any_but_not_both():
    read = rule_lines.read("show all: a is b\nshow any: a is c", {})

    assert read.visible_if == Rule("all", (Row("a", "is", "b"), Row("a", "is", "c")))
    assert len(read.wrong) == 1


def test_a_question_without_a_key_gets_one_of_its_words():
    doc = document(section("main", question("x")))
    body = body_from(doc, words(doc))
    body[0]["value"]["fields"][0]["value"].update(key="", label="Hur mår du, på en skala 0–10?")

    assert compile_raw(body).document.sections[0].fields[0].key == "hur_mar_du_pa_en_skala_0_10"


def test_a_label_of_figures_still_gives_a_key_that_begins_with_a_letter():
    assert key_from("3 månader") == "q_3_manader"


def test_blocks_keep_their_ids_when_written_again():
    doc = document(section("main", question("x")))

    assert body_from(doc, {}) == body_from(doc, {TITLE: "Other"})


def test_a_whole_number_of_a_recipe_stays_whole():
    """The editor writes 4 as 4.0, and the same form must keep its fingerprint."""
    score = question("score", "calculated", recipe=Recipe(dish="sum", of=("week",), times=4))
    (raw,) = body_from(document(section("s", score)), words(document(section("s", score))))
    for block in raw["value"]["fields"]:
        block["value"]["recipe"]["times"] = 4.0

    compiled = compile_raw([raw]).document

    assert json.dumps(compiled.to_json()).count('"times": 4}') == 1
