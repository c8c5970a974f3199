"""Days in words: 7 december, mån 16 nov, 18 dagar kvar. The order of the parts belongs to the language."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext


def _local(value: date | datetime) -> date:
    if not isinstance(value, datetime):
        return value
    return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()


def in_words(value: date | datetime, *, today: date | None = None) -> str:
    """Write a day in a sentence; the year only when it is not this one."""
    value, today = _local(value), today or timezone.localdate()
    pattern = pgettext("day in a sentence", "j F")
    if value.year != today.year:
        pattern = pgettext("day in a sentence, with year", "j F Y")
    return date_format(value, pattern)


def short(value: date | datetime, *, today: date | None = None) -> str:
    """Write a day for a list: the weekday this year, the year otherwise."""
    value, today = _local(value), today or timezone.localdate()
    pattern = pgettext("day in a list", "D j M")
    return date_format(value, pattern) if value.year == today.year else compact(value, year=True)


def compact(value: date | datetime, *, year: bool = False) -> str:
    """Write a day where there is little room."""
    pattern = pgettext("short day with year", "j M Y") if year else pgettext("short day", "j M")
    return date_format(_local(value), pattern)


def left(value: date | datetime, *, today: date | None = None) -> str:
    """Say how far away a day is: 18 days left, today, 2 days late."""
    count = (_local(value) - (today or timezone.localdate())).days
    if count == 0:
        return gettext("today")
    if count > 0:
        return ngettext("%(count)d day left", "%(count)d days left", count) % {"count": count}
    return ngettext("%(count)d day late", "%(count)d days late", -count) % {"count": -count}
