"""Decision tables: rows of conditions and what each gives. Judged, and searched for gaps and overlaps. Pure.

A cell is written as people write it: empty is anything, `?` is not answered; a code or several (`soon, later`), `not
later`; `yes` or `no`; a number, `< 25`, `>= 18`, or `18..24` with both ends.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from typing import Any, Literal

MOST_ROWS, MOST_COLUMNS = 200, 8
UNANSWERED = "?"
NOT = "not "
BOOLEANS: Mapping[str, bool] = {"yes": True, "no": False}
NUMBER = r"-?\d{1,9}(?:\.\d{1,4})?"
COMPARED = re.compile(rf"(<=|>=|<|>)\s*({NUMBER})")
BETWEEN = re.compile(rf"({NUMBER})\s*\.\.\s*({NUMBER})")
ONE = re.compile(NUMBER)
CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
Kind = Literal["yes_no", "code", "number"]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: a cell for each column, and what the table gives when all of them fit."""

    cells: tuple[str, ...] = ()
    gives: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of conditions over what is known. The first row that fits counts; a last one without cells is *otherwise*.

    columns   facts, such as `start.urgency`; rules read the result as `table.<key>`
    one       no two rows may ever fit at once
    """

    key: str
    columns: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()
    one: bool = False

    def results(self) -> tuple[str, ...]:
        """Everything that the table can give, in the order of its rows."""
        return tuple(dict.fromkeys(row.gives for row in self.rows))


@dataclass(frozen=True, slots=True)
class Column:
    """What may be known in a column.

    codes   every code that can be answered; none: any
    whole   only whole numbers
    """

    kind: Kind
    codes: tuple[str, ...] = ()
    whole: bool = False
    least: float | None = None
    most: float | None = None


class _Other(str):
    """A code that no row names."""

    __slots__ = ()


OTHER = _Other("*")
Combination = tuple[Any, ...]  # one value for each column; None: not answered


def result(table: Table, known: Sequence[Any]) -> str | None:
    """What the first row that fits gives; None when no row does.

    known   the value of each column; None: not known
    """
    for row in table.rows:
        if all(fits(cell, value) for cell, value in zip(row.cells, known, strict=True)):
            return row.gives
    return None


def fits(cell: str, value: Any) -> bool:
    """Tell whether a value is what a cell says."""
    if not cell:
        return True
    if value is None or value == "":
        return cell == UNANSWERED
    if isinstance(value, bool):
        return BOOLEANS.get(cell) is value
    if isinstance(value, int | float):
        span = span_of(cell)
        return span is not None and span.holds(value)
    codes, named = codes_of(cell)
    return (str(value) in codes) is named


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of numbers."""

    low: float | None = None
    high: float | None = None
    with_low: bool = True
    with_high: bool = True

    def holds(self, number: float) -> bool:
        """Tell whether a number lies in the stretch."""
        above = self.low is None or number > self.low or (self.with_low and number == self.low)
        below = self.high is None or number < self.high or (self.with_high and number == self.high)
        return above and below


@lru_cache(maxsize=4096)
def span_of(cell: str) -> Span | None:
    """Read a cell as a stretch of numbers; None when it is none."""
    if found := COMPARED.fullmatch(cell):
        sign, number = found[1], float(found[2])
        with_end = sign.endswith("=")
        return (
            Span(high=number, with_high=with_end)
            if sign[0] == "<"
            else Span(number, None, with_end)
        )
    if found := BETWEEN.fullmatch(cell):
        return Span(float(found[1]), float(found[2]))
    return Span(float(cell), float(cell)) if ONE.fullmatch(cell) else None


@lru_cache(maxsize=4096)
def codes_of(cell: str) -> tuple[frozenset[str], bool]:
    """Read a cell as codes, and whether it names them or rules them out."""
    named = not cell.startswith(NOT)
    written = cell if named else cell.removeprefix(NOT)
    return frozenset(code.strip() for code in written.split(",")), named


def is_readable(cell: str, kind: Kind) -> bool:
    """Tell whether a cell says something about answers of this kind."""
    if cell in ("", UNANSWERED):
        return True
    match kind:
        case "yes_no":
            return cell in BOOLEANS
        case "number":
            span = span_of(cell)
            return span is not None and (None in (span.low, span.high) or span.low <= span.high)  # type: ignore[operator]
        case _:
            return all(CODE.fullmatch(code) for code in codes_of(cell)[0])


# Gaps and overlaps --------------------------------------------------------------------------------


class Search:
    """All that can be known, cut into the few values between which every cell of a column stays the same.

    Every value stands for a whole stretch, so what is found, or not found, is exact.
    """

    def __init__(self, table: Table, columns: Sequence[Column]) -> None:
        self.rows = table.rows
        self.values = [
            tuple(_values([row.cells[at] for row in table.rows], column))
            for at, column in enumerate(columns)
        ]
        self.fitting = [
            {
                value: frozenset(
                    n for n, row in enumerate(table.rows) if fits(row.cells[at], value)
                )
                for value in values
            }
            for at, values in enumerate(self.values)
        ]

    def gaps(self) -> Iterator[Combination]:
        """Yield combinations for which no row fits."""
        return self._without(frozenset(range(len(self.rows))), [set(v) for v in self.values])

    def reached(self, row: int) -> Combination | None:
        """A combination in which a row is the first to fit; None when earlier ones take everything."""
        allowed = [
            {value for value in values if row in self.fitting[at][value]}
            for at, values in enumerate(self.values)
        ]
        return next(self._without(frozenset(range(row)), allowed), None)

    def overlaps(self) -> Iterator[tuple[int, int, Combination]]:
        """Yield two rows that fit at once, and when."""
        for later in range(len(self.rows)):
            for earlier in range(later):
                both = [
                    next((v for v in values if {earlier, later} <= self.fitting[at][v]), OTHER)
                    for at, values in enumerate(self.values)
                ]
                if all(
                    {earlier, later} <= self.fitting[at].get(value, frozenset())
                    for at, value in enumerate(both)
                ):
                    yield earlier, later, tuple(both)

    def _without(self, rows: frozenset[int], allowed: Sequence[set[Any]]) -> Iterator[Combination]:
        """Yield combinations of allowed values that none of these rows fits."""
        closed: set[tuple[int, frozenset[int]]] = set()

        def look(at: int, alive: frozenset[int]) -> Iterator[Combination]:
            if at == len(self.values):
                if not alive:
                    yield ()
                return
            if (at, alive) in closed:
                return
            found = False
            for value in self.values[at]:
                if value not in allowed[at]:
                    continue
                for rest in look(at + 1, alive & self.fitting[at][value]):
                    found = True
                    yield (value, *rest)
            if not found:
                closed.add((at, alive))

        return look(0, rows)


def _values(cells: Sequence[str], column: Column) -> Iterator[Any]:
    """Yield one value of every stretch in which no cell changes its mind."""
    match column.kind:
        case "yes_no":
            yield from (True, False)
        case "number":
            yield from _numbers([span for cell in cells if (span := span_of(cell))], column)
        case _:
            named = (
                code for cell in cells if cell not in ("", UNANSWERED) for code in codes_of(cell)[0]
            )
            yield from column.codes or sorted(set(named))
            if not column.codes:
                yield OTHER
    if UNANSWERED in cells:
        yield None


def _numbers(spans: Sequence[Span], column: Column) -> Iterator[float]:
    """Yield the ends of every stretch, and a number between each two, as far as they can be answered."""
    ends = {end for span in spans for end in (span.low, span.high) if end is not None}
    ends |= {end for end in (column.least, column.most) if end is not None}
    found: set[float] = ends or {0}
    for low, high in zip([None, *sorted(ends)], [*sorted(ends), None], strict=True):
        found = found | {_between(low, high, whole=column.whole)}
    for number in sorted(found):
        outside = (column.least is not None and number < column.least) or (
            column.most is not None and number > column.most
        )
        if not outside and not (column.whole and number != int(number)):
            yield int(number) if number == int(number) else number


def _between(low: float | None, high: float | None, *, whole: bool) -> float:
    """A number between two others; outside them, or no whole one, when there is none."""
    if low is None:
        return (ceil(high) if high is not None else 1) - 1
    if high is None:
        return floor(low) + 1
    if not whole:
        return (low + high) / 2
    return floor(low) + 1 if floor(low) + 1 < high else low
