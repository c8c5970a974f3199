"""Working days by country: which days people are off, and where a due day goes that falls on one. Pure.

A workflow names a calendar, or none: then only Saturdays and Sundays are off.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from holidays import country_holidays

DayOff = Literal["", "next", "previous"]
# {calendar: (country in the library, the kinds of day on which people are off)}. Åland is a country of its own there.
# Sweden's eves of midsummer, Christmas and New Year count as holidays (lag 1930:173); Finland's stand among the public.
CALENDARS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "SE": ("SE", ("public", "de_facto")),
    "FI": ("FI", ("public",)),
    "AX": ("AX", ("public",)),
}
SATURDAY = 5
STEPS: Mapping[str, int] = {"next": 1, "previous": -1}


def is_workday(day: date, calendar: str = "") -> bool:
    """Tell whether people work on a day: no weekend, no holiday of the calendar."""
    return day.weekday() < SATURDAY and day not in _days_off(calendar, day.year)


def moved(day: date, day_off: DayOff, calendar: str = "") -> date:
    """Take a day that is no working day to the next or the previous one; without `day_off` it stays."""
    if not day_off:
        return day
    while not is_workday(day, calendar):
        day += timedelta(days=STEPS[day_off])
    return day


def add_workdays(day: date, count: int, calendar: str = "") -> date:
    """Count working days on from a day, or back when `count` is below zero; the day itself does not count.

    errors   OverflowError when the calendar ends before
    """
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_workday(day, calendar):
            day += step
    return day


@lru_cache(maxsize=600)
def _days_off(calendar: str, year: int) -> frozenset[date]:
    if calendar not in CALENDARS:
        return frozenset()
    country, kinds = CALENDARS[calendar]
    return frozenset(country_holidays(country, years=year, categories=kinds))
