"""Which words of an answer may be searched: what plain questions were answered, never what is sensitive. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from forms.document import Field, FormDocument

# Kinds whose answer is a person's own words.
WORDY: frozenset[str] = frozenset({"text", "long_text"})
LONGEST = 20_000  # characters that are searched of one submission


def searchable(document: FormDocument, answers: Mapping[str, Any]) -> str:
    """The searchable words of one submission, in small letters, one answer a line."""
    found: list[str] = []
    for section in document.sections:
        if not section.sees:
            found += _words(section.fields, answers)
    return "\n".join(found)[:LONGEST].casefold()


def _words(fields: tuple[Field, ...], answers: Mapping[str, Any]) -> Iterator[str]:
    for question in fields:
        answer = answers.get(question.key)
        if answer is None or question.guarded or question.sees:
            continue
        if question.kind in WORDY:
            yield str(answer)
        elif question.kind == "group" and isinstance(answer, list):
            for row in answer:
                yield from _words(question.items, row)
