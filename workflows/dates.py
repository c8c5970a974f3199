"""Days counted in calendar units: when something is due, when a period ends, how often it comes back.

Pure. Months clip to the month's end, and every day is counted from its anchor, never from the day before it:
31 August + 6 months is 28 February, and + 12 months is 31 August again.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta

from workflows.calendars import add_workdays
from workflows.steps import Period


def add(day: date, period: Period, calendar: str = "") -> date:
    """Count a length of time from a day; months first, clipped to the month's end, then weeks, days and working days.

    calendar   whose holidays are no working days

    errors   OverflowError when the calendar ends before (year 1) or after (year 9999)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + period.months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"year {year} is not in the calendar")
    last = monthrange(year, month + 1)[1]
    landed = date(year, month + 1, min(day.day, last))
    landed += timedelta(weeks=period.weeks, days=period.days)
    return add_workdays(landed, period.workdays, calendar) if period.workdays else landed


def end_of(start: date, period: Period) -> date:
    """Name the last day of a period that begins on `start`: the day before the next one would begin.

    2 September 2024 + 6 months ends on 1 March 2025. When the month has no such day, the next period begins
    on the month's last day: 31 August 2024 + 6 months ends on 27 February 2025.
    """
    return add(start, period) - timedelta(days=1)


def times(period: Period, count: int) -> Period:
    """Make a period `count` times as long."""
    return Period(
        period.months * count, period.weeks * count, period.days * count, period.workdays * count
    )


def occurrences(first: date, every: Period | None, *, limit: int | None = None) -> Iterator[date]:
    """Yield the days on which something comes back, each counted from the first day.

    limit    how many at most; without it the days go on for as long as the calendar does
    errors   ValueError when `every` is no time at all or goes backwards: it would never move on
    """
    if every is None:
        yield from (first,)[:limit]
        return
    if not is_forward(every):
        raise ValueError("something that comes back needs a length of time between")
    count = 0
    while limit is None or count < limit:
        try:
            yield add(first, times(every, count))
        except OverflowError:
            return
        count += 1


def is_forward(period: Period) -> bool:
    """Tell whether a period leads to a later day, whatever day it is counted from."""
    parts = [getattr(period, part.name) for part in fields(Period)]
    return min(parts) >= 0 and max(parts) > 0


def longest_days(period: Period) -> int:
    """Tell how many days a period has at most. For comparing two periods, never for counting days."""
    return period.months * 31 + period.weeks * 7 + period.days + period.workdays * 2
