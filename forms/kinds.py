"""One answer of each kind: from what was typed to what is stored, or a sentence about it. Pure."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from forms import sentences
from forms.document import Field

LONGEST_TEXT = 500
LONGEST_LONG_TEXT = 20_000
SCALE = (0, 10)
YES, NO = "yes", "no"

_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,10})?")
_GAPS = re.compile("[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]")
_DATE = re.compile(
    r"(?P<d>\d{1,2})\s*[./]\s*(?P<m>\d{1,2})\s*[./]\s*(?P<y>\d{4})"
    r"|(?P<y2>\d{4})-(?P<m2>\d{1,2})-(?P<d2>\d{1,2})",
    re.ASCII,
)
FIRST_YEAR, LAST_YEAR = 1850, 2200

Typed = tuple[str, ...]


class Refused(Exception):
    """An answer that cannot be taken as it is; the text is the sentence for the person."""


def stored(
    question: Field, typed: Typed, *, label: str, choices: Mapping[str, str] | None = None
) -> Any:
    """Turn what was typed into what is stored; None means no answer.

    label     the question's own words, for the sentence
    choices   {code: label}, to name an answer that is no longer offered
    errors    Refused
    """
    if question.kind == "choices":
        return _several(question, typed, label, choices or {})
    given = [text for text in (text.strip() for text in typed) if text]
    if len(given) > 1:
        raise Refused(sentences.one_answer_only(label))
    if not given:
        return None
    return _READERS[question.kind](question, given[0], label, choices or {})


def scale_values(question: Field) -> range:
    """The answers of a scale, from its low to its high end."""
    least = SCALE[0] if question.least is None else int(question.least)
    most = SCALE[1] if question.most is None else int(question.most)
    return range(least, most + 1, max(int(question.step or 1), 1))


def plain_number(number: float) -> str:
    """A limit as people write it: no .0 at the end, comma before decimals."""
    return f"{number:.10f}".rstrip("0").rstrip(".").replace(".", ",")


def day(text: str) -> tuple[int, int, int] | None:
    """Read year, month and day in any of the ways people write them."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    parts = found.groupdict()
    return tuple(int(parts[name] or parts[f"{name}2"]) for name in "ymd")  # type: ignore[return-value]


def _text(question: Field, text: str, label: str, _choices: Mapping[str, str]) -> str:
    said = re.sub(r"\s+", " ", text) if question.kind == "text" else re.sub(r"\r\n?", "\n", text)
    most = int(question.most or (LONGEST_TEXT if question.kind == "text" else LONGEST_LONG_TEXT))
    if len(said) > most:
        raise Refused(sentences.too_long(label, most, len(said)))
    if question.least is not None and len(said) < question.least:
        raise Refused(sentences.too_short(label, int(question.least)))
    return said


def _number(question: Field, text: str, label: str, _choices: Mapping[str, str]) -> float:
    plain = _GAPS.sub("", text).replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(plain) or not plain.isascii():
        raise Refused(sentences.not_a_number(label))
    number = Decimal(plain.replace(",", "."))
    _within(question, number, label)
    if question.step:
        start = _exact(question.least or 0)
        if (number - start) % _exact(question.step):
            raise Refused(sentences.off_step(label, plain_number(question.step)))
    return int(number) if number == number.to_integral_value() else float(number)


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


def _date(_question: Field, text: str, label: str, _choices: Mapping[str, str]) -> str:
    parts = day(text)
    if parts is None or not FIRST_YEAR <= parts[0] <= LAST_YEAR:
        raise Refused(sentences.not_a_date(label))
    try:
        return date(*parts).isoformat()
    except ValueError:
        raise Refused(sentences.no_such_day(label, parts[0], parts[1])) from None


def _yes_no(_question: Field, text: str, label: str, _choices: Mapping[str, str]) -> bool:
    if text not in (YES, NO):
        raise Refused(sentences.unknown_choice(label))
    return text == YES


def _one(question: Field, code: str, label: str, choices: Mapping[str, str]) -> str:
    _offered(question, code, label, choices)
    return code


def _several(
    question: Field, typed: Typed, label: str, choices: Mapping[str, str]
) -> list[str] | None:
    codes = {text for text in typed if text}
    for code in codes:
        _offered(question, code, label, choices)
    if question.least is not None and 0 < len(codes) < question.least:
        raise Refused(sentences.too_few(label, int(question.least)))
    if question.most is not None and len(codes) > question.most:
        raise Refused(sentences.too_many(label, int(question.most)))
    return [choice.code for choice in question.choices if choice.code in codes] or None


def _offered(question: Field, code: str, label: str, choices: Mapping[str, str]) -> None:
    for choice in question.choices:
        if choice.code == code:
            if choice.retired:
                raise Refused(sentences.retired_choice(label, choices.get(code) or code))
            return
    raise Refused(sentences.unknown_choice(label))


def _scale(question: Field, text: str, label: str, _choices: Mapping[str, str]) -> int:
    if not re.fullmatch(r"-?\d{1,6}", text, re.ASCII) or int(text) not in scale_values(question):
        raise Refused(sentences.unknown_choice(label))
    return int(text)


_READERS: Mapping[str, Callable[[Field, str, str, Mapping[str, str]], Any]] = {
    "text": _text,
    "long_text": _text,
    "number": _number,
    "date": _date,
    "yes_no": _yes_no,
    "choice": _one,
    "scale": _scale,
}
