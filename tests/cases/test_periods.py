"""Granted periods: the boundaries, day by day."""

from datetime import date

import pytest

from cases.periods import Fault, Granted, faults
from workflows.steps import Period

SIX, EIGHTEEN = Period(months=6), Period(months=18)
FIRST = Granted(date(2024, 9, 2), date(2025, 3, 1))
SECOND = Granted(date(2025, 3, 2), date(2025, 9, 1))
THIRD = Granted(date(2025, 9, 2), date(2026, 3, 1))


def judged(starts_on, ends_on, *earlier):
    return faults(starts_on, ends_on, earlier=earlier, longest=SIX, total=EIGHTEEN)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "found"),
    [
        (date(2024, 9, 2), date(2025, 3, 1), []),  # six months to the day
        (date(2024, 9, 2), date(2025, 3, 2), [Fault("too_long", date(2025, 3, 1))]),
        (date(2024, 9, 2), date(2024, 9, 2), []),  # one day
        (date(2024, 9, 2), date(2024, 9, 1), [Fault("backwards", date(2024, 9, 2))]),
        (date(2024, 8, 31), date(2025, 2, 27), []),  # the next one begins on 28 February
        (date(2024, 8, 31), date(2025, 2, 28), [Fault("too_long", date(2025, 2, 27))]),
    ],
)
def test_one_decision_runs_forward_and_no_longer_than_it_may(starts_on, ends_on, found):
    assert judged(starts_on, ends_on) == found


@pytest.mark.parametrize(
    ("starts_on", "found"),
    [
        (date(2025, 3, 2), []),  # the day after
        (date(2025, 3, 1), [Fault("overlaps", date(2025, 3, 2))]),
        (date(2025, 3, 3), [Fault("gap", date(2025, 3, 2))]),
    ],
)
def test_the_next_decision_begins_the_day_after_the_last(starts_on, found):
    assert judged(starts_on, date(2025, 8, 15), FIRST) == found


def test_a_fourth_period_passes_the_total_counted_from_the_first_granted_day():
    assert judged(date(2025, 9, 2), date(2026, 3, 1), FIRST, SECOND) == []
    assert judged(date(2026, 3, 2), date(2026, 3, 2), FIRST, SECOND, THIRD) == [
        Fault("over_total", date(2026, 3, 1))
    ]
