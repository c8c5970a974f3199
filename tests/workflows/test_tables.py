"""Decision tables: what a row says, which row counts, and that gaps and overlaps are found exactly."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.example import REHABILITATION, WORDS
from workflows import spoken
from workflows.outline import outline
from workflows.settings_text import raw_table_rows, table_rows
from workflows.tables import Column, Search, Table, TableRow, fits, is_readable, result

CODES = Column("code", ("now", "soon", "later"))
YES_NO = Column("yes_no")
AGE = Column("number", whole=True, least=0)
SUM = Column("number")


def table(*lines, one=False, columns=None):
    rows = table_rows("\n".join(lines))
    names = columns or [f"case.{n}" for n in range(len(rows[0].cells))]
    return Table("which", tuple(names), rows, one)


@pytest.mark.parametrize(
    ("cell", "fitting", "others"),
    [
        ("", [None, "now", 3, True, False], []),
        ("?", [None, ""], ["now", 0, False]),
        ("now", ["now"], ["soon", None]),
        ("now, soon", ["now", "soon"], ["later", None]),
        ("not now, soon", ["later"], ["now", "soon", None]),
        ("yes", [True], [False, None]),
        ("no", [False], [True, None]),
        ("25", [25, 25.0], [24, 26, None]),
        ("< 25", [24, 24.9, -1], [25, 26, None]),
        ("<= 25", [25], [25.1]),
        ("> 18", [18.1, 19], [18, 17]),
        (">=18", [18, 90], [17.9]),
        ("18..24", [18, 20.5, 24], [17, 25]),
        ("-5 .. -1.5", [-5, -1.5], [-1, 0]),
        ("now", [], [25, True]),  # a number is no code
    ],
)
def test_a_cell_says_what_fits(cell, fitting, others):
    assert [fits(cell, value) for value in fitting] == [True] * len(fitting)
    assert [fits(cell, value) for value in others] == [False] * len(others)


@pytest.mark.parametrize(
    ("cell", "kind", "readable"),
    [
        ("now", "code", True),
        ("not now, later", "code", True),
        ("now later", "code", False),
        ("Now!", "code", False),
        ("yes", "yes_no", True),
        ("ja", "yes_no", False),
        ("25", "number", True),
        ("24..18", "number", False),
        ("about 25", "number", False),
        ("?", "number", True),
    ],
)
def test_a_cell_that_says_nothing_is_told_apart(cell, kind, readable):
    assert is_readable(cell, kind) is readable


def test_the_first_row_that_fits_counts_and_the_last_is_otherwise():
    which = table("now | | at_once", "soon | < 25 | youth", " | | queue")

    assert result(which, ["now", 60]) == "at_once"
    assert result(which, ["soon", 24]) == "youth"
    assert result(which, ["soon", 25]) == "queue"
    assert result(which, [None, None]) == "queue"
    assert result(table("now | at_once"), ["later"]) is None


def test_rows_are_pasted_from_a_spreadsheet_and_written_back():
    rows = table_rows("now\t< 25\tyouth\n\n  |  | queue \n")

    assert rows == (TableRow(("now", "< 25"), "youth"), TableRow(("", ""), "queue"))
    assert table_rows(raw_table_rows(rows)) == rows


@pytest.mark.parametrize(
    ("lines", "columns", "gaps"),
    [
        (["now | a", "soon, later | b"], [CODES], []),
        (["now | a", "soon | b"], [CODES], [("later",)]),
        (["not now | a"], [CODES], [("now",)]),
        (["now | a", " | b"], [CODES], []),
        (["now | a", "soon | b"], [Column("code")], [("*",)]),  # other codes may come
        (["yes | < 25 | a", "yes | >= 25 | b", "no | | c"], [YES_NO, AGE], []),
        (["yes | < 25 | a", "yes | > 25 | b", "no | | c"], [YES_NO, AGE], [(True, 25)]),
        (["yes | <= 24 | a", "yes | >= 25 | b", "no | | c"], [YES_NO, AGE], []),  # no age between
        (["yes | <= 24 | a", "yes | >= 25 | b", "no | | c"], [YES_NO, SUM], [(True, 24.5)]),
        (["18..64 | a"], [AGE], [(0,), (65,)]),
        (["0..64 | a"], [Column("number", whole=True, least=0, most=64)], []),
        (["1..4 | a"], [Column("number", whole=True, least=1, most=5)], [(5,)]),
        (["yes | a", "no | b"], [YES_NO], []),
        (["yes | a", "? | b"], [YES_NO], [(False,)]),
        (["yes | a", "no | b", "? | c"], [YES_NO], []),
    ],
)
def test_the_missing_combination_is_named(lines, columns, gaps):
    found = {str(gap) for gap in Search(table(*lines), columns).gaps()}

    assert {str(gap) for gap in gaps} <= found
    assert bool(found) == bool(gaps)


@pytest.mark.parametrize(
    ("lines", "columns", "pairs"),
    [
        (["now | a", "soon | b"], [CODES], []),
        (["now | a", "now, soon | b"], [CODES], [(0, 1)]),
        (["< 25 | a", ">= 25 | b"], [AGE], []),
        (["<= 25 | a", ">= 25 | b"], [AGE], [(0, 1)]),
        (["yes | | a", " | < 3 | b", "no | > 5 | c"], [YES_NO, SUM], [(0, 1)]),
    ],
)
def test_rows_that_fit_at_once_are_named(lines, columns, pairs):
    overlaps = list(Search(table(*lines), columns).overlaps())

    assert [(earlier, later) for earlier, later, _ in overlaps] == pairs


def test_a_row_behind_others_is_never_reached():
    search = Search(table("now, soon | a", "later | b", "not later | c", " | d"), [CODES])

    assert [search.reached(row) is not None for row in range(4)] == [True, True, False, False]


CELLS = {
    "code": st.sampled_from(["", "now", "soon, later", "not now", "?"]),
    "yes_no": st.sampled_from(["", "yes", "no", "?"]),
    "number": st.sampled_from(["", "< 3", "<= 3", "> 3", ">= 5", "2..4", "3", "?"]),
}
KINDS = ("code", "yes_no", "number")
EVERY = {
    "code": ["now", "soon", "later", None],
    "yes_no": [True, False, None],
    "number": [0, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 99, None],
}


@given(st.lists(st.tuples(*(CELLS[kind] for kind in KINDS)), min_size=1, max_size=5))
@settings(max_examples=300, deadline=None)
def test_what_the_search_finds_is_what_trying_everything_finds(cells):
    """Gaps, overlaps and rows in vain, compared with every answer tried by hand."""
    which = Table("t", KINDS, tuple(TableRow(row, f"r{n}") for n, row in enumerate(cells)))
    search = Search(which, [CODES, YES_NO, Column("number", least=0, most=99)])
    asked = [
        [v for v in EVERY[kind] if v is not None or "?" in column]
        for kind, column in zip(KINDS, zip(*cells, strict=True), strict=True)
    ]

    holding = [
        [n for n, row in enumerate(cells) if all(map(fits, row, known))]
        for known in product(*asked)
    ]

    assert bool(next(search.gaps(), None)) == any(not rows for rows in holding)
    for gap in search.gaps():
        assert result(which, gap) is None
    pairs = {(a, b) for rows in holding for a in rows for b in rows if a < b}
    assert {(a, b) for a, b, _ in search.overlaps()} == pairs
    firsts = {rows[0] for rows in holding if rows}
    assert {n for n in range(len(cells)) if search.reached(n)} == firsts


def test_each_row_is_read_back_as_a_sentence():
    columns = ("case.urgency", "participant.age_at_entry", "done.receive")
    which = table(
        "at_once, soon | < 25 | yes | youth",
        "not later | 18..24 | ? | other",
        " | | | queue",
        columns=columns,
    )

    age = "“Age of the person when the case was registered”"
    done = "“Ta emot anmälan”"
    assert spoken.table_rows(which, REHABILITATION, WORDS, str) == [
        f"When “How urgent it is” is at_once or soon and {age} is below 25 and {done} is yes: youth",
        f"When “How urgent it is” is not later and {age} is from 18 to 24 and {done} is not answered: other",
        "Otherwise: queue",
    ]


def test_the_outline_reads_tables_at_its_end():
    document = replace(REHABILITATION, tables=(table("now | a", " | b", one=True),))

    last = outline(document, {**WORDS, "table.which.title": "Vilken väg?"})[-1]

    assert (last.text, last.below[0].text, last.below[0].note) == (
        "Decision tables",
        "Vilken väg?",
        "Exactly one row may fit",
    )
    assert [line.text for line in last.below[0].below][1] == "2. Otherwise: b"
