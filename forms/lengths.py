"""How much room each text of a form has. The editor's blocks and the checks agree because both ask here. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forms import editor_sentences as say
from forms.document import CHOOSING, Field, FormDocument
from forms.texts import INTRO, TITLE, Texts, choice_text, field_text, paths, section_text


@dataclass(frozen=True, slots=True)
class Room:
    """How many characters a text may have, and whether it may have several lines."""

    most: int
    lines: bool = False


NAME = Room(200)  # what something is called
LINE = Room(500)  # a question, an answer, a sentence
PARAGRAPHS = Room(10_000, lines=True)  # help, guidance, tips: one a line

OF_A_FIELD = {
    **dict.fromkeys(("low", "high", "row"), NAME),
    **dict.fromkeys(("label", "error"), LINE),
    "help": PARAGRAPHS,
}
Spoken = tuple[str, Room, str]  # key of a text, its room, and the key of what it is about


def rooms(document: FormDocument) -> Iterator[Spoken]:
    """Yield every text that a form may have, with its room."""
    yield TITLE, NAME, ""
    yield INTRO, PARAGRAPHS, ""
    for section in document.sections:
        yield section_text(section.key, "title"), NAME, section.key
        yield section_text(section.key, "tips"), PARAGRAPHS, section.key
    for path, question in paths(document):
        yield from _of_a_field(path, question)


def _of_a_field(path: str, question: Field) -> Iterator[Spoken]:
    yield from ((field_text(path, name), room, path) for name, room in OF_A_FIELD.items())
    if question.kind in CHOOSING:
        codes = (choice.code for choice in question.choices)
        yield from ((choice_text(path, code), LINE, path) for code in codes)


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
