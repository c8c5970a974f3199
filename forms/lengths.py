"""How much room each text of a form has. The editor's blocks and the checks agree because both ask here. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forms import editor_sentences as say
from forms.document import Field, FormDocument
from forms.naming import (
    ABOUT_THE_FORM,
    TITLE,
    Texts,
    band_text,
    check_text,
    choice_text,
    field_text,
    section_text,
    statement_text,
)
from forms.texts import paths


@dataclass(frozen=True, slots=True)
class Room:
    """How many characters a text may have, and whether it may have several lines."""

    most: int
    lines: bool = False


NAME = Room(200)  # what something is called
LINE = Room(500)  # a question, an answer, a sentence
PARAGRAPHS = Room(10_000, lines=True)  # help, guidance, tips: one a line

OF_A_FIELD = {
    **dict.fromkeys(("low", "high", "row", "unit"), NAME),
    **dict.fromkeys(("label", "error", "easy"), LINE),
    **dict.fromkeys(("help", "easy_help"), PARAGRAPHS),
}
Spoken = tuple[str, Room, str]  # key of a text, its room, and the key of what it is about


def rooms(document: FormDocument) -> Iterator[Spoken]:
    """Yield every text that a form may have, with its room."""
    yield TITLE, NAME, ""
    yield from ((key, PARAGRAPHS, "") for key in ABOUT_THE_FORM)
    for section in document.sections:
        yield section_text(section.key, "title"), NAME, section.key
        yield section_text(section.key, "tips"), PARAGRAPHS, section.key
        yield section_text(section.key, "easy"), NAME, section.key
    for path, question in paths(document):
        yield from _of_a_field(path, question)


def _of_a_field(path: str, question: Field) -> Iterator[Spoken]:
    yield from ((field_text(path, name), room, path) for name, room in OF_A_FIELD.items())
    yield from ((choice_text(path, choice.code), LINE, path) for choice in question.choices)
    yield from ((check_text(path, check.key), LINE, path) for check in question.checks)
    for line in question.statements:
        yield statement_text(path, line.key), LINE, path
        yield from ((statement_text(path, line.key, end), NAME, path) for end in ("low", "high"))
    if question.recipe:
        yield from ((band_text(path, band.key), NAME, path) for band in question.recipe.bands)


def without_room(texts: Texts, spoken: Iterable[Spoken]) -> Iterator[tuple[str, str]]:
    """Yield a sentence for each text that its place cannot hold, with the key of what it is about."""
    for key, room, where in spoken:
        text = texts.get(key, "").strip()
        # A browser sends each end of a line as two characters.
        length = len(text) + text.count("\n")
        if length > room.most:
            yield say.too_long(text, length, room.most), where
        elif not room.lines and len(text.splitlines()) > 1:
            yield say.several_lines(text), where
