"""Days while clocks stand still: what moves, by how much, and what does not. Pure."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.stopped_time import Stop, moved, stopped_days

PAUSE = Stop(date(2026, 3, 10), date(2026, 3, 20))


@pytest.mark.parametrize(
    ("since", "days"),
    [
        (date(2026, 3, 1), 10),  # ran before the pause: all of it counts
        (date(2026, 3, 10), 10),
        (date(2026, 3, 15), 5),  # began in the middle
        (date(2026, 3, 19), 1),
        (date(2026, 3, 20), 0),  # began when it was over
        (date(2026, 4, 1), 0),
    ],
)
def test_a_clock_stands_still_for_the_days_after_it_began(since, days):
    assert stopped_days([PAUSE], since=since) == days


@pytest.mark.parametrize(
    ("day", "since", "then"),
    [
        (date(2026, 4, 1), date(2026, 3, 1), date(2026, 4, 11)),
        (date(2026, 3, 15), date(2026, 3, 1), date(2026, 3, 25)),
        (date(2026, 3, 5), date(2026, 3, 1), date(2026, 3, 15)),  # late before: as late afterwards
        (date(2026, 4, 1), date(2026, 3, 25), date(2026, 4, 1)),  # began after the pause
        # Counted back from a day ahead: follows that day, but never falls due in the pause.
        (date(2026, 3, 1), date(2026, 6, 30), date(2026, 3, 1)),
        (date(2026, 3, 10), date(2026, 6, 30), date(2026, 3, 20)),
        (date(2026, 3, 19), date(2026, 6, 30), date(2026, 3, 20)),
        (date(2026, 3, 20), date(2026, 6, 30), date(2026, 3, 20)),
    ],
)
def test_a_day_moves_by_the_days_its_clock_stood_still(day, since, then):
    assert moved(day, [PAUSE], since=since) == then


def test_every_pause_moves_a_day_further():
    again = Stop(date(2026, 5, 1), date(2026, 5, 31))

    assert moved(date(2026, 6, 1), [PAUSE, again], since=date(2026, 3, 1)) == date(2026, 7, 11)


def test_summer_time_and_leap_days_are_days_like_others():
    over_the_change = Stop(date(2026, 3, 28), date(2026, 3, 30))
    leap = Stop(date(2028, 2, 28), date(2028, 3, 1))

    assert moved(date(2026, 4, 1), [over_the_change], since=date(2026, 3, 1)) == date(2026, 4, 3)
    assert moved(date(2028, 3, 1), [leap], since=date(2028, 2, 1)) == date(2028, 3, 3)


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(st.lists(days, min_size=2, max_size=8, unique=True), days, days)
def test_no_pause_ever_brings_a_day_forward(edges, since, day):
    edges = sorted(edges)
    stops = [Stop(*pair) for pair in zip(edges[::2], edges[1::2], strict=False)]

    then = moved(day, stops, since=since)

    assert then >= day
    if since <= day:
        assert (then - day).days == stopped_days(stops, since=since)
