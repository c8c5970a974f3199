"""A form as one reader sees it: without the questions whose answers are not for them. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from forms.document import Field, FormDocument, Section


def seen_document(
    document: FormDocument, sight: Any, later: Sequence[FormDocument] = ()
) -> tuple[FormDocument, int]:
    """The document without hidden questions, and how many they are.

    A question that was marked after it was answered is hidden in the older answers, too.
    sight   what the reader sees: anything with `sees(question, section)`
    later   the versions that came after it, newest first; the newest that asks a question decides
    """
    closed = _closed(later, sight)
    hidden = 0
    sections = []
    for section in document.sections:
        fields, more = _seen(section.fields, _Place(section, sight, closed))
        hidden += more
        if fields or not section.fields:
            sections.append(replace(section, fields=fields))
    return replace(document, sections=tuple(sections)), hidden


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a form we look, and what is closed by later versions."""

    section: Section
    sight: Any
    closed: frozenset[str]
    above: str = ""


def _seen(fields: tuple[Field, ...], place: _Place) -> tuple[tuple[Field, ...], int]:
    kept, hidden = [], 0
    for question in fields:
        path = f"{place.above}{question.key}"
        if path in place.closed or not place.sight.sees(question, place.section):
            hidden += 1
            continue
        items, more = _seen(question.items, replace(place, above=f"{path}."))
        hidden += more
        kept.append(replace(question, items=items) if question.items else question)
    return tuple(kept), hidden


def _closed(later: Sequence[FormDocument], sight: Any) -> frozenset[str]:
    decided: dict[str, bool] = {}
    for document in later:
        for section in document.sections:
            for path, question in _paths(section.fields):
                decided.setdefault(path, sight.sees(question, section))
    return frozenset(path for path, sees in decided.items() if not sees)


def _paths(fields: tuple[Field, ...], above: str = "") -> Iterator[tuple[str, Field]]:
    for question in fields:
        yield f"{above}{question.key}", question
        yield from _paths(question.items, f"{above}{question.key}.")
