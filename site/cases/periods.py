"""Granted periods: how long they may be and how they follow each other. Pure; the database forbids overlaps too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workflows.dates import end_of
from workflows.steps import Period


@dataclass(frozen=True)
class Granted:
    """A period that was granted, both days included."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Fault:
    """What is wrong with a period that somebody wants to grant.

    kind   backwards · too_long · over_total · overlaps · gap
    day    the day that the sentence should name
    """

    kind: str
    day: date


def faults(  # noqa: PLR0913  the period, and each rule it is held against
    starts_on: date,
    ends_on: date,
    *,
    earlier: Sequence[Granted],
    longest: Period | None,
    total: Period | None,
    paused: int = 0,
) -> list[Fault]:
    """Everything that is wrong with a new period.

    earlier   periods granted before, the earliest first
    longest   one decision at most; total  all together, counted from the first granted day
    paused    days on which the clock of the total stood still
    """
    if ends_on < starts_on:
        return [Fault("backwards", starts_on)]
    found = []
    if longest and ends_on > end_of(starts_on, longest):
        found.append(Fault("too_long", end_of(starts_on, longest)))
    first = min([starts_on, *(period.starts_on for period in earlier)])
    last = total and end_of(first, total) + timedelta(days=paused)
    if last and ends_on > last:
        found.append(Fault("over_total", last))
    if earlier:
        due = max(period.ends_on for period in earlier) + timedelta(days=1)
        if starts_on < due:
            found.append(Fault("overlaps", due))
        elif starts_on > due:
            found.append(Fault("gap", due))
    return found
