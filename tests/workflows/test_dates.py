"""Days in calendar units: month ends clip, and every day is counted from its anchor."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.dates import add, end_of, is_forward, occurrences, times
from workflows.steps import Period

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
MONTHS = st.integers(-240, 240)


@pytest.mark.parametrize(
    ("day", "period", "expected"),
    [
        (date(2024, 9, 2), Period(months=6), date(2025, 3, 2)),
        (date(2024, 8, 31), Period(months=6), date(2025, 2, 28)),
        (date(2023, 8, 31), Period(months=6), date(2024, 2, 29)),  # a leap year
        (date(2024, 1, 31), Period(months=1), date(2024, 2, 29)),
        (date(2024, 3, 31), Period(months=-1), date(2024, 2, 29)),
        (date(2024, 1, 15), Period(months=-1), date(2023, 12, 15)),
        (date(2024, 12, 31), Period(months=2, days=1), date(2025, 3, 1)),  # months first, then days
        (date(2024, 5, 1), Period(weeks=2, days=-1), date(2024, 5, 14)),
    ],
)
def test_months_clip_to_the_months_end_before_days_are_counted(day, period, expected):
    assert add(day, period) == expected


@pytest.mark.parametrize(
    ("start", "months", "last_day"),
    [
        (date(2024, 9, 2), 6, date(2025, 3, 1)),
        (date(2024, 8, 31), 6, date(2025, 2, 27)),
        (date(2023, 8, 31), 6, date(2024, 2, 28)),
        (date(2024, 9, 1), 6, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
    ],
)
def test_a_period_ends_on_the_day_before_the_next_would_begin(start, months, last_day):
    assert end_of(start, Period(months=months)) == last_day


def test_what_comes_back_is_counted_from_the_first_day_and_not_from_the_last():
    days = list(occurrences(date(2024, 8, 31), Period(months=6), limit=3))

    assert days == [date(2024, 8, 31), date(2025, 2, 28), date(2025, 8, 31)]


def test_what_does_not_come_back_happens_once():
    assert list(occurrences(date(2024, 8, 31), None)) == [date(2024, 8, 31)]
    assert list(occurrences(date(2024, 8, 31), None, limit=0)) == []


@pytest.mark.parametrize("every", [Period(), Period(months=-1), Period(months=1, days=-40)])
def test_what_would_never_move_on_is_refused(every):
    with pytest.raises(ValueError, match="length of time"):
        next(occurrences(date(2024, 1, 1), every))


def test_days_end_with_the_calendar():
    assert list(occurrences(date(9999, 1, 1), Period(months=6))) == [
        date(9999, 1, 1),
        date(9999, 7, 1),
    ]
    with pytest.raises(OverflowError):
        add(date(9999, 12, 1), Period(months=1))


@given(DAYS, MONTHS)
def test_a_month_sum_lands_in_the_right_month_on_the_same_day_or_its_last(day, months):
    landed = add(day, Period(months=months))

    assert landed.year * 12 + landed.month == day.year * 12 + day.month + months
    assert landed.day == day.day or (landed.day < day.day and (landed + timedelta(days=1)).day == 1)


@given(DAYS, st.integers(1, 24))
def test_periods_follow_each_other_without_gap_or_overlap(day, months):
    period = Period(months=months)

    assert end_of(day, period) + timedelta(days=1) == add(day, period)


@given(
    DAYS,
    st.builds(Period, months=st.integers(0, 12), weeks=st.integers(0, 8), days=st.integers(0, 40)),
)
def test_every_occurrence_is_later_than_the_one_before(day, every):
    if is_forward(every):
        days = list(islice(occurrences(day, every), 8))

        assert days == sorted(set(days))
        assert days[3] == add(day, times(every, 3))
