"""Answers as tables: the union over versions, types, parts, groups in groups, and what is masked."""

import pytest

from forms.access import Sight
from forms.answers.columns import columns_of, label_keys, tables
from forms.answers.masking import seen_document
from forms.answers.searching import searchable
from forms.document import GUARDED, Choice, Statement
from tests.factories.forms import document, question, section

OLD = document({"gone": "text", "mood": {"kind": "choice", "choices": ("good", "bad")}})
INNER = question("inner", "group", items=(question("deep", "number"),))
NEW = document(
    section(
        "main",
        question("mood", "choice", choices=("good", "fair")),
        question("ways", "choices", choices=("bus", Choice("train", retired=True))),
        question("days", "matrix", statements=(Statement("mon"), Statement("tue")), choices=("a",)),
        question("when", "date_range"),
        question("home", "address"),
        question("best", "ranking", statements=(Statement("x"), Statement("y"))),
        question("files", "file"),
        question("goals", "group", items=(question("sub"), INNER)),
        question("sum", "calculated"),
        question("words", "guidance"),
    )
)
GIVEN = {
    "mood": "good",
    "ways": ["train"],
    "days": {"mon": "a"},
    "when": {"from": "2026-01-02"},
    "home": {"place": "Ekenäs"},
    "best": ["y", "x"],
    "files": [{"id": "1", "name": "a.pdf"}, {"id": "2", "name": "b.png"}],
    "goals": [{"sub": "one", "inner": [{"deep": 1}, {"deep": 2}]}, {"sub": "two"}],
    "sum": 12.5,
}


def cells(given, *versions):
    return {column.key: column.cell(given) for column in columns_of(versions)}


def test_columns_stand_as_the_newest_version_asks_and_retired_ones_last():
    found = columns_of([NEW, OLD])

    assert [column.key for column in found][:2] == ["mood", "ways.bus"]
    assert [column.key for column in found if column.retired] == ["gone"]
    assert found[-1].key == "gone"


def test_each_part_of_an_answer_has_a_column_of_its_type():
    assert cells(GIVEN, NEW) == {
        "mood": "good",
        "ways.bus": False,
        "ways.train": True,
        "days.mon": "a",
        "days.tue": None,
        "when.from": "2026-01-02",
        "when.to": None,
        "home.street": None,
        "home.postcode": None,
        "home.place": "Ekenäs",
        "best.x": 2,
        "best.y": 1,
        "files": "a.pdf, b.png",
        "sum": 12.5,
    }


def test_an_answer_that_was_not_given_is_empty_and_no_is_not():
    assert set(cells({}, NEW).values()) == {None}
    assert cells({"ok": False}, document({"ok": "yes_no"})) == {"ok": False}


def test_groups_are_tables_of_their_own_with_the_number_of_each_row():
    main, goals, inner = tables([NEW])

    assert (main.path, goals.path, inner.path) == ("", "goals", "goals.inner")
    assert [(place, goals.columns[0].cell(row)) for place, row in goals.rows(GIVEN)] == [
        ((1,), "one"),
        ((2,), "two"),
    ]
    assert [(place, inner.columns[0].cell(row)) for place, row in inner.rows(GIVEN)] == [
        ((1, 1), 1),
        ((1, 2), 2),
    ]


def test_answers_of_a_shape_that_was_never_asked_break_nothing():
    for odd in ("text", 7, [1], {"a": 1}, [[1]], True):
        given = dict.fromkeys(GIVEN, odd)
        for table in tables([NEW]):
            for _place, row in table.rows(given):
                for column in table.columns:
                    column.cell(row)


def test_what_any_version_called_sensitive_is_masked_and_so_is_all_inside():
    before = document(section("main", question("note", sensitive=True)))
    now = document(section("main", question("note")))
    group = document(
        section("main", question("g", "group", sensitive=True, items=(question("a"),)))
    )

    assert columns_of([now, before], Sight())[0].masked
    assert not columns_of([now], Sight())[0].masked
    assert tables([group], Sight())[1].columns[0].masked


def test_a_section_for_some_roles_is_hidden_from_the_others():
    asked = document(section("main", question("a")))
    only = document(section("main", question("a")))
    part = only.sections[0].__class__("main", only.sections[0].fields, sees=("manager",))
    hidden = only.__class__((part,))

    assert columns_of([hidden], Sight())[0].masked
    assert not columns_of([hidden], Sight(frozenset({"manager"})))[0].masked
    assert seen_document(hidden, Sight())[1] == 1
    assert seen_document(asked, Sight()) == (asked, 0)


def test_only_plain_words_are_searched():
    asked = document(
        section(
            "main",
            question("name"),
            question("secret", sensitive=True),
            question("staff", sees=("manager",)),
            question("mood", "choice", choices=("good",)),
            question("goals", "group", items=(question("sub"), question("x", sensitive=True))),
        )
    )
    given = {
        "name": "Åke",
        "secret": "s",
        "staff": "t",
        "mood": "good",
        "goals": [{"sub": "Öva", "x": "hidden"}],
    }

    assert searchable(asked, given) == "åke\növa"


def test_a_column_knows_the_texts_that_name_it():
    named = {column.key: label_keys(column) for column in columns_of([NEW])}

    assert named["ways.bus"] == ("field.ways.label", "field.ways.choice.bus")
    assert named["days.mon"] == ("field.days.label", "field.days.statement.mon")
    assert named["mood"] == ("field.mood.label", "")


@pytest.mark.parametrize("kind", sorted(GUARDED))
def test_identity_numbers_and_accounts_are_masked_though_nobody_marked_them(kind):
    asked = document(section("main", question("number", kind)))

    assert columns_of([asked], Sight())[0].masked
    assert not columns_of([asked], Sight(sensitive=True))[0].masked
    assert columns_of([asked], Sight(sensitive=True))[0].sensitive
    assert searchable(asked, {"number": "131052-308T"}) == ""
