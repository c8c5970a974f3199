"""Rows in one compact block: a light widget instead of a block per row, and rows pasted from a spreadsheet."""

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django import forms
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail_localize.segments import StringSegmentValue

from forms.blocks.widgets import GridInput
from forms.editing.bodies import key_from

SEPARATOR = "\t"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a grid.

    kind   `key` is made of the words when empty; `words` are translated; `flag` is yes or nothing
    mark   how a flag is written in a line
    """

    name: str
    label: Any
    kind: Literal["key", "words", "whole", "number", "flag", "text", "rule"] = "text"
    mark: str = ""

    def written(self, given: Any) -> str:
        if self.kind == "flag":
            return self.mark if given else ""
        return "" if given is None else str(given)

    def read(self, cell: str) -> Any:
        """Read one cell. What is no number is kept as it is, so that publishing can name it."""
        if self.kind == "flag":
            return bool(cell)
        if self.kind not in {"whole", "number"}:
            return cell
        if not cell:
            return None
        try:
            return int(cell) if self.kind == "whole" else as_number(cell)
        except ValueError:
            return cell


def as_number(cell: str) -> float:
    """A number as people write it.

    errors   ValueError
    """
    number = float(cell.replace(",", "."))
    if not math.isfinite(number):
        raise ValueError(cell)
    return int(number) if number.is_integer() else number


def written(rows: Sequence[Row], columns: Sequence[Column]) -> str:
    """Write rows as lines, as a spreadsheet would paste them. Empty cells at the end are left out."""
    return "\n".join(
        _trimmed([column.written(row.get(column.name)) for column in columns]) for row in rows
    )


def _trimmed(cells: list[str]) -> str:
    return SEPARATOR.join(cells[:2]) + SEPARATOR.join(["", *cells[2:]]).rstrip(SEPARATOR)


def read(text: str, columns: Sequence[Column]) -> list[Row]:
    """Read lines back. A line with one cell is its words; its key is made of them, and kept from then on."""
    key, rows, taken = columns[0].name, [], set[str]()
    tried: dict[str, int] = defaultdict(lambda: 2)
    for line in filter(str.strip, text.split("\n")):
        cells = [cell.strip() for cell in line.split(SEPARATOR)]
        if len(cells) == 1:
            cells = ["", *cells]
        cells = (cells + [""] * len(columns))[: len(columns)]
        row = {column.name: column.read(cell) for column, cell in zip(columns, cells, strict=True)}
        row[key] = row[key] or _free(key_from(cells[1]), taken, tried)
        taken.add(row[key])
        rows.append(row)
    return rows


def _free(key: str, taken: set[str], tried: dict[str, int]) -> str:
    """A key that no earlier row has. `tried` remembers how far one came, for many rows that say the same."""
    if key not in taken:
        return key
    while f"{key}_{tried[key]}" in taken:
        tried[key] += 1
    return f"{key}_{tried[key]}"


class GridBlock(blocks.FieldBlock):
    """Rows with a key that stays for ever, words that may be translated, and settings."""

    columns: tuple[Column, ...] = ()

    def __init__(self, help_text: Any = "", **options: Any) -> None:
        self._help = help_text
        super().__init__(**options)

    @cached_property
    def field(self) -> forms.CharField:
        columns = [
            {"name": c.name, "label": str(c.label), "mark": c.mark, "kind": c.kind}
            for c in self.columns
        ]
        said = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
        widget = GridInput(columns=said, rules=any(c.kind == "rule" for c in self.columns))
        return forms.CharField(required=False, widget=widget, help_text=self._help, strip=False)

    @property
    def words(self) -> list[str]:
        return [column.name for column in self.columns if column.kind == "words"]

    @property
    def key(self) -> str:
        return self.columns[0].name

    def get_default(self, *_args: Any) -> list[Row]:
        return []

    def value_from_form(self, value: str) -> list[Row]:
        return read(value or "", self.columns)

    def value_for_form(self, value: Sequence[Row] | None) -> str:
        return written(value or [], self.columns)

    def get_searchable_content(self, value: Sequence[Row]) -> list[str]:
        return [row[name] for row in value or [] for name in self.words if row.get(name)]

    def get_translatable_segments(self, value: Sequence[Row]) -> list[StringSegmentValue]:
        return [
            StringSegmentValue(self._path(row[self.key], name), row[name])
            for row in value or []
            for name in self.words
            if row.get(name) and row.get(self.key)
        ]

    def restore_translated_segments(self, value: Sequence[Row], segments: Any) -> list[Row]:
        said: Mapping[str, str] = dict(_translated(segments))
        return [
            {
                **row,
                **{
                    name: said.get(self._path(row[self.key], name), row[name])
                    for name in self.words
                    if row.get(name)
                },
            }
            for row in value or []
        ]

    def _path(self, key: str, name: str) -> str:
        """Where translators find a text: the row's key alone for its first words."""
        return key if name == self.words[0] else f"{key}.{name}"

    class Meta:
        icon = "list-ul"


def _translated(segments: Any) -> Iterator[tuple[str, str]]:
    return ((segment.path, segment.render_text()) for segment in segments)
