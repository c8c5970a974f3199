"""Which days make sense: one rule for the days that people write about a case. It catches slips in the year."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Span:
    """How far from today a day may lie, in years to the day."""

    back: int
    ahead: int


HAPPENED = Span(back=20, ahead=0)  # a note, a contact
PLANNED = Span(back=5, ahead=10)  # a review, a due day, a period granted, the start of the service


def why_not(day: date | None, span: Span, *, today: date) -> str:
    """The sentence that says why a day is refused; empty when it makes sense, or is not given."""
    if day is None:
        return ""
    if span.ahead == 0 and day > today:
        return _("The day has not come yet. Choose today or an earlier day.")
    first, last = _years_from(today, -span.back), _years_from(today, span.ahead)
    if first <= day <= last:
        return ""
    return _("Check the year. Write a day between %(first)s and %(last)s.") % {
        "first": date_format(first, "DATE_FORMAT"),
        "last": date_format(last, "DATE_FORMAT"),
    }


def _years_from(today: date, years: int) -> date:
    """The same day another year; 29 February becomes the 28th where there is none."""
    try:
        return today.replace(year=today.year + years)
    except ValueError:
        return today.replace(year=today.year + years, day=28)
