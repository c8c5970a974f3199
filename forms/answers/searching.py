"""Which words of an answer may be searched: what plain questions were answered, never what is sensitive. Pure."""

from collections.abc import Iterator, Mapping, Sequence
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


def still_searched(versions: Sequence[FormDocument]) -> list[frozenset[str] | None]:
    """For each version what may still be searched of its answers, when another version keeps some of it to a few.

    What any version called sensitive, or showed to some roles only, is searched in the answers to none.
    returns   paths such as `goals.sub`; None where everything that was searched may be
    """
    marked = [dict(_marks(document)) for document in versions]
    closed = {path for each in marked for path, is_open in each.items() if not is_open}
    return [_still(each, closed) for each in marked]


def _still(marks: Mapping[str, bool], closed: set[str]) -> frozenset[str] | None:
    searched = {path for path, is_open in marks.items() if is_open}
    left = frozenset(path for path in searched if not closed.intersection(_homes(path)))
    return None if left == searched else left


def _homes(path: str) -> Iterator[str]:
    """A question, and the groups that it lies in."""
    parts = path.split(".")
    return (".".join(parts[:n]) for n in range(1, len(parts) + 1))


def _marks(document: FormDocument) -> Iterator[tuple[str, bool]]:
    """Every question by its path, and whether it is searched; closed groups too, with all that lies in them."""
    for section in document.sections:
        yield from _marks_of(section.fields, "", is_open=not section.sees)


def _marks_of(
    fields: tuple[Field, ...], above: str, *, is_open: bool
) -> Iterator[tuple[str, bool]]:
    for question in fields:
        path = f"{above}{question.key}"
        open_here = is_open and not (question.guarded or question.sees)
        if not open_here or question.kind in WORDY:
            yield path, open_here
        yield from _marks_of(question.items, f"{path}.", is_open=open_here)


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
