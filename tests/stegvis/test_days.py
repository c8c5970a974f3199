"""Days in words, in the order of each language."""

from datetime import date

import pytest
from django.utils import translation

from stegvis import days

TODAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2026, 12, 7), "18 days left"),
        (date(2026, 11, 20), "1 day left"),
        (TODAY, "today"),
        (date(2026, 11, 18), "1 day late"),
        (date(2026, 11, 17), "2 days late"),
    ],
)
def test_how_far_away_a_day_is(value, said):
    with translation.override("en"):
        assert days.left(value, today=TODAY) == said


def test_the_year_is_said_only_when_it_is_another():
    with translation.override("en"):
        assert days.in_words(date(2026, 12, 7), today=TODAY) == "7 December"
        assert days.in_words(date(2027, 3, 6), today=TODAY) == "6 March 2027"
        assert days.short(date(2026, 11, 16), today=TODAY) == "Mon 16 Nov"
        assert days.short(date(2027, 3, 6), today=TODAY) == "6 Mar 2027"
