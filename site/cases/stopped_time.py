"""Days while clocks stand still: what was to be on a day is then on a later one. Pure.

A clock that counts forward from a day is moved by every stopped day since that day. One that counts back from a
day ahead (thirty days before the decision ends) follows that day, but never falls due while it stands still.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Stop:
    """Clocks stood still from a day, this one included, until the day they went on."""

    starts_on: date
    ends_on: date


def stopped_days(stops: Iterable[Stop], *, since: date) -> int:
    """Count the days on which a clock stood still that began to run on `since`."""
    spans = ((stop.ends_on - max(stop.starts_on, since)).days for stop in stops)
    return sum(days for days in spans if days > 0)


def moved(day: date, stops: Iterable[Stop], *, since: date) -> date:
    """Say on which day falls what would have fallen on `day`, had the clock run all the time.

    since   the day it is counted from; after `day` when it is counted back
    stops   the earliest first; they do not overlap
    """
    if since <= day:
        return day + timedelta(days=stopped_days(stops, since=since))
    for stop in stops:
        if stop.starts_on <= day < stop.ends_on:
            day = stop.ends_on
    return day
