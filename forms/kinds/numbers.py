"""Answers in figures: numbers, money, scales, and what is counted from other answers. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from forms import editor_sentences as say
from forms.asking import sentences
from forms.counted.scoring import band_of
from forms.document import Field
from forms.kinds.kind import (
    COMPARED,
    LIMITED,
    LISTED,
    SHOWING,
    Asked,
    Kind,
    Refused,
    Said,
    plain_number,
)
from forms.naming import band_text, field_text

SCALE = (0, 10)
MOST_SCALE_VALUES = 21
MOST_SLIDER_VALUES = 1001
MOST_DECIMALS = 6

_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,10})?")
_GAPS = re.compile("[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]")


class Number(Kind):
    """A number, with a unit if the form says so."""

    name = "number"
    operators = LISTED | COMPARED
    settings = LIMITED | {"step", "decimals"}
    words = ("unit",)

    def read(self, asked: Asked, text: str) -> float:
        question, label = asked.question, asked.label
        plain = _GAPS.sub("", text).replace("\N{MINUS SIGN}", "-")
        if not _NUMBER.fullmatch(plain) or not plain.isascii():
            raise Refused(sentences.not_a_number(label))
        number = Decimal(plain.replace(",", "."))
        _within(question, number, label)
        if question.step and (number - _exact(question.least or 0)) % _exact(question.step):
            raise Refused(sentences.off_step(label, plain_number(question.step)))
        most = self.decimals(question)
        if most is not None and number != round(number, most):
            raise Refused(sentences.too_many_decimals(label, most))
        return int(number) if number == number.to_integral_value() else float(number)

    def decimals(self, question: Field) -> int | None:
        """How many decimals an answer may have; None any."""
        return question.decimals

    def in_words(self, said: Said) -> str:
        number = said.answer
        text = plain_number(number) if isinstance(number, int | float) else str(number)
        unit = said.texts.get(field_text(said.path, "unit"))
        return f"{text} {unit}" if unit else text

    def limits(self, question: Field, named: str) -> Iterator[str]:
        least, most = question.least, question.most
        if least is not None and most is not None and least > most:
            yield say.limits_crossed(named)
        if question.step is not None and question.step <= 0:
            yield say.bad_step(named)
        if question.decimals is not None and not 0 <= question.decimals <= MOST_DECIMALS:
            yield say.bad_decimals(named, MOST_DECIMALS)


class Money(Number):
    """A sum of money, to the cent. The unit says in which money."""

    name = "money"
    settings = LIMITED

    def decimals(self, question: Field) -> int | None:
        return 2

    def in_words(self, said: Said) -> str:
        if not isinstance(said.answer, int | float):
            return str(said.answer)
        whole, cents = f"{said.answer:,.2f}".replace(",", "\N{NO-BREAK SPACE}").split(".")
        unit = said.texts.get(field_text(said.path, "unit")) or "€"
        return f"{whole},{cents}\N{NO-BREAK SPACE}{unit}"


class Scale(Kind):
    """A row of numbers with words at its ends."""

    name = "scale"
    operators = LISTED | COMPARED
    settings = LIMITED | {"display", "step"}
    words = ("low", "high")

    def read(self, asked: Asked, text: str) -> int:
        if not re.fullmatch(r"-?\d{1,6}", text, re.ASCII) or int(text) not in scale_values(
            asked.question
        ):
            raise Refused(sentences.unknown_choice(asked.label))
        return int(text)

    def in_words(self, said: Said) -> str:
        most = SCALE[1] if said.question.most is None else plain_number(said.question.most)
        return _("%(answer)s of %(most)s") % {"answer": said.answer, "most": most}

    def limits(self, question: Field, named: str) -> Iterator[str]:
        low = SCALE[0] if question.least is None else question.least
        high = SCALE[1] if question.most is None else question.most
        room = MOST_SLIDER_VALUES if question.display == "slider" else MOST_SCALE_VALUES
        if low > high:
            yield say.limits_crossed(named)
            return
        whole = float(low).is_integer() and float(high).is_integer()
        if not whole or not 1 < len(scale_values(question)) <= room:
            yield say.scale_limits(named, room)
        if question.step is not None and question.step <= 0:
            yield say.bad_step(named)


class Calculated(Number):
    """A value that the platform counts. Never typed."""

    name = "calculated"
    asks = False
    settings = SHOWING | {"recipe", "sensitive"}

    def in_words(self, said: Said) -> str:
        text, recipe = super().in_words(said), said.question.recipe
        band = band_of(recipe, said.answer) if recipe else ""
        called = said.texts.get(band_text(said.path, band)) if band else ""
        return f"{text} ({called})" if called else text


def scale_values(question: Field) -> range:
    """The answers of a scale, from its low to its high end. One too many is enough to know that there are too many."""
    least = SCALE[0] if question.least is None else int(question.least)
    most = SCALE[1] if question.most is None else int(question.most)
    step = max(int(question.step or 1), 1)
    return range(least, min(most, least + step * MOST_SLIDER_VALUES) + 1, step)


def _within(question: Field, number: Decimal, label: str) -> None:
    least, most = question.least, question.most
    low = least is not None and number < _exact(least)
    high = most is not None and number > _exact(most)
    if (low or high) and least is not None and most is not None:
        raise Refused(sentences.between(label, plain_number(least), plain_number(most)))
    if low:
        raise Refused(sentences.too_small(label, plain_number(least or 0)))
    if high:
        raise Refused(sentences.too_large(label, plain_number(most or 0)))


def _exact(number: float) -> Decimal:
    return Decimal(str(number))
