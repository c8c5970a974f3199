"""A form's page markup, made once per version and language: fixed text with slots between.

Templates write the markup, so the look stays in templates; a slot is a mark that no text can contain.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe

from forms.conditions.logic import TODAY
from forms.conditions.rules import Rule
from forms.document import Field, FormDocument
from forms.kinds import kind_of
from forms.texts import paths

_MARK = re.compile("\x02([a-z]+)\x1f([^\x03\x1f]*)\x1f([^\x03]*)\x03")
RADIOS: frozenset[str] = frozenset({"choice", "choices", "yes_no", "scale"})


class Slot(NamedTuple):
    """A place that is filled in: what stands there, whose it is, and which answer."""

    kind: str
    key: str = ""
    detail: str = ""


class Piece(NamedTuple):
    """Fixed markup, then a slot; the last piece of a skeleton has none."""

    fixed: str
    slot: Slot | None


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A whole form, and one row of each of its repeating groups, by the group's path in the texts.

    facts   the facts of a case that conditions read, which the page must carry along
    """

    pieces: tuple[Piece, ...]
    rows: Mapping[str, tuple[Piece, ...]]
    facts: tuple[str, ...]


def facts_read(document: FormDocument) -> Iterator[str]:
    """Yield what conditions read that this document does not ask: facts of a case, answers of other pages."""
    asked = {question.key for question in document.fields()}
    for rule in rules_of(document):
        for field in rule.fields():
            first = field.partition(".")[0]
            if first not in asked and first not in {"row", TODAY}:
                yield field


def rules_of(document: FormDocument) -> Iterator[Rule]:
    """Yield every condition of a form that a page follows."""
    for section in document.sections:
        if section.visible_if:
            yield section.visible_if
    for _path, question in paths(document):
        rules = (question.visible_if, question.required_if, question.lock_if)
        yield from (rule for rule in rules if rule)


def control_id(path: str) -> str:
    """The id of the control of an answer; pages have ids of their own, so ours begin alike."""
    return f"q-{path}"


def first_control(question: Field, path: str) -> str:
    """Where a link to a question, or a part of it, leads: its control, its first choice, or the whole group."""
    _whole, _dot, part = path.partition(".")
    if part:
        mine = (each for each in kind_of(question).inside(question) if each.key == part)
        return _control(next(mine, question), path)
    return _control(question, path)


def _control(question: Field, path: str) -> str:
    if question.kind in RADIOS and question.display not in {"list", "search", "slider"}:
        return f"{control_id(path)}-1"
    inside = kind_of(question).inside(question)
    return _control(inside[0], f"{path}.{inside[0].key}") if inside else control_id(path)


def mark(kind: str, key: str = "", detail: str = "") -> SafeString:
    """Stand in for what is filled in later."""
    return mark_safe(f"\x02{kind}\x1f{key}\x1f{detail}\x03")  # noqa: S308  our own mark


def pieces(markup: str) -> tuple[Piece, ...]:
    """Cut markup at its marks."""
    found, at = [], 0
    for place in _MARK.finditer(markup):
        found.append(Piece(markup[at : place.start()], Slot(*place.groups())))
        at = place.end()
    return (*found, Piece(markup[at:], None))


def facts_json(known: Mapping[str, Any]) -> str:
    """Facts for the page, as JSON text."""
    return json.dumps(known, ensure_ascii=False, separators=(",", ":"), default=str)
