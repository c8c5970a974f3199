"""Working days by country: what is off, where a due day goes then, and periods counted in working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.calendars import CALENDARS, add_workdays, is_workday, moved
from workflows.dates import add, is_forward, times
from workflows.steps import Period


def day(written):
    return date.fromisoformat(written)


@pytest.mark.parametrize(
    ("written", "off_in"),
    [
        ("2026-01-01", "SE FI AX"),  # a Thursday
        ("2026-01-06", "SE FI AX"),  # Epiphany
        ("2026-04-03", "SE FI AX"),  # Good Friday
        ("2026-04-06", "SE FI AX"),  # Easter Monday
        ("2027-03-26", "SE FI AX"),  # ... which moves with the moon
        ("2026-05-01", "SE FI AX"),
        ("2026-05-14", "SE FI AX"),  # Ascension
        ("2025-06-06", "SE"),  # Sweden's national day, a Friday
        ("2026-06-09", "AX"),  # Åland's self-government day, a Tuesday
        ("2026-06-19", "SE FI AX"),  # Midsummer Eve
        ("2027-12-06", "FI AX"),  # Finland's independence, a Monday
        ("2026-12-24", "SE FI AX"),  # Christmas Eve
        ("2026-12-31", "SE"),  # New Year's Eve
        ("2026-06-22", ""),  # the Monday after midsummer
        ("2028-02-29", ""),  # a leap day, a Tuesday
    ],
)
def test_a_holiday_is_off_in_its_own_countries(written, off_in):
    assert [code for code in CALENDARS if not is_workday(day(written), code)] == off_in.split()
    assert is_workday(day(written))  # without a calendar only weekends are off


def test_saturdays_and_sundays_are_off_everywhere():
    for code in ("", *CALENDARS):
        assert not is_workday(day("2026-11-21"), code)
        assert not is_workday(day("2026-11-22"), code)
        assert is_workday(day("2026-11-23"), code)


@pytest.mark.parametrize(
    ("written", "calendar", "forward", "back"),
    [
        ("2026-11-25", "SE", "2026-11-25", "2026-11-25"),  # a Wednesday stays
        ("2026-11-21", "", "2026-11-23", "2026-11-20"),  # over the weekend
        ("2026-04-03", "FI", "2026-04-07", "2026-04-02"),  # over the whole of Easter
        ("2026-06-19", "SE", "2026-06-22", "2026-06-18"),
        ("2026-06-19", "", "2026-06-19", "2026-06-19"),
        ("2026-12-24", "SE", "2026-12-28", "2026-12-23"),
        ("2026-12-31", "SE", "2027-01-04", "2026-12-30"),  # into the next year
        ("2026-12-31", "FI", "2026-12-31", "2026-12-31"),
        ("2026-06-09", "AX", "2026-06-10", "2026-06-08"),
        ("2026-06-09", "FI", "2026-06-09", "2026-06-09"),
    ],
)
def test_a_due_day_on_a_day_off_moves_only_when_its_author_says_so(
    written, calendar, forward, back
):
    assert moved(day(written), "next", calendar) == day(forward)
    assert moved(day(written), "previous", calendar) == day(back)
    assert moved(day(written), "", calendar) == day(written)


@pytest.mark.parametrize(
    ("start", "count", "calendar", "expected"),
    [
        ("2026-11-20", 1, "SE", "2026-11-23"),  # Friday, then Monday
        ("2026-11-20", 5, "SE", "2026-11-27"),
        ("2026-11-21", 1, "SE", "2026-11-23"),  # a Saturday does not count
        ("2026-11-23", -1, "SE", "2026-11-20"),
        ("2026-04-02", 3, "FI", "2026-04-09"),  # over Easter
        ("2026-06-08", 1, "AX", "2026-06-10"),
        ("2026-06-08", 1, "FI", "2026-06-09"),
        ("2026-12-23", 3, "SE", "2026-12-30"),
        ("2026-12-23", 3, "FI", "2026-12-30"),
        ("2026-12-23", 4, "SE", "2027-01-04"),
        ("2026-12-23", 4, "FI", "2026-12-31"),
        ("2026-03-27", 3, "SE", "2026-04-01"),  # across summer time
    ],
)
def test_working_days_are_counted_without_days_off(start, count, calendar, expected):
    assert add(day(start), Period(workdays=count), calendar) == day(expected)


def test_months_weeks_and_days_come_before_working_days():
    assert add(day("2026-01-31"), Period(months=1, workdays=2), "SE") == day("2026-03-03")


def test_a_period_of_working_days_can_come_back():
    assert times(Period(workdays=5), 3) == Period(workdays=15)
    assert is_forward(Period(workdays=1))
    assert not is_forward(Period(workdays=-1))


@given(
    st.dates(date(2000, 1, 1), date(2060, 12, 31)),
    st.integers(1, 60),
    st.sampled_from(["", *CALENDARS]),
)
def test_there_are_as_many_working_days_between_as_were_counted(start, count, calendar):
    landed = add_workdays(start, count, calendar)

    days = [start + timedelta(days=n) for n in range(1, (landed - start).days + 1)]
    assert sum(is_workday(each, calendar) for each in days) == count
    assert is_workday(landed, calendar)


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.sampled_from(["", *CALENDARS]))
def test_a_moved_day_is_the_nearest_working_day_on_its_side(start, calendar):
    after, before = moved(start, "next", calendar), moved(start, "previous", calendar)

    assert before <= start <= after
    between = [
        start + timedelta(days=n) for n in range((before - start).days + 1, (after - start).days)
    ]
    assert not any(is_workday(each, calendar) for each in between)
