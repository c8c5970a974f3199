"""Answers in words: a line, many lines. Pure."""

import re
from collections.abc import Iterator
from typing import Any

from forms import editor_sentences as say
from forms.asking import sentences
from forms.document import Field
from forms.kinds.kind import ANSWERED, LIMITED, LISTED, Asked, Kind, Refused
from forms.patterns import PATTERNS, fits, is_sound

LONGEST_TEXT = 500
LONGEST_LONG_TEXT = 20_000


class Text(Kind):
    """A line of text."""

    name = "text"
    operators = LISTED
    settings = LIMITED | {"pattern"}
    longest = LONGEST_TEXT

    def read(self, asked: Asked, text: str) -> str:
        question, label = asked.question, asked.label
        said = self.tidy(text)
        most = int(question.most or self.longest)
        if len(said) > most:
            raise Refused(sentences.too_long(label, most, len(said)))
        if question.least is not None and len(said) < question.least:
            raise Refused(sentences.too_short(label, int(question.least)))
        if question.pattern and not fits(question.pattern, said):
            raise Refused(sentences.off_pattern(label, PATTERNS.get(question.pattern)))
        return said

    def tidy(self, text: str) -> str:
        return re.sub(r"\s+", " ", text)

    def limits(self, question: Field, named: str) -> Iterator[str]:
        yield from crossed(question, named)
        if question.pattern and not is_sound(question.pattern):
            yield say.bad_pattern(question.pattern, named)


class LongText(Text):
    """A text of many lines."""

    name = "long_text"
    operators = ANSWERED
    settings = LIMITED
    longest = LONGEST_LONG_TEXT

    def tidy(self, text: str) -> str:
        return re.sub(r"\r\n?", "\n", text)


def crossed(question: Field, named: str) -> Iterator[str]:
    """Yield a sentence when limits of characters, rows or choices make no sense."""
    least, most = question.least, question.most
    if least is not None and most is not None and least > most:
        yield say.limits_crossed(named)
    elif min(least or 0, most or 0) < 0:
        yield say.negative_limit(named)


def as_texts(given: Any) -> tuple[str, ...] | None:
    """Several codes that arrive as data; None when they are no codes."""
    if isinstance(given, list | tuple) and all(isinstance(code, str) for code in given):
        return tuple(given)
    return None
