"""Formulas, tables and limits that somebody wrote to break the counting: named or counted, quickly, on both sides."""

import json
import time
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from forms.asking.posted import fewest_rows
from forms.asking.showing import preview
from forms.conditions.lines import read
from forms.counted.formulas import Outside, said_formula
from forms.counted.recipes import Band, Recipe
from forms.counted.scoring import values
from forms.document import Choice, FormDocument
from forms.kinds.numbers import scale_values
from forms.library.code_lists import keeping, problems
from forms.library.taken import Group, placed
from forms.models import FormDefinition
from forms.problems import problems as form_problems
from tests.factories.accounts import make_user
from tests.factories.editing import posted
from tests.factories.forms import document, make_definition, question, section, words

TODAY = date(2026, 3, 1)
ASKED = {"a": "number", "b": "number"}


def counted(recipe: Recipe, **asked) -> FormDocument:
    fields = [
        question(key, **({"kind": kind} if isinstance(kind, str) else kind))
        for key, kind in asked.items()
    ]
    return document(section("s", *fields, question("total", "calculated", recipe=recipe)))


def formula(said: object) -> FormDocument:
    return counted(
        Recipe("formula", formula=said if isinstance(said, str) else json.dumps(said)), **ASKED
    )


def sentences(doc: FormDocument) -> list[str]:
    with translation.override("en"):
        return [problem.sentence for problem in form_problems(doc, words(doc))]


def nested(levels: int, inside: object = 1) -> object:
    for _n in range(levels):
        inside = {"+": [inside, 1]}
    return inside


REFUSED = {
    "a number of 400 figures": "9" * 400,
    "below all numbers": f"-{'9' * 400}",
    "1e400": "1e400",
    "NaN": '{"+": [NaN, 1]}',
    "deep": nested(40),
    "very deep": "[" * 9_000,
    "long": {"+": [{"var": "a"}] * 61},
    "longer": {"+": [nested(10)] * 60},
    "itself": {"var": "total"},
    "no operator of ours": {"log": [{"var": "a"}]},
    "a power": {"**": [9, 999_999]},
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_formula_is_refused_with_a_sentence_at_once(name):
    doc, begun = formula(REFUSED[name]), time.process_time()

    assert sentences(doc)
    assert values(doc, {"a": 1, "b": 2}, today=TODAY) in ({"total": None}, {})
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("huge", ["9" * 400, "1e400", "NaN", "1e13"])
def test_a_number_beyond_all_numbers_is_outside(huge):
    with pytest.raises(Outside):
        said_formula(huge, formula("1"))


@pytest.mark.parametrize(
    ("said", "answers", "total"),
    [
        ({"/": [{"var": "a"}, {"var": "b"}]}, {"a": 1, "b": 0}, None),
        ({"/": [0, 0]}, {}, None),
        ({"*": [{"var": "a"}] * 60}, {"a": 1e12}, None),
        ({"sqrt": [{"-": [0, {"var": "a"}]}]}, {"a": 4}, None),
        ({"round": [{"var": "a"}, 999]}, {"a": 1.5}, 1.5),
        ({"max": [{"var": "a"}] * 60}, {"a": 3}, 3),
    ],
    ids=["division", "nothing by nothing", "endless", "root", "decimals", "sixty"],
)
def test_what_has_no_value_has_none(said, answers, total):
    assert values(formula(said), answers, today=TODAY) == {"total": total}


def test_values_that_are_counted_from_each_other_are_named_as_a_ring():
    fields = [
        question(key, "calculated", recipe=Recipe("formula", formula=json.dumps({"var": other})))
        for key, other in (("x", "y"), ("y", "x"))
    ]
    doc = document(section("s", question("a"), *fields))

    assert any("counted from each other" in each for each in sentences(doc))
    assert values(doc, {"a": 1}, today=TODAY) == {}


def table(rows: int, choices: int) -> FormDocument:
    bands = tuple(Band(f"b{n}", n, n, float(n)) for n in range(rows))
    offered = tuple(Choice(f"c{n}", n) for n in range(choices))
    asked = {"kind": "choice", "choices": offered} if choices else {"kind": "number", "decimals": 0}
    return counted(Recipe("table", ("a",), bands=bands), a=asked)


def test_a_table_over_many_choices_that_would_fill_the_memory_is_named():
    begun = time.process_time()

    found = sentences(table(1_000, 1_000))

    assert any("more than a page can carry" in each for each in found)
    assert time.process_time() - begun < 2
    assert len(preview(table(1_000, 1_000), {}, "sv")) < 1_000_000


def test_a_table_of_ten_thousand_rows_is_judged_at_once_and_one_of_a_thousand_counts():
    begun = time.process_time()
    named = sentences(table(10_000, 0))

    assert time.process_time() - begun < 2
    assert any("more than a page can carry" in each for each in named)
    assert values(table(1_000, 0), {"a": 999}, today=TODAY) == {"total": 999}


def test_a_sum_over_the_hundred_rows_that_there_may_be_is_counted():
    doc = counted(
        Recipe("sum", ("costs.sum",)),
        costs={"kind": "group", "items": (question("sum", "number"),)},
    )

    assert values(doc, {"costs": [{"sum": n} for n in range(1_000)]}, today=TODAY) == {
        "total": 499_500
    }


@pytest.mark.parametrize("given", ["1e400", "-1e400", "9" * 400, "1e16"])
def test_a_condition_never_holds_a_number_that_cannot_be_stored(given):
    found = read(f"show all: a more_than {given}", {"a": "number"})

    assert found.visible_if
    assert found.visible_if.rows[0].value == given
    doc = document(
        section("s", question("a", "number"), question("b", visible_if=found.visible_if))
    )
    assert len(sentences(doc)) == 1


@pytest.mark.parametrize(("least", "most"), [(0, 10**12), (-(10**12), 10**12), (5, 1)])
def test_a_scale_without_end_is_drawn_as_far_as_anybody_would(least, most):
    endless = question("a", "scale", least=least, most=most)

    assert len(scale_values(endless)) <= 1_002
    assert sentences(document(section("s", endless)))
    preview(document(section("s", endless)), {}, "sv")


def test_a_group_begins_with_no_more_rows_than_there_may_be():
    assert fewest_rows(question("g", "group", least=10**9)) == 100


def test_a_formula_too_deep_to_read_is_left_as_it_is_when_a_group_is_placed():
    deep = "[" * 9_000
    doc = counted(Recipe("formula", formula=deep), a="number")

    section_of, _said = placed(Group(doc, {}), "home", "contact@1")

    assert section_of.fields[-1].recipe.formula == deep


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["9" * 400, "abc"])
def test_any_number_in_any_box_of_the_editor_is_kept_or_named(client, given):
    client.force_login(make_user("runa", roles=("administrator",), language="sv"))
    total = question(
        "total", "calculated", recipe=Recipe("sum", ("a",), bands=(Band("low", 0, 5),))
    )
    made = make_definition(
        "m",
        section(
            "s",
            question("a", "scale"),
            question("g", "group", items=(question("x"),)),
            question("t"),
            total,
        ),
    )
    place = "body-0-value-fields"
    names = [f"{place}-{n}-value-{name}" for n in range(3) for name in ("least", "most")]
    names += [
        f"{place}-3-value-recipe-{name}" for name in ("at_least", "decimals", "times", "least")
    ]
    fields = {**posted(made), **dict.fromkeys(names, given)}
    fields[f"{place}-3-value-recipe-bands"] = f"low\tLåg\t{given}\t{given}"
    url = "wagtailsnippets_forms_formdefinition:{}"

    answer = client.post(reverse(url.format("edit"), args=[made.pk]), fields)

    assert answer.status_code in {200, 302}
    for page in ("edit", "rules", "try"):
        assert client.get(reverse(url.format(page), args=[made.pk])).status_code == 200
    latest = FormDefinition.objects.get().get_latest_revision_as_object()
    assert latest.make_preview_request().status_code == 200
    if answer.status_code == 302:
        assert latest.problems()


def test_ten_thousand_codes_are_judged_and_kept_at_once():
    rows = [
        {"code": f"c{n}", "label": f"C{n}", "score": None, "retired": False} for n in range(10_000)
    ]
    begun = time.process_time()

    assert problems([*rows, rows[5]], "Ways") == [
        each for each in problems([*rows, rows[5]], "Ways") if "c5" in each
    ]
    kept, retired = keeping(rows, rows[:1], {row["code"] for row in rows})

    assert [row["code"] for row in kept] == [row["code"] for row in rows]
    assert len(retired) == 9_999
    assert time.process_time() - begun < 2
