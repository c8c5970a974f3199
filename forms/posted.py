"""What was typed, before anybody judges it: kept whole so that it can be shown again. Pure.

Names: `<key>`, `<group>-<n>-<item>` with n from 0, `<group>-rows` = how many, and two buttons that work
without scripts: `_add=<group>`, `_remove=<group>-<n>`. Names that begin with `_` belong to the page.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from forms.document import Field, FormDocument

MOST_ROWS = 100  # whatever a form says
MOST_DIGITS = 6
MOST_CHARACTERS = 1_000_000  # bytes, of all answers together
_PLACE = r"(?P<group>[a-z0-9_]+)-(?P<n>0|[1-9][0-9]{0,5})"  # one way to write each row, so that none is lost
ROW_NAME = re.compile(_PLACE + r"-(?P<item>[a-z0-9_]+)")
ROW_BUTTON = re.compile(_PLACE)
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
STAND_IN = "\N{REPLACEMENT CHARACTER}"
OF_THE_PAGE: frozenset[str] = frozenset({"csrfmiddlewaretoken"})

Typed = Mapping[str, tuple[str, ...]]
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Raw:
    """Answers as typed.

    values      {path: what was typed}; a path is the posted name
    rows        {group: how many rows are shown}
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


def row_path(group: str, n: int | str, item: str) -> str:
    return f"{group}-{n}-{item}"


def fewest_rows(group: Field) -> int:
    """How many rows are shown before anybody asks for more: one, so that nobody has to ask."""
    return max(int(group.least or 0), 1)


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
    places = _Places(document)

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
        rows=_rows(document, posted, values),
        unknown=tuple(unknown),
        read_only=tuple(read_only),
        broken=frozenset(broken),
        too_much=_size(posted) > MOST_CHARACTERS,
    )
    return _pressed(document, posted, raw)


def from_answers(document: FormDocument, answers: Mapping[str, Any]) -> Raw:
    """Write answers that arrive as data as a person would have typed them."""
    values: dict[str, tuple[str, ...]] = {}
    rows: dict[str, int] = {}
    misshapen: set[str] = set()
    asked = {question.key: question for question in document.fields()}
    unknown = tuple(_visible(str(key)) for key in answers if key not in asked)
    read_only = tuple(key for key in answers if key in asked and not asked[key].asks)

    for key, question in asked.items():
        given = answers.get(key)
        if given is None or not question.asks:
            continue
        if question.kind != "group":
            _write(values, misshapen, path=key, kind=question.kind, given=given)
        elif isinstance(given, list) and all(isinstance(row, Mapping) for row in given):
            rows[key] = max(len(given), fewest_rows(question))
            unknown += tuple(_write_rows(values, misshapen, question, given))
        else:
            misshapen.add(key)

    broken = {path for path, typed in values.items() if any(map(UNSTORABLE.search, typed))}
    values.update({path: tuple(map(_visible, values[path])) for path in broken})
    return Raw(
        values=values,
        rows=rows,
        unknown=unknown,
        read_only=read_only,
        broken=frozenset(broken),
        misshapen=frozenset(misshapen),
        too_much=_size(values) > MOST_CHARACTERS,
    )


def prefilled(document: FormDocument, facts: Mapping[str, Any]) -> Raw:
    """Offer what is already known of a case as first answers; what does not fit is left out."""
    offered = {
        question.key: known
        for question in document.fields()
        if question.prefill and (known := fact(facts, question.prefill)) not in (None, "", [])
    }
    return replace(from_answers(document, offered), misshapen=frozenset(), unknown=())


def typed(kind: str, given: Any) -> tuple[str, ...] | None:
    """Write one answer as a person would; None when it is no answer of that kind at all."""
    match kind, given:
        case "choices", list() | tuple() if all(isinstance(code, str) for code in given):
            return tuple(given)
        case _, bool():
            return ("yes" if given else "no",)
        case _, int():
            return (str(given),)
        case _, float():
            return (f"{given:.10f}".rstrip("0").rstrip("."),)
        case "date", date():
            return (given.isoformat()[:10],)
        case _, str():
            return (given,)
    return None


class _Places:
    """Which posted names a form knows."""

    def __init__(self, document: FormDocument) -> None:
        fields = tuple(document.fields())
        self.plain = {q.key for q in fields if q.asks and q.kind != "group"}
        self.silent = {q.key for q in fields if not q.asks or q.kind == "group"}
        self.groups = {
            q.key: {item.key for item in q.items if item.asks} for q in fields if q.kind == "group"
        }

    def asks(self, name: str) -> bool:
        if name in self.plain:
            return True
        if name.endswith("-rows") and name[: -len("-rows")] in self.groups:
            return True
        place = ROW_NAME.fullmatch(name)
        return place is not None and place["item"] in self.groups.get(place["group"], ())

    def shows(self, name: str) -> bool:
        return name in self.silent


def _rows(
    document: FormDocument, posted: Mapping[str, Sequence[str]], values: Typed
) -> dict[str, int]:
    """Count the rows of each group that was sent: as the marker says, and never fewer than there are."""
    counts: dict[str, int] = {}
    for name in posted:
        place = ROW_NAME.fullmatch(name)
        if place:
            counts[place["group"]] = max(counts.get(place["group"], 0), int(place["n"]) + 1)
    for group in _groups(document):
        marker = (values.get(f"{group.key}-rows") or ("",))[0]
        if marker.isascii() and marker.isdigit():
            counts[group.key] = max(counts.get(group.key, 0), int(marker[:MOST_DIGITS]))
    known = {group.key for group in _groups(document)}
    return {key: min(count, MOST_ROWS + 1) for key, count in counts.items() if key in known}


def _pressed(document: FormDocument, posted: Mapping[str, Sequence[str]], raw: Raw) -> Raw:
    """Add or remove a row when a button without script asks for it."""
    groups = {group.key: group for group in _groups(document)}
    added = (posted.get("_add") or ("",))[0]
    if added in groups:
        shown = raw.rows.get(added, fewest_rows(groups[added]))
        rows = {**raw.rows, added: min(shown + 1, most_rows(groups[added]))}
        return replace(raw, rows=rows, rows_of=added)
    place = ROW_BUTTON.fullmatch((posted.get("_remove") or ("",))[0])
    if place and place["group"] in groups:
        return without_row(raw, place["group"], int(place["n"]))
    return raw


def without_row(raw: Raw, group: str, n: int) -> Raw:
    """Take one row away; those after it move up."""
    values: dict[str, tuple[str, ...]] = {}
    for name, typed_here in raw.values.items():
        place = ROW_NAME.fullmatch(name)
        if not place or place["group"] != group or int(place["n"]) < n:
            values[name] = typed_here
        elif int(place["n"]) > n:
            values[row_path(group, int(place["n"]) - 1, place["item"])] = typed_here
    rows = {**raw.rows, group: max(raw.rows.get(group, 1) - 1, 0)}
    return replace(raw, values=values, rows=rows, rows_of=group)


def _groups(document: FormDocument) -> Iterator[Field]:
    return (question for question in document.fields() if question.kind == "group")


def _write(values: dict, misshapen: set, *, path: str, kind: str, given: Any) -> None:
    written = typed(kind, given)
    if written is None:
        misshapen.add(path)
    else:
        values[path] = written


def _write_rows(values: dict, misshapen: set, group: Field, given: list) -> Iterator[str]:
    """Write the rows of a group; yield the names that its items do not know."""
    items = {item.key: item for item in group.items if item.asks}
    for n, row in enumerate(given):
        for key, answer in row.items():
            path = row_path(group.key, n, str(key))
            if key not in items:
                yield _visible(path)
            elif answer is not None:
                _write(values, misshapen, path=path, kind=items[key].kind, given=answer)


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


def _size(posted: Mapping[str, Sequence[str]]) -> int:
    return sum(
        len(text.encode("utf-8", "surrogatepass")) for sent in posted.values() for text in sent
    )


def _visible(text: str) -> str:
    """A name from outside, safe to repeat in a sentence."""
    return UNSTORABLE.sub(STAND_IN, text)
