"""Posted names: one way to write each place of a form, so that none is lost or said twice. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from forms.document import Field, FormDocument
from forms.kinds import kind_of

_KEY = r"[a-z0-9_]+"
_ROW = rf"{_KEY}-(?:0|[1-9][0-9]{{0,5}})-"
_NAME = re.compile(
    rf"(?P<around>(?:{_ROW}){{0,2}})(?P<key>{_KEY})(?:\.(?P<part>{_KEY}))?", re.ASCII
)
_MARKER = re.compile(rf"(?P<group>(?:{_ROW})?{_KEY})-rows", re.ASCII)
MOST_KEPT = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Where a posted name stands.

    words         the path of its question in the texts: `goals.steps.what`
    part          the part of an answer, "" the whole
    rows_around   the rows it stands in, outermost first: (`goals`, 0), (`goals-0-steps`, 1)
    marker        it says how many rows `group` has
    """

    words: str
    part: str = ""
    rows_around: tuple[tuple[str, int], ...] = ()
    marker: bool = False
    group: str = ""


def row_path(group: str, n: int | str, item: str) -> str:
    return f"{group}-{n}-{item}"


@lru_cache(maxsize=4096)
def place_of(name: str) -> Place | None:
    """Read a posted name; None when it is written in no known way."""
    marker = _MARKER.fullmatch(name)
    if marker:
        inner = _NAME.fullmatch(marker["group"])
        if inner is None:
            return None
        around = _rows(inner["around"])
        return Place(_words(around, inner["key"]), "", around, marker=True, group=marker["group"])
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    around = _rows(found["around"])
    return Place(_words(around, found["key"]), found["part"] or "", around)


def _rows(around: str) -> tuple[tuple[str, int], ...]:
    parts = around.split("-")[:-1]
    groups = zip(parts[::2], parts[1::2], strict=True)
    rows: list[tuple[str, int]] = []
    path = ""
    for key, n in groups:
        path = f"{path}{key}"
        rows.append((path, int(n)))
        path = f"{path}-{n}-"
    return tuple(rows)


def _words(around: tuple[tuple[str, int], ...], key: str) -> str:
    """The path in the texts: the keys of the groups around, without their numbers."""
    groups = [path.rpartition("-")[2] for path, _n in around]
    return ".".join([*groups, key])


class Places:
    """Which posted names a form knows."""

    def __init__(self, document: FormDocument) -> None:
        self.fields: dict[str, Field] = {}
        self.parts: dict[str, frozenset[str]] = {}
        self.silent: set[str] = set()
        self.groups: set[str] = set()
        for question in document.fields():
            self._add(question, question.key)

    def _add(self, question: Field, words: str) -> None:
        self.fields[words] = question
        if question.kind == "group":
            self.groups.add(words)
            for item in question.items:
                self._add(item, f"{words}.{item.key}")
        elif question.asks:
            inside = kind_of(question).inside(question)
            self.parts[words] = frozenset(part.key for part in inside) or frozenset({""})
        else:
            self.silent.add(words)

    def asks(self, name: str) -> bool:
        place = place_of(name)
        if place is None:
            return False
        depth = place.words.count(".")
        if len(place.rows_around) != depth:
            return False
        if place.marker:
            return place.words in self.groups
        return place.part in self.parts.get(place.words, ())

    def shows(self, name: str) -> bool:
        """Whether a form shows it without asking: guidance, a counted value, a group as such."""
        place = place_of(name)
        return place is not None and (place.words in self.silent or place.words in self.groups)

    def question(self, words: str) -> Field | None:
        return self.fields.get(words)

    def group_at(self, path: str) -> Field | None:
        """The group at a posted path, `goals` or `goals-0-steps`."""
        place = place_of(path)
        if place is None or place.part or len(place.rows_around) != place.words.count("."):
            return None
        return self.fields.get(place.words) if place.words in self.groups else None


_kept: dict[int, tuple[FormDocument, Places]] = {}


def places_of(document: FormDocument) -> Places:
    """The names of a form, read once. Kept by identity: a document never changes."""
    known = _kept.get(id(document))
    if known is not None and known[0] is document:
        return known[1]
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    places = Places(document)
    _kept[id(document)] = (document, places)
    return places
