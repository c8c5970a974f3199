"""Decision tables: every cell can be read, no combination is forgotten, no row is in vain."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from forms.document import Field
from forms.problems import Problem
from workflows import tables
from workflows.checks.drawing import Drawing
from workflows.checks.keys import FORM
from workflows.checks.reading import kind_of, question_of, rows_of_rules
from workflows.facts import TABLE
from workflows.speech import _
from workflows.spoken import combination
from workflows.tables import Column, Search, Table

NAMED_AT_ONCE = 3  # gaps and overlaps in one go: mending one often mends others
WHOLE = frozenset({"participant.age", "participant.age_at_entry", "participant.age_at_start"})
WHOLE |= {"case.decisions", "case.days_in_service"}
KINDS = {
    "yes_no": "yes_no",
    "code": "code",
    "choice": "code",
    "number": "number",
    "scale": "number",
}


@dataclass(frozen=True, slots=True)
class CellProblem(Problem):
    """A problem of one row of a table, or of one cell in it; both are counted from 0, what a row gives comes last."""

    row: int = 0
    column: int = 0


def judged(drawing: Drawing) -> Iterator[Problem]:
    """Yield every problem that tables have by themselves, whatever the rest of the workflow says."""
    checks = (
        tables_are_whole,
        tables_look_at_what_is_known,
        cells_can_be_read,
        no_combination_is_forgotten,
        every_row_counts,
        rows_do_not_overlap,
    )
    return chain.from_iterable(check(drawing) for check in checks)


def _at(problem: Problem, row: int, column: int = 0) -> CellProblem:
    return CellProblem(problem.sentence, problem.where, row, column)


def tables_are_whole(drawing: Drawing) -> Iterator[Problem]:
    for table in drawing.document.tables:
        if not table.columns or not table.rows:
            yield drawing.said(
                _("The table “%(name)s” is empty. Write what it looks at, and at least one row."),
                table,
            )
        if len(table.columns) > tables.MOST_COLUMNS or len(table.rows) > tables.MOST_ROWS:
            yield drawing.said(
                _(
                    "The table “%(name)s” is too large: %(columns)s columns and %(rows)s rows at most. Split it in two."
                ),
                table,
                columns=tables.MOST_COLUMNS,
                rows=tables.MOST_ROWS,
            )
        for number, row in enumerate(table.rows, 1):
            if len(row.cells) != len(table.columns) or not FORM.fullmatch(row.gives):
                said = drawing.said(
                    _(
                        "Row %(number)s of the table “%(name)s” is not whole. Write one cell for each of the "
                        "%(columns)s columns and then what the row gives: small letters a–z, figures and _."
                    ),
                    table,
                    number=number,
                    columns=len(table.columns),
                )
                yield _at(said, number - 1, len(row.cells))


def tables_look_at_what_is_known(drawing: Drawing) -> Iterator[Problem]:
    for table in drawing.document.tables:
        for fact in table.columns:
            if fact.startswith(TABLE) or column_of(drawing, fact) is None:
                yield drawing.said(
                    _(
                        "The table “%(name)s” looks at something that it cannot judge (%(fact)s). Choose an answer "
                        "that is a code, yes or no, or a number."
                    ),
                    table,
                    fact=fact,
                )


def cells_can_be_read(drawing: Drawing) -> Iterator[Problem]:
    for table, columns in _whole(drawing):
        for number, row in enumerate(table.rows, 1):
            cells = zip(row.cells, columns, table.columns, strict=True)
            for at, (cell, column, fact) in enumerate(cells):
                if not _is_sound(cell, column):
                    said = drawing.said(
                        _(
                            "Row %(number)s of the table “%(name)s” says nothing about %(fact)s that can be answered "
                            "(%(cell)s). Write a code, yes or no, 25, < 25 or 18..24; leave it empty for anything."
                        ),
                        table,
                        number=number,
                        fact=fact,
                        cell=cell,
                    )
                    yield _at(said, number - 1, at)


def no_combination_is_forgotten(drawing: Drawing) -> Iterator[Problem]:
    for table, search in _searched(drawing):
        for gap in islice(search.gaps(), NAMED_AT_ONCE):
            yield drawing.said(
                _(
                    "The table “%(name)s” has no row for this: %(when)s. Add a row, or a last row with empty cells for "
                    "everything else."
                ),
                table,
                when=_said(drawing, table, gap),
            )


def every_row_counts(drawing: Drawing) -> Iterator[Problem]:
    """With the first row that fits, rows may overlap; none may stand wholly behind others."""
    for table, search in _searched(drawing):
        for row in range(len(table.rows)):
            if search.reached(row) is None:
                said = drawing.said(
                    _(
                        "Row %(number)s of the table “%(name)s” never counts: earlier rows take everything it says. "
                        "Move it up or remove it."
                    ),
                    table,
                    number=row + 1,
                )
                yield _at(said, row)


def rows_do_not_overlap(drawing: Drawing) -> Iterator[Problem]:
    for table, search in _searched(drawing):
        if not table.one:
            continue
        for earlier, later, when in islice(search.overlaps(), NAMED_AT_ONCE):
            said = drawing.said(
                _(
                    "Rows %(earlier)s and %(later)s of the table “%(name)s” both fit: %(when)s. Make them differ, or "
                    "let the first row that fits count."
                ),
                table,
                earlier=earlier + 1,
                later=later + 1,
                when=_said(drawing, table, when),
            )
            yield _at(said, later)


def rules_name_results_that_exist(drawing: Drawing) -> Iterator[Problem]:
    results = {f"{TABLE}{table.key}": table.results() for table in drawing.document.tables}
    for part, row in rows_of_rules(drawing):
        values = row.value if isinstance(row.value, tuple) else (row.value,)
        for value in values if row.field in results else ():
            if value is not None and value not in results[row.field]:
                yield drawing.said(
                    _(
                        "“%(name)s” has a rule about a result that its table never gives (%(field)s: %(value)s)."
                    ),
                    part,
                    field=row.field,
                    value=value,
                )


def _is_sound(cell: str, column: Column) -> bool:
    if not tables.is_readable(cell, column.kind):
        return False
    if column.kind != "code" or not column.codes or cell in ("", tables.UNANSWERED):
        return True
    return tables.codes_of(cell)[0] <= set(column.codes)


def _whole(drawing: Drawing) -> Iterator[tuple[Table, tuple[Column, ...]]]:
    """Yield tables that can be read, with what their columns may hold."""
    for table in drawing.document.tables:
        columns = tuple(column for fact in table.columns if (column := column_of(drawing, fact)))
        wide = all(len(row.cells) == len(table.columns) for row in table.rows)
        small = len(table.columns) <= tables.MOST_COLUMNS and len(table.rows) <= tables.MOST_ROWS
        if table.rows and columns and len(columns) == len(table.columns) and wide and small:
            yield table, columns


def _searched(drawing: Drawing) -> Iterator[tuple[Table, Search]]:
    for table, columns in _whole(drawing):
        sound = all(
            _is_sound(cell, column)
            for row in table.rows
            for cell, column in zip(row.cells, columns, strict=True)
        )
        if sound:
            yield table, Search(table, columns)


def column_of(drawing: Drawing, fact: str) -> Column | None:
    """What may be known of a fact; None when a table cannot judge it."""
    kind = KINDS.get(kind_of(drawing, fact) or "")
    if kind is None or fact.startswith(TABLE):
        return None
    question = question_of(drawing, fact)
    if question is None:
        return Column(kind, whole=fact in WHOLE, least=0 if fact in WHOLE else None)  # type: ignore[arg-type]
    return Column(
        kind,  # type: ignore[arg-type]
        codes=tuple(choice.code for choice in question.choices),
        whole=_is_whole(question),
        least=question.least,
        most=question.most,
    )


def _is_whole(question: Field) -> bool:
    return question.kind == "scale" or question.decimals == 0


def _said(drawing: Drawing, table: Table, values: tables.Combination) -> str:
    return combination(table, values, drawing.document, drawing.texts or {}, _)
