"""Days as people in the country write them, in each language."""

from datetime import date, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format


@pytest.mark.parametrize(
    ("language", "day", "short", "moment"),
    [
        ("sv", "31 december 2027", "2027-12-31", "2027-12-31 14:05"),
        ("fi", "31. joulukuuta 2027", "31.12.2027", "31.12.2027 14.05"),
        ("en", "31 December 2027", "31 Dec 2027", "31 Dec 2027, 14:05"),
    ],
)
def test_a_day_and_a_moment(language, day, short, moment):
    with translation.override(language):
        assert date_format(date(2027, 12, 31)) == day
        assert date_format(date(2027, 12, 31), "SHORT_DATE_FORMAT") == short
        assert date_format(datetime(2027, 12, 31, 14, 5), "SHORT_DATETIME_FORMAT") == moment  # noqa: DTZ001  shown as it is
