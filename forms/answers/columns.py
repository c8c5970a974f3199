"""The answers to a form as tables: one column per question that any version ever asked. Pure.

Columns stand in the order of the newest version; what only older versions asked follows, marked as retired.
A repeating group is a table of its own, one line per row, and so is a group inside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from forms.document import Field, FormDocument, Section
from forms.naming import choice_text, field_text, statement_text

Answers = Mapping[str, Any]
Type = Literal["text", "number", "date", "time", "tick", "code"]

_TYPES: Mapping[str, Type] = {
    "number": "number",
    "money": "number",
    "scale": "number",
    "calculated": "number",
    "date": "date",
    "time": "time",
    "yes_no": "tick",
    "choice": "code",
}
# Kinds whose answer has parts, and what the parts are.
_PARTS: Mapping[str, tuple[tuple[str, Type], ...]] = {
    "date_range": (("from", "date"), ("to", "date")),
    "address": (("street", "text"), ("postcode", "text"), ("place", "text")),
    "person": (("code", "text"), ("name", "text")),
    "organisation": (("code", "text"), ("name", "text")),
    "signature": (("name", "text"), ("on", "date")),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    path     the question: `wish`, or `goals.sub` inside a group
    part     a part of its answer, the code of a choice, or the statement of a matrix; "" for all of it
    type     what stands in it: "tick" is yes or no, "code" a choice whose words are texts
    masked   its answers are not shown to this reader; `sensitive` not where many stand together
    retired  the newest version no longer asks it
    """

    path: str
    question: Field
    part: str = ""
    type: Type = "text"
    masked: bool = False
    sensitive: bool = False
    retired: bool = False

    @property
    def key(self) -> str:
        return f"{self.path}.{self.part}" if self.part else self.path

    def cell(self, answers: Answers) -> Any:
        """What stands in the column: a text, number, true or false, a code, or None."""
        answer = answers.get(self.question.key)
        if answer is None or answer in ("", [], {}):
            return None
        return _READ.get(self.question.kind, _plain)(answer, self.part)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the form itself, or one of its groups. `path` is "" for the form."""

    path: str
    columns: tuple[Column, ...]

    def rows(self, answers: Answers) -> Iterator[tuple[tuple[int, ...], Answers]]:
        """Yield the lines of one submission with their number: none for the form, `(2,)`, or `(2, 1)`."""
        if not self.path:
            yield (), answers
            return
        lines: list[tuple[tuple[int, ...], Any]] = [((), answers)]
        for key in self.path.split("."):
            lines = [
                ((*place, n), row)
                for place, above in lines
                for n, row in enumerate(_rows(above, key), start=1)
            ]
        yield from lines


@dataclass(slots=True)
class _Merged:
    """One question over all versions."""

    question: Field
    path: str
    retired: bool
    masked: bool = False
    sensitive: bool = False
    codes: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a version we are while its questions are gathered."""

    sight: Any
    section: Section
    older: bool
    above: str = ""
    masked: bool = False
    sensitive: bool = False


class Sees:
    """What a reader sees; everything, unless told otherwise."""

    def sees(self, question: Field, section: Section | None = None) -> bool:
        return True


def tables(versions: Sequence[FormDocument], sight: Any = None) -> list[Table]:
    """Lay out the tables of a form.

    versions   newest first
    sight      what the reader sees: anything with `sees(question, section)`
    """
    found: dict[str, _Merged] = {}
    for n, document in enumerate(versions):
        for section in document.sections:
            _merge(found, section.fields, _Place(sight or Sees(), section, older=n > 0))
    _mask_inside(found)
    homes: dict[str, list[Column]] = {"": []}
    for merged in found.values():
        home = merged.path.rpartition(".")[0]
        if merged.question.kind == "group":
            homes.setdefault(merged.path, [])
        else:
            homes.setdefault(home, []).extend(_columns(merged))
    return [Table(path, tuple(columns)) for path, columns in homes.items()]


def columns_of(versions: Sequence[FormDocument], sight: Any = None) -> list[Column]:
    """The columns of the form itself, without its groups."""
    return list(tables(versions, sight)[0].columns)


def label_keys(column: Column) -> tuple[str, str]:
    """The texts that name a column: of the question, and of the part where it has words of its own."""
    question, part = column.question, column.part
    label = field_text(column.path, "label")
    if question.kind == "choices":
        return label, choice_text(column.path, part)
    if question.kind in ("matrix", "ranking"):
        return label, statement_text(column.path, part)
    return label, ""


def _merge(found: dict[str, _Merged], fields: Sequence[Field], place: _Place) -> None:
    for question in fields:
        if not question.asks and question.kind != "calculated":
            continue
        path = f"{place.above}.{question.key}" if place.above else question.key
        masked = place.masked or not place.sight.sees(question, place.section)
        sensitive = place.sensitive or question.guarded
        merged = found.setdefault(path, _Merged(question, path, place.older))
        # The strictest version decides: what was once sensitive stays so.
        merged.masked = merged.masked or masked
        merged.sensitive = merged.sensitive or sensitive
        merged.codes.update(dict.fromkeys(_codes(question)))
        if question.kind == "group":
            _merge(
                found,
                question.items,
                replace(place, above=path, masked=masked, sensitive=sensitive),
            )


def _mask_inside(found: Mapping[str, _Merged]) -> None:
    """What lies in a group is kept as its group is, also what the version that marked the group no longer asked."""
    for merged in found.values():  # groups stand before what lies in them
        group = found.get(merged.path.rpartition(".")[0])
        if group is not None:
            merged.masked = merged.masked or group.masked
            merged.sensitive = merged.sensitive or group.sensitive


def _codes(question: Field) -> list[str]:
    if question.kind == "choices":
        return [choice.code for choice in question.choices]
    if question.kind in ("matrix", "ranking"):
        return [statement.key for statement in question.statements]
    return []


def _columns(merged: _Merged) -> Iterator[Column]:
    question = merged.question
    parts = _PARTS.get(question.kind) or [(code, _part_type(question)) for code in merged.codes]
    for part, kind in parts or [("", _TYPES.get(question.kind, "text"))]:
        yield Column(
            merged.path,
            question,
            part,
            kind,
            masked=merged.masked,
            sensitive=merged.sensitive,
            retired=merged.retired,
        )


def _part_type(question: Field) -> Type:
    if question.kind == "choices":
        return "tick"
    return "code" if question.kind == "matrix" and question.choices else "number"


def _rows(answers: Any, key: str) -> list[Answers]:
    rows = answers.get(key) if isinstance(answers, Mapping) else None
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _plain(answer: Any, part: str) -> Any:
    if part:
        return answer.get(part) if isinstance(answer, Mapping) else None
    if isinstance(answer, list):
        return ", ".join(str(each) for each in answer)
    return str(answer) if isinstance(answer, Mapping) else answer


def _chosen(answer: Any, part: str) -> bool:
    return isinstance(answer, list) and part in answer


def _place(answer: Any, part: str) -> int | None:
    """Where something was ranked, counted from 1."""
    return answer.index(part) + 1 if isinstance(answer, list) and part in answer else None


def _files(answer: Any, _part: str) -> str:
    files = answer if isinstance(answer, list) else [answer]
    return ", ".join(str(each.get("name", "")) for each in files if isinstance(each, Mapping))


_READ: Mapping[str, Any] = {"choices": _chosen, "ranking": _place, "file": _files}
