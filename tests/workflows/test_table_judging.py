"""Decision tables in the editor: the server says what a column may hold and what is wrong, cell by cell."""

import json

import pytest
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.forms import make_form

pytestmark = pytest.mark.django_db
PARTS = [
    {"kind": "start", "key": "", "title": "Register", "form": "notice"},
    {"kind": "several", "key": "round", "title": "Ask around", "form": ""},
    {"kind": "event", "key": "absent", "title": "Absent", "form": ""},
    {"kind": "obligation", "key": "review", "title": "Review", "form": ""},
    {"kind": "wait", "key": "pause", "title": "Wait", "form": ""},
]


@pytest.fixture
def editor(client):
    client.force_login(make_user("runa", roles=("administrator",), language="en"))
    make_form(
        "notice", {"urgency": {"kind": "choice", "choices": ["now", "soon"]}, "ready": "yes_no"}
    )
    return client


def judged(editor, columns, *rows, one=False, parts=PARTS):
    table = {"title": "Urgency", "columns": columns, "rows": "\n".join(rows), "one": one}
    return editor.post(
        reverse("workflow_tables"),
        json.dumps({"parts": parts, "table": table}),
        content_type="application/json",
    )


def test_a_column_is_called_as_its_question_and_offers_its_answers(editor):
    columns = ["start.urgency", "start.ready", "case.days_in_service", "done.round"]

    found = judged(editor, columns, " | | | | other").json()

    assert found == {
        "columns": [
            {"label": "Urgency", "options": [["now", "Now"], ["soon", "Soon"]]},
            {"label": "Ready", "options": [["yes", "Yes"], ["no", "No"]]},
            {"label": "“Days since the service began”", "options": []},
            {"label": "“Ask around”", "options": [["yes", "Yes"], ["no", "No"]]},
        ],
        "cells": [],
        "said": [],
    }


@pytest.mark.parametrize(
    ("columns", "rows", "place", "part"),
    [
        (["start.urgency"], ("now | a", "later | b", " | c"), [1, 0], "(later)"),
        (["start.ready", "start.urgency"], ("yes | ja | a", " | | b"), [0, 1], "(ja)"),
        (["start.ready"], ("yes | a", "no | Not so!"), [1, 1], "is not whole"),
        (["start.ready"], ("yes | a", "no | b", " | c"), [2, 0], "never counts"),
        (["met.review", "event.absent.times"], ("1 | < | a", " | | b"), [0, 1], "(<)"),
    ],
)
def test_what_is_wrong_in_a_cell_is_said_at_that_cell(editor, columns, rows, place, part):
    found = judged(editor, columns, *rows).json()

    assert [cell[:2] for cell in found["cells"]] == [place]
    assert part in found["cells"][0][2]
    assert found["said"] == []


def test_rows_that_fit_at_once_are_said_at_the_later_one(editor):
    found = judged(editor, ["start.ready"], "yes | a", " | b", one=True).json()

    assert [cell[:2] for cell in found["cells"]] == [[1, 0]]


@pytest.mark.parametrize(
    ("columns", "rows", "part"),
    [
        (["start.ready"], ("yes | a",), "has no row for this: “Register” (ready) is no"),
        (["gone.day"], (" | a",), "cannot judge (gone.day)"),
        ([], (), "is empty"),
    ],
)
def test_what_is_wrong_with_the_whole_table_is_said_above_it(editor, columns, rows, part):
    found = judged(editor, columns, *rows).json()

    assert [part in sentence for sentence in found["said"]] == [True]
    assert found["cells"] == []


@pytest.mark.parametrize(
    "body",
    [
        *("", "{", "[]", "[" * 100_000, '{"parts": [], "table": []}', '{"parts": {}, "table": {}}'),
        json.dumps({"parts": [1], "table": {"title": "", "columns": [], "rows": "", "one": False}}),
        json.dumps({"parts": [], "table": {"title": "", "columns": [1], "rows": "", "one": True}}),
        json.dumps(
            {"parts": [], "table": {"title": "", "columns": [], "rows": "x" * 70_000, "one": True}}
        ),
    ],
)
def test_what_is_no_table_gets_a_sentence(editor, body):
    answer = editor.post(reverse("workflow_tables"), body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json() == {"said": ["The table could not be read. Load the page again."]}


@pytest.mark.parametrize("slug", ["\0", "\ud800", "x" * 500, "no-such-form"])
def test_a_strange_name_of_a_form_is_an_unknown_one(editor, slug):
    parts = [{"kind": "start", "key": "\0", "title": "\ud800", "form": slug}]

    answer = judged(editor, ["start.ready"], "yes | a", " | b", parts=parts)

    assert answer.status_code == 200
    assert "cannot judge" in answer.json()["said"][0]


def test_strangers_are_told_nothing(client):
    assert client.post(reverse("workflow_tables")).status_code == 302


@pytest.mark.parametrize("steps", [1, 3])
def test_judging_costs_the_same_however_many_forms_are_asked(
    editor, steps, django_assert_max_num_queries
):
    for number in range(steps):
        make_form(f"form{number}", {"ready": "yes_no"})
    parts = [
        {"kind": "task", "key": f"s{n}", "title": "Step", "form": f"form{n}"} for n in range(steps)
    ]

    with django_assert_max_num_queries(14):
        judged(editor, [f"s{n}.ready" for n in range(steps)], "x | a", parts=parts)
