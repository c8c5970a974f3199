"""Days in a story: written as a distance, so that a story is never out of date. Pure.

`{in: {days: 7}}` is counted from the day of the step, `{from: decision_end, days: 1}` from a named day,
`{earliest: [...]}` is the first of several, `{last_of: {months: 6}, starting: {from: decision_end, days: 1}}` is the
last day of a period.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypedDict

from workflows.dates import add, end_of
from workflows.steps import Period

UNITS = frozenset({"months", "weeks", "days", "workdays"})
DayOf = Callable[[str], date]


class Known(TypedDict):
    """What days are counted from."""

    today: date
    day_of: DayOf
    calendar: str


class NoSuchDay(ValueError):
    """A story counts from a day that is not known, or writes a day in a way that cannot be read."""


def resolved(value: Any, *, today: date, day_of: DayOf, calendar: str = "") -> Any:
    """Turn every written distance inside a value into an ISO date.

    day_of     the day behind a name; raises NoSuchDay
    calendar   whose holidays are no working days
    errors   NoSuchDay
    """
    known: Known = {"today": today, "day_of": day_of, "calendar": calendar}
    if isinstance(value, Mapping):
        if is_day(value):
            return _day(value, today, day_of, calendar).isoformat()
        return {name: resolved(each, **known) for name, each in value.items()}
    if isinstance(value, list):
        return [resolved(each, **known) for each in value]
    return value


def is_day(value: Mapping[str, Any]) -> bool:
    """Tell whether a mapping writes a day."""
    names = value.keys()
    known = ({"in"}, {"earliest"}, {"last_of", "starting"})
    return names in known or ("from" in names and names <= UNITS | {"from"})


def _day(value: Mapping[str, Any], today: date, day_of: DayOf, calendar: str) -> date:
    match value:
        case {"in": period}:
            return add(today, _period(period), calendar)
        case {"earliest": [*days]} if days:
            return min(_day(each, today, day_of, calendar) for each in days)
        case {"last_of": length, "starting": start} if isinstance(start, Mapping):
            return end_of(_day(start, today, day_of, calendar), _period(length))
        case {"from": str(name), **rest}:
            return add(day_of(name), _period(rest), calendar)
    raise NoSuchDay(str(dict(value)))


def _period(written: Any) -> Period:
    if not isinstance(written, Mapping) or not written.keys() <= UNITS:
        raise NoSuchDay(str(written))
    if not all(isinstance(count, int) for count in written.values()):
        raise NoSuchDay(str(written))
    return Period(**written)
