"""Answers in days and hours. Pure."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forms import editor_sentences as say
from forms.asking import sentences
from forms.document import Field
from forms.kinds.composite import Composite
from forms.kinds.kind import ASKING, COMPARED, SAME, Asked, Kind, Refused, Said
from forms.naming import Texts

FIRST_YEAR, LAST_YEAR = 1850, 2200
FROM, TO = "from", "to"

_DATE = re.compile(
    r"(?P<d>\d{1,2})\s*[./]\s*(?P<m>\d{1,2})\s*[./]\s*(?P<y>\d{4})"
    r"|(?P<y2>\d{4})-(?P<m2>\d{1,2})-(?P<d2>\d{1,2})",
    re.ASCII,
)
_TIME = re.compile(r"(?P<h>[01]?\d|2[0-3])(?:[.:](?P<m>[0-5]\d))?", re.ASCII)


class Day(Kind):
    """A day."""

    name = "date"
    operators = SAME | COMPARED

    def read(self, asked: Asked, text: str) -> str:
        parts = day(text)
        if parts is None or not FIRST_YEAR <= parts[0] <= LAST_YEAR:
            raise Refused(sentences.not_a_date(asked.label))
        try:
            return date(*parts).isoformat()
        except ValueError:
            raise Refused(sentences.no_such_day(asked.label, parts[0], parts[1])) from None

    def typed(self, question: Field, given: Any) -> dict[str, tuple[str, ...]] | None:
        if isinstance(given, date):
            return {"": (given.isoformat()[:10],)}
        return super().typed(question, given)

    def in_words(self, said: Said) -> str:
        return day_in_words(said.answer)


class Time(Kind):
    """A time of the day."""

    name = "time"
    operators = SAME | COMPARED

    def read(self, asked: Asked, text: str) -> str:
        found = _TIME.fullmatch(text)
        if not found:
            raise Refused(sentences.not_a_time(asked.label))
        return f"{int(found['h']):02}:{found['m'] or '00'}"


class DateRange(Composite):
    """From one day to another, both counted in."""

    name = "date_range"
    settings = ASKING | {"most"}

    def inside(self, question: Field) -> tuple[Field, ...]:
        return (
            Field(FROM, "date", required=True),
            Field(TO, "date", required=True),
        )

    def part_label(self, question: Field, part: Field, path: str, texts: Texts) -> str:
        return _("First day") if part.key == FROM else _("Last day")

    def whole(self, asked: Asked, found: dict[str, Any]) -> dict[str, Any]:
        first, last = found[FROM], found[TO]
        if last < first:
            raise Refused(sentences.ends_before_it_begins(asked.label), TO)
        most = asked.question.most
        if most is not None and (date.fromisoformat(last) - date.fromisoformat(first)).days >= most:
            raise Refused(sentences.too_many_days(asked.label, int(most)), TO)
        return found

    def in_words(self, said: Said) -> str:
        first, last = said.answer.get(FROM), said.answer.get(TO)
        return f"{day_in_words(first)} – {day_in_words(last)}"

    def limits(self, question: Field, named: str) -> Iterator[str]:
        if question.most is not None and question.most < 1:
            yield say.negative_limit(named)


def day(text: str) -> tuple[int, int, int] | None:
    """Read year, month and day in any of the ways people write them."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    parts = found.groupdict()
    return tuple(int(parts[name] or parts[f"{name}2"]) for name in "ymd")  # type: ignore[return-value]


def day_in_words(answer: Any) -> str:
    """A stored day as people say it; what is no day as it stands."""
    try:
        return date_format(date.fromisoformat(answer), "DATE_FORMAT")
    except (TypeError, ValueError):
        return str(answer)
