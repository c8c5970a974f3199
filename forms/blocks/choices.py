"""All choices of a question in one compact block: one light widget instead of a block per choice."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail_localize.segments import StringSegmentValue

from forms.blocks.widgets import ChoicesInput
from forms.bodies import key_from

RETIRED = "retired"
SEPARATOR = "\t"
COLUMNS = 4

ChoiceRow = dict[str, Any]


def written(rows: Sequence[ChoiceRow]) -> str:
    """Write choices as lines, as a spreadsheet would paste them: code, label, score, retired."""
    lines = []
    for row in rows:
        score = "" if row.get("score") is None else str(row["score"])
        cells = [
            row.get("code") or "",
            row.get("label") or "",
            score,
            RETIRED if row.get("retired") else "",
        ]
        lines.append(SEPARATOR.join(cells[:2]) + SEPARATOR.join(["", *cells[2:]]).rstrip(SEPARATOR))
    return "\n".join(lines)


def read(text: str) -> list[ChoiceRow]:
    """Read lines back. A line with one cell is a label; its code is made of it, and kept from then on."""
    rows: list[ChoiceRow] = []
    taken: set[str] = set()
    for line in text.split("\n"):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split(SEPARATOR)]
        if len(cells) == 1:
            cells = ["", *cells]
        code, label, score, retired = (cells + [""] * COLUMNS)[:COLUMNS]
        code = code or _free(key_from(label), taken)
        taken.add(code)
        rows.append(
            {"code": code, "label": label, "score": _score(score), "retired": bool(retired)}
        )
    return rows


def _free(code: str, taken: set[str]) -> str:
    """A code that no earlier line has."""
    numbered = (f"{code}_{n}" for n in range(2, 1000))
    return code if code not in taken else next(each for each in numbered if each not in taken)


def _score(text: str) -> int | str | None:
    """Points of an answer. What is no number is kept as it is, so that publishing can name it."""
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        return text


class ChoicesBlock(blocks.FieldBlock):
    """What one may answer: codes that stay for ever, labels that may be reworded and translated."""

    @cached_property
    def field(self) -> forms.CharField:
        return forms.CharField(
            required=False, widget=ChoicesInput(), help_text=self._help, strip=False
        )

    def __init__(self, help_text: Any = "", **options: Any) -> None:
        self._help = help_text
        super().__init__(**options)

    def get_default(self, *_args: Any) -> list[ChoiceRow]:
        return []

    def value_from_form(self, value: str) -> list[ChoiceRow]:
        return read(value or "")

    def value_for_form(self, value: Sequence[ChoiceRow] | None) -> str:
        return written(value or [])

    def get_searchable_content(self, value: Sequence[ChoiceRow]) -> list[str]:
        return [row["label"] for row in value or [] if row.get("label")]

    def get_translatable_segments(self, value: Sequence[ChoiceRow]) -> list[StringSegmentValue]:
        return [
            StringSegmentValue(row["code"], row["label"])
            for row in value or []
            if row.get("label") and row.get("code")
        ]

    def restore_translated_segments(
        self, value: Sequence[ChoiceRow], segments: Any
    ) -> list[ChoiceRow]:
        labels: Mapping[str, str] = dict(_translated(segments))
        return [{**row, "label": labels.get(row["code"], row["label"])} for row in value or []]

    class Meta:
        icon = "list-ul"
        label = _("Choices")


def _translated(segments: Any) -> Iterator[tuple[str, str]]:
    return ((segment.path, segment.render_text()) for segment in segments)
