"""Municipalities of Finland and Sweden by their official codes. Pure, but for reading the list once."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import get_language

from forms import editor_sentences as say
from forms.asking import sentences
from forms.document import Field
from forms.kinds.identity import COUNTRIES
from forms.kinds.kind import ASKING, LISTED, Asked, Kind, Refused, Said, Typed, plain_text

LIST = Path(__file__).with_name("municipalities.tsv")
_LAST = str.maketrans({"å": "z1", "ä": "z2", "ö": "z3"})  # the last letters of both alphabets


class Place(NamedTuple):
    """One municipality. `other` is its second name, Swedish in Finland; "" when it has one name only."""

    code: str
    name: str
    other: str

    @property
    def country(self) -> str:
        return self.code[:2]

    def called(self, language: str) -> str:
        return self.other if language == "sv" and self.other else self.name

    def listed(self, language: str) -> str:
        """The name for a list, with the second name behind it, so that a search finds either."""
        first = self.called(language)
        second = self.name if first == self.other else self.other
        return f"{first} ({second})" if second else first


class Municipality(Kind):
    """A municipality, stored as country and official code: `fi-905`, `se-0380`."""

    name = "municipality"
    operators = LISTED
    settings = ASKING | {"accept"}

    def read(self, asked: Asked, text: str) -> str:
        """Take a code, or a name in either language when it means one municipality."""
        code = _code_of(text, countries(asked.question))
        if code is None:
            raise Refused(sentences.unknown_choice(asked.label))
        return code

    def typed(self, question: Field, given: Any) -> dict[str, Typed] | None:
        text = plain_text(given)
        if text is None:
            return None
        return {"": (_code_of(text, countries(question)) or text,)}

    def in_words(self, said: Said) -> str:
        place = by_code().get(said.answer)
        return place.called(get_language() or "") if place else str(said.answer)

    def limits(self, question: Field, named: str) -> Iterator[str]:
        strange = [each for each in question.accept if each not in COUNTRIES]
        if strange:
            yield say.unknown_country(strange[0], named)


def countries(question: Field) -> tuple[str, ...]:
    """The countries whose municipalities may be chosen, as the author put them; all when nothing is said."""
    return tuple(each for each in question.accept if each in COUNTRIES) or COUNTRIES


@cache
def by_code() -> dict[str, Place]:
    """Every municipality by its code."""
    rows = (line.split("\t") for line in LIST.read_text("utf-8").splitlines() if line[:1] != "#")
    return {code: Place(code, name, "".join(other)) for code, name, *other in rows}


@cache
def in_order(country: str, language: str) -> tuple[Place, ...]:
    """The municipalities of a country, as a list in this language has them."""
    mine = [place for place in by_code().values() if place.country == country]
    return tuple(sorted(mine, key=lambda place: _letters(place.listed(language))))


def _code_of(text: str, within: tuple[str, ...]) -> str | None:
    """The municipality that is meant; None when there is none, or more than one."""
    place = by_code().get(text)
    if place is not None:
        return text if place.country in within else None
    for names in _by_name():
        codes = [code for code in names.get(text.casefold(), ()) if code[:2] in within]
        if codes:
            return codes[0] if len(codes) == 1 else None
    return None


@cache
def _by_name() -> tuple[dict[str, list[str]], ...]:
    """Codes by first name, and by second name."""
    first: dict[str, list[str]] = {}
    second: dict[str, list[str]] = {}
    for place in by_code().values():
        first.setdefault(place.name.casefold(), []).append(place.code)
        if place.other:
            second.setdefault(place.other.casefold(), []).append(place.code)
    return first, second


def _letters(name: str) -> str:
    return name.casefold().translate(_LAST)
