"""Filling in a form's skeleton: what was typed, what must be corrected, what does not apply. Strings only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from forms.asking.names import places_of
from forms.asking.posted import Raw, fact, fewest_rows
from forms.asking.reading import day_or_text
from forms.asking.skeleton import Piece, Skeleton, Slot, control_id, facts_json
from forms.document import FormDocument
from forms.kinds.files import FILES
from forms.kinds.places import PEOPLE

ALERT = (
    '<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">'
    '<path d="M10 3l7.6 13.6H2.4zM10 8v4M10 14.2v.2"/></svg>'
)
# One file that is kept already. A browser cannot put it back into its field, so its id is sent along.
_FILE = (
    '<li class="attached__item"><span class="attached__name">{name} ({size})</span>'
    '<input type="hidden" name="{path}" value="{id}">'
    '<button class="button button--quiet button--small" name="_remove_file" value="{id}" formnovalidate>'
    '{remove}<span class="visually-hidden"> {name}</span></button></li>'
)
# What stands in a row that a script will copy, by depth: the inner row is copied with the outer one.
BLANK_ROWS: Mapping[str, str] = {"__n__": "__number__", "__m__": "__inner__"}


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands in the slots of one showing.

    facts     what conditions read, for the page
    counted   {path: value in words} of what is counted from other answers
    known     what the case already knows, shown where the form says so
    """

    raw: Raw
    errors: Mapping[str, str]
    hidden: frozenset[str]
    optional: frozenset[str]
    facts: Mapping[str, Any]
    locked: frozenset[str] = frozenset()
    counted: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, Any] = field(default_factory=dict)


def fill(skeleton: Skeleton, document: FormDocument, filling: Filling) -> str:
    """Fill in a whole form."""
    return _Filler(skeleton, document, filling).fill(skeleton.pieces, "")


class _Filler:
    def __init__(self, skeleton: Skeleton, document: FormDocument, filling: Filling) -> None:
        self.skeleton = skeleton
        self.document = document
        self.filling = filling
        self.n = ""
        # An answer with a part that is wrong is itself wrong; only names of parts have a point.
        self.wrong_at = {path.partition(".")[0] for path in filling.errors}

    def fill(self, pieces: tuple[Piece, ...], prefix: str) -> str:
        out: list[str] = []
        for fixed, slot in pieces:
            out.append(fixed)
            if slot is not None:
                out.append(_FILL[slot.kind](self, slot, prefix + slot.key))
        return "".join(out)

    def hidden(self, _slot: Slot, path: str) -> str:
        return " hidden" if path in self.filling.hidden else ""

    def optional(self, _slot: Slot, path: str) -> str:
        return "" if path in self.filling.optional else " hidden"

    def wrong(self, _slot: Slot, path: str) -> str:
        return " field--error" if path in self.wrong_at else ""

    def invalid(self, _slot: Slot, path: str) -> str:
        """A control is wrong when its part is, or the whole answer; not when another part is."""
        errors = self.filling.errors
        wrong = path in errors or path.partition(".")[0] in errors
        return ' aria-invalid="true"' if wrong else ""

    def error(self, _slot: Slot, path: str) -> str:
        sentence = self.filling.errors.get(path)
        if not sentence:
            return ""
        return (
            f'<p class="field__error" id="{control_id(path)}-error">{ALERT}{escape(sentence)}</p>'
        )

    def described(self, slot: Slot, path: str) -> str:
        by = [f"{control_id(path)}-{name}" for name in slot.detail.split()]
        if path in self.filling.errors:
            by.append(f"{control_id(path)}-error")
        return f' aria-describedby="{" ".join(by)}"' if by else ""

    def value(self, _slot: Slot, path: str) -> str:
        typed = self.filling.raw.values.get(path)
        return escape(typed[0]) if typed else ""

    def checked(self, slot: Slot, path: str) -> str:
        typed = self.filling.raw.values.get(path)
        return " checked" if typed and slot.detail in typed else ""

    def facts(self, _slot: Slot, _path: str) -> str:
        return escape(facts_json(self.filling.facts))

    def selected(self, slot: Slot, path: str) -> str:
        typed = self.filling.raw.values.get(path)
        return " selected" if typed and slot.detail in typed else ""

    def locked(self, _slot: Slot, path: str) -> str:
        return " disabled" if path in self.filling.locked else ""

    def counted(self, _slot: Slot, path: str) -> str:
        return escape(self.filling.counted.get(path, ""))

    def known(self, slot: Slot, _path: str) -> str:
        return escape(day_or_text(fact(self.filling.known, slot.detail)))

    def path(self, _slot: Slot, path: str) -> str:
        return path

    def here(self, _slot: Slot, path: str) -> str:
        return path.removesuffix("-")

    def files(self, slot: Slot, path: str) -> str:
        """The files that are kept already, each with a button to take it away."""
        kept = self.filling.known.get(FILES, {})
        mine = [kept[each] for each in self.filling.raw.values.get(path, ()) if each in kept]
        if not mine:
            return ""
        rows = (_FILE.format(path=path, remove=slot.detail, **_escaped(each)) for each in mine)
        return f'<ul class="attached">{"".join(rows)}</ul>'

    def listed(self, slot: Slot, path: str) -> str:
        """A long list of options that is the same for everyone, with the one that was chosen."""
        typed = self.filling.raw.values.get(path)
        if not typed:
            return slot.detail
        option = f'value="{escape(typed[0])}"'
        return slot.detail.replace(option, f"{option} selected", 1)

    def known_people(self, kind: str) -> list[Mapping[str, str]]:
        people = self.filling.known.get(PEOPLE, ())
        return [each for each in people if each.get("kind", "person") == kind]

    def people(self, slot: Slot, path: str) -> str:
        """Those whom the page knows, as options."""
        chosen = self.filling.raw.values.get(f"{path}.code", ())
        mine = self.known_people(slot.detail)
        return "".join(_option(each, selected=each["code"] in chosen) for each in mine)

    def nobody(self, slot: Slot, _path: str) -> str:
        """Where the page knows nobody, there is no list to choose from."""
        return "" if self.known_people(slot.detail) else " hidden"

    def other(self, slot: Slot, _path: str) -> str:
        """What the place for a name is called: beside a list, or alone."""
        kind, beside, alone = slot.detail.split("\t")
        return beside if self.known_people(kind) else alone

    def number(self, _slot: Slot, _path: str) -> str:
        return BLANK_ROWS.get(self.n) or str(int(self.n) + 1)

    def index(self, _slot: Slot, _path: str) -> str:
        return self.n

    def count(self, slot: Slot, path: str) -> str:
        return str(self.how_many(path, slot.detail))

    def how_many(self, path: str, words: str) -> int:
        typed = self.filling.raw.rows.get(path)
        group = places_of(self.document).question(words)
        return fewest_rows(group) if typed is None and group else typed or 0

    def rows(self, slot: Slot, path: str) -> str:
        count = self.how_many(path, slot.detail)
        return "".join(self.row(path, slot.detail, str(n)) for n in range(count))

    def blank(self, slot: Slot, path: str) -> str:
        return self.row(path, slot.detail, "__m__" if "." in slot.detail else "__n__")

    def row(self, path: str, words: str, n: str) -> str:
        outer, self.n = self.n, n
        filled = self.fill(self.skeleton.rows[words], f"{path}-{n}-")
        self.n = outer
        return filled


def _option(known: Mapping[str, str], *, selected: bool) -> str:
    mark = " selected" if selected else ""
    return f'<option value="{escape(known["code"])}"{mark}>{escape(known["name"])}</option>'


def _escaped(file: Mapping[str, Any]) -> dict[str, str]:
    megabytes = f"{max(file['size'] / 1_000_000, 0.1):.1f} MB"
    return {"id": escape(file["id"]), "name": escape(file["name"]), "size": megabytes}


_FILL: Mapping[str, Callable[[_Filler, Slot, str], str]] = {
    "hidden": _Filler.hidden,
    "optional": _Filler.optional,
    "wrong": _Filler.wrong,
    "invalid": _Filler.invalid,
    "error": _Filler.error,
    "described": _Filler.described,
    "value": _Filler.value,
    "checked": _Filler.checked,
    "selected": _Filler.selected,
    "locked": _Filler.locked,
    "counted": _Filler.counted,
    "known": _Filler.known,
    "path": _Filler.path,
    "here": _Filler.here,
    "listed": _Filler.listed,
    "people": _Filler.people,
    "nobody": _Filler.nobody,
    "other": _Filler.other,
    "files": _Filler.files,
    "facts": _Filler.facts,
    "number": _Filler.number,
    "n": _Filler.index,
    "count": _Filler.count,
    "rows": _Filler.rows,
    "blank": _Filler.blank,
}
