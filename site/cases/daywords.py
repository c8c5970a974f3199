"""Days and numbers as people say them: "by 7 December, 18 days left". The reader's language decides the form."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.dateformat import format as dateformat
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class When:
    """How a list says when something is due: the words, a softer second line, and whether it is late."""

    words: str
    hint: str = ""
    late: bool = False


def formatted(day: date, pattern: str) -> str:
    """Write a day by a pattern in the reader's language; lists write the same days again and again."""
    return _formatted(day, pattern, get_language())


@lru_cache(maxsize=4096)
def _formatted(day: date, pattern: str, _language: str | None) -> str:
    return dateformat(day, pattern)


def in_words(day: date, *, today: date | None = None) -> str:
    """Write "7 December", with the year when it is not this one."""
    same_year = day.year == (today or timezone.localdate()).year
    pattern = (
        pgettext("day and month", "j F") if same_year else pgettext("day, month, year", "j F Y")
    )
    return formatted(day, pattern)


def with_weekday(day: date, *, today: date | None = None) -> str:
    """Write "Thursday 19 November"."""
    return pgettext("weekday, day", "%(weekday)s %(day)s") % {
        "weekday": formatted(day, "l"),
        "day": in_words(day, today=today),
    }


def short(day: date) -> str:
    """Write "Mon 16 Nov", for a list."""
    return formatted(day, pgettext("short weekday, day, month", "D j M"))


def short_day(day: date) -> str:
    """Write "16 Nov", for a second line."""
    return formatted(day, pgettext("short day and month", "j M"))


def weekday_and_number(day: date) -> str:
    """Write "Mon 16", for a calendar."""
    return formatted(day, pgettext("short weekday and day", "D j"))


def span(first: date, last: date, *, today: date | None = None) -> str:
    """Write "2 September 2026 – 1 March 2027"; one day is written once."""
    if first == last:
        return in_words(first, today=today)
    return f"{in_words(first, today=today)} – {in_words(last, today=today)}"


def clock(moment: datetime) -> str:
    """Write "10:42" as clocks are written in the language."""
    return dateformat(timezone.localtime(moment), pgettext("clock", "H:i"))


def moment(at: datetime, *, today: date | None = None) -> str:
    """Write "12 November at 15:10"."""
    local = timezone.localtime(at)
    said = {"day": in_words(local.date(), today=today), "time": clock(at)}
    return pgettext("day and time", "%(day)s at %(time)s") % said


def left(day: date, *, today: date | None = None) -> str:
    """Say how far off a day is: "18 days left", "today", "2 days late"."""
    days = (day - (today or timezone.localdate())).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days > 0:
        return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}
    return late(-days)


def late(days: int) -> str:
    """Say by how many days something is late."""
    return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}


def due(day: date, *, today: date | None = None) -> str:
    """Say until when, and how far off that is: "by 7 December, 18 days left"."""
    today = today or timezone.localdate()
    if day < today:
        said = _("was due %(day)s, %(late)s")
        return said % {"day": in_words(day, today=today), "late": late((today - day).days)}
    if day == today:
        return _("by today")
    said = _("by %(day)s, %(left)s")
    return said % {"day": in_words(day, today=today), "left": left(day, today=today)}


def asleep(until: date, *, today: date | None = None) -> str:
    """Say until when a task asks for nothing: "Sleeps until 7 December"."""
    return _("Sleeps until %(day)s") % {"day": in_words(until, today=today)}


def by_law(day: date | None, *, today: date | None = None) -> str:
    """Say which day the law sets: "By law by 7 December"; empty when it sets none."""
    if day is None:
        return ""
    today = today or timezone.localdate()
    said = _("The law's day was %(day)s") if day < today else _("By law by %(day)s")
    return said % {"day": in_words(day, today=today)}


def days_of_task(
    due_on: date | None, not_before: date | None, legal_on: date | None, *, today: date
) -> str:
    """Say every day of a task, one sentence each: asleep until, due, by law."""
    said = [
        asleep(not_before, today=today) if not_before and not_before > today else "",
        capitalised(due(due_on, today=today)) if due_on else "",
        by_law(legal_on, today=today),
    ]
    return " ".join(f"{sentence}." for sentence in said if sentence)


def when(day: date | None, *, today: date | None = None) -> When:
    """Say in a list when something is due."""
    today = today or timezone.localdate()
    if day is None:
        return When(_("When it suits"))
    if day < today:
        hint = _("was due %(day)s") % {"day": short_day(day)}
        return When(late((today - day).days), hint, late=True)
    if day == today:
        return When(capitalised(_("today")))
    return When(capitalised(short(day)), left(day, today=today))


def came(at: datetime, *, today: date | None = None) -> str:
    """Say when something arrived: "Came yesterday."."""
    day = timezone.localtime(at).date()
    days = ((today or timezone.localdate()) - day).days
    if days <= 0:
        return _("Came today at %(time)s.") % {"time": clock(at)}
    if days == 1:
        return _("Came yesterday.")
    return _("Came %(day)s.") % {"day": in_words(day, today=today)}


def number(count: int) -> str:
    """Write small numbers as words, larger ones in digits."""
    words = (
        pgettext("number in a sentence", "no"),
        pgettext("number in a sentence", "one"),
        pgettext("number in a sentence", "two"),
        pgettext("number in a sentence", "three"),
        pgettext("number in a sentence", "four"),
        pgettext("number in a sentence", "five"),
        pgettext("number in a sentence", "six"),
        pgettext("number in a sentence", "seven"),
        pgettext("number in a sentence", "eight"),
        pgettext("number in a sentence", "nine"),
        pgettext("number in a sentence", "ten"),
    )
    return words[count] if 0 <= count < len(words) else str(count)


def load(*, late_tasks: int, tasks_today: int, other_tasks: int) -> str:
    """Say in one sentence what the day holds: "Two tasks are late, three are to be done today."."""
    parts = []
    if late_tasks:
        said = ngettext("%(n)s task is late", "%(n)s tasks are late", late_tasks)
        parts.append(said % {"n": number(late_tasks)})
    if tasks_today and late_tasks:
        said = ngettext("%(n)s is to be done today", "%(n)s are to be done today", tasks_today)
        parts.append(said % {"n": number(tasks_today)})
    elif tasks_today:
        said = ngettext(
            "%(n)s task is to be done today", "%(n)s tasks are to be done today", tasks_today
        )
        parts.append(said % {"n": number(tasks_today)})
    if parts:
        return capitalised(", ".join(parts)) + "."
    if other_tasks:
        return _("Nothing is late and nothing has to be done today.")
    return _("No task is waiting for you.")


def capitalised(words: str) -> str:
    """Begin with a capital, as a sentence does, and leave the rest as it is."""
    return words[:1].upper() + words[1:]
