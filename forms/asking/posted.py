"""What was typed, before anybody judges it: kept whole so that it can be shown again. Pure.

Names: `<key>`; `<key>.<part>` for an answer of several parts; `<group>-<n>-<item>` with n from 0, and the same
once more inside a row; `<group>-rows` = how many; two buttons that work without scripts: `_add=<group>`,
`_remove=<group>-<n>`. Names that begin with `_` belong to the page.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from forms.asking.names import Places, place_of, places_of, row_path
from forms.document import Field, FormDocument
from forms.kinds import KINDS, kind_of
from forms.kinds.silent import MOST_ROWS

__all__ = ["MOST_ROWS", "Raw", "from_answers", "place_of", "prefilled", "read", "row_path"]

MOST_DIGITS = 6
MOST_CHARACTERS = 1_000_000  # bytes, of all answers together
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
STAND_IN = "\N{REPLACEMENT CHARACTER}"
OF_THE_PAGE: frozenset[str] = frozenset({"csrfmiddlewaretoken"})

Typed = Mapping[str, tuple[str, ...]]
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Raw:
    """Answers as typed.

    values      {path: what was typed}; a path is the posted name
    rows        {group: how many rows are shown}; a group inside a row by its posted path
    unknown     names that the form does not ask; `read_only` those it shows but does not ask
    broken      paths with a character that cannot be stored, replaced by a visible stand-in
    misshapen   paths whose answer, given as data, is no answer of that kind
    rows_of     the group whose rows a button without script just changed: show again, do not judge
    """

    values: Typed = field(default_factory=lambda: _NOTHING)
    rows: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    unknown: tuple[str, ...] = ()
    read_only: tuple[str, ...] = ()
    broken: frozenset[str] = frozenset()
    misshapen: frozenset[str] = frozenset()
    too_much: bool = False
    rows_of: str = ""

    def first(self, path: str) -> str:
        values = self.values.get(path)
        return values[0] if values else ""


def fewest_rows(group: Field) -> int:
    """How many rows are shown before anybody asks for more: one, so that nobody has to ask."""
    return min(max(int(group.least or 0), 1), MOST_ROWS)


def most_rows(group: Field) -> int:
    return min(int(group.most or MOST_ROWS), MOST_ROWS)


def read(
    document: FormDocument, posted: Mapping[str, Sequence[str]], *, besides: Collection[str] = ()
) -> Raw:
    """Take in what a browser sent.

    besides   names that the page itself asks, beside the form
    """
    values: dict[str, tuple[str, ...]] = {}
    unknown: list[str] = []
    read_only: list[str] = []
    broken: set[str] = set()
    places = places_of(document)

    for name, sent in posted.items():
        if name.startswith("_") or name in OF_THE_PAGE or name in besides:
            continue
        if not places.asks(name):
            (read_only if places.shows(name) else unknown).append(_visible(name))
            continue
        if any(UNSTORABLE.search(text) for text in sent):
            broken.add(name)
        values[name] = tuple(UNSTORABLE.sub(STAND_IN, text) for text in sent)

    raw = Raw(
        values=values,
        rows=_rows(places, values),
        unknown=tuple(unknown),
        read_only=tuple(read_only),
        broken=frozenset(broken),
        too_much=_size(posted) > MOST_CHARACTERS,
    )
    return _pressed(places, posted, raw)


def _rows(places: Places, values: Typed) -> dict[str, int]:
    """Count the rows of each group that was sent: as the marker says, and never fewer than there are."""
    counts: dict[str, int] = {}
    if not places.groups:
        return counts
    for name, sent in values.items():
        place = place_of(name)
        if place is None:
            continue
        for group, n in place.rows_around:
            counts[group] = max(counts.get(group, 0), n + 1)
        if place.marker and sent and sent[0].isascii() and sent[0].isdigit():
            counts[place.group] = max(counts.get(place.group, 0), int(sent[0][:MOST_DIGITS]))
    return {group: min(count, MOST_ROWS + 1) for group, count in counts.items()}


def _pressed(places: Places, posted: Mapping[str, Sequence[str]], raw: Raw) -> Raw:
    """Add or remove a row when a button without script asks for it."""
    added = (posted.get("_add") or ("",))[0]
    group = places.group_at(added)
    if group is not None:
        shown = raw.rows.get(added, fewest_rows(group))
        return replace(
            raw, rows={**raw.rows, added: min(shown + 1, most_rows(group))}, rows_of=added
        )
    removed = (posted.get("_remove") or ("",))[0]
    path, _dash, n = removed.rpartition("-")
    if n.isascii() and n.isdigit() and len(n) <= MOST_DIGITS and places.group_at(path) is not None:
        return without_row(raw, path, int(n))
    return raw


def without_row(raw: Raw, group: str, n: int) -> Raw:
    """Take one row away, with everything in it; those after it move up."""

    def moved(name: str) -> str | None:
        """The name after the row is gone; None inside the row itself."""
        if not name.startswith(f"{group}-"):
            return name
        number, dash, rest = name[len(group) + 1 :].partition("-")
        if not dash or not number.isdigit() or int(number) < n:
            return name
        return None if int(number) == n else f"{group}-{int(number) - 1}-{rest}"

    values = {new: typed for name, typed in raw.values.items() if (new := moved(name)) is not None}
    rows = {new: count for path, count in raw.rows.items() if (new := moved(path)) is not None}
    rows[group] = max(raw.rows.get(group, 1) - 1, 0)
    return replace(raw, values=values, rows=rows, rows_of=group)


def from_answers(document: FormDocument, answers: Mapping[str, Any]) -> Raw:
    """Write answers that arrive as data as a person would have typed them."""
    writer = _Writer()
    asked = {question.key: question for question in document.fields()}
    writer.fields(tuple(document.fields()), answers, "")
    unknown = [_visible(str(key)) for key in answers if key not in asked]
    silent = (key for key in answers if key in asked and not asked[key].asks)
    read_only = tuple(key for key in silent if asked[key].kind != "calculated")
    broken = {path for path, typed in writer.values.items() if any(map(UNSTORABLE.search, typed))}
    writer.values.update({path: tuple(map(_visible, writer.values[path])) for path in broken})
    return Raw(
        values=writer.values,
        rows=writer.rows,
        unknown=(*unknown, *writer.unknown),
        read_only=read_only,
        broken=frozenset(broken),
        misshapen=frozenset(writer.misshapen),
        too_much=_size(writer.values) > MOST_CHARACTERS,
    )


class _Writer:
    """Writes answers that are data as posted names and texts."""

    def __init__(self) -> None:
        self.values: dict[str, tuple[str, ...]] = {}
        self.rows: dict[str, int] = {}
        self.misshapen: set[str] = set()
        self.unknown: list[str] = []

    def fields(self, fields: tuple[Field, ...], answers: Mapping[str, Any], prefix: str) -> None:
        for question in fields:
            given = answers.get(question.key)
            if given is None or not question.asks:
                continue
            path = f"{prefix}{question.key}"
            if question.kind != "group":
                self.one(question, given, path)
            elif isinstance(given, list) and all(isinstance(row, Mapping) for row in given):
                self.group(question, given, path)
            else:
                self.misshapen.add(path)

    def group(self, group: Field, given: list[Mapping[str, Any]], path: str) -> None:
        known = {item.key for item in group.items if item.asks or item.kind == "calculated"}
        self.rows[path] = max(len(given), fewest_rows(group))
        for n, row in enumerate(given):
            strange = (str(key) for key in row if key not in known)
            self.unknown.extend(_visible(row_path(path, n, key)) for key in strange)
            self.fields(group.items, row, f"{path}-{n}-")

    def one(self, question: Field, given: Any, path: str) -> None:
        typed = kind_of(question).typed(question, given)
        if typed is None:
            self.misshapen.add(path)
        else:
            self.values.update({named(path, part): texts for part, texts in typed.items()})


def named(path: str, part: str) -> str:
    """The posted name of a part; of the whole answer when there is no part."""
    return f"{path}.{part}" if part else path


def typed(kind: str, given: Any) -> tuple[str, ...] | None:
    """Write one plain answer as a person would; None when it is no answer of that kind at all."""
    written = KINDS[kind].typed(Field("", kind), given)  # type: ignore[arg-type]
    return None if written is None else written.get("", ())


def prefilled(document: FormDocument, facts: Mapping[str, Any]) -> Raw:
    """Offer what is already known of a case as first answers; what does not fit is left out."""
    offered = {
        question.key: known
        for question in document.fields()
        if question.asks
        and question.prefill
        and (known := fact(facts, question.prefill)) not in (None, "", [])
    }
    return replace(from_answers(document, offered), misshapen=frozenset(), unknown=())


def fact(facts: Mapping[str, Any], path: str) -> Any:
    """Read a dotted fact inwards; None when any part of the way is missing."""
    found: Any = facts
    for part in path.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(part)
    return found


def only(facts: Mapping[str, Any], paths: Collection[str]) -> dict[str, Any]:
    """Keep the named facts and nothing else, nested as they were."""
    kept: dict[str, Any] = {}
    for path in paths:
        found = fact(facts, path)
        if found is None:
            continue
        *outer, last = path.split(".")
        place = kept
        for part in outer:
            place = place.setdefault(part, {})
        place[last] = found
    return kept


def typed_parts(raw: Raw, question: Field, path: str) -> dict[str, tuple[str, ...]]:
    """What was typed of one question, by part."""
    inside = kind_of(question).inside(question)
    if not inside:
        typed_here = raw.values.get(path)
        return {"": typed_here} if typed_here else {}
    names = ((part.key, f"{path}.{part.key}") for part in inside)
    return {part: raw.values[name] for part, name in names if name in raw.values}


def _size(posted: Mapping[str, Sequence[str]]) -> int:
    return sum(
        len(text.encode("utf-8", "surrogatepass")) for sent in posted.values() for text in sent
    )


def _visible(text: str) -> str:
    """A name from outside, safe to repeat in a sentence."""
    return UNSTORABLE.sub(STAND_IN, text)
