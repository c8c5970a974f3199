"""What a form says when something must be corrected: plain, warm, with the question's own words.

Reads the active language, nothing else of Django, so that checking stays pure.
"""

from calendar import monthrange
from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

EXAMPLE_DATE = "7.12.2026"
CHOSEN = ("choice", "yes_no", "scale", "municipality", "person")


def missing(kind: str, label: str) -> str:
    """Ask for an answer that is required."""
    wanting = {
        "number": _("Write a number: %(label)s"),
        "money": _("Write a sum of money, for example 120,50: %(label)s"),
        "date": _("Write a date, for example %(date)s: %(label)s"),
        "time": _("Write a time, for example 14.30: %(label)s"),
        "matrix": _("Answer each line: %(label)s"),
        "ranking": _("Give each line a place: %(label)s"),
        "file": _("Add a file: %(label)s"),
        "signature": _("Sign: %(label)s"),
        "choices": _("Choose at least one: %(label)s"),
        "group": _("Add at least one: %(label)s"),
        **dict.fromkeys(CHOSEN, _("Choose an answer: %(label)s")),
    }
    said = wanting.get(kind) or _("Write an answer: %(label)s")
    return said % {"label": label, "date": EXAMPLE_DATE}


def not_a_number(label: str) -> str:
    return _("Write the answer in figures, for example 12 or 2,5: %(label)s") % {"label": label}


def not_a_date(label: str) -> str:
    return _("Write a date, for example %(date)s: %(label)s") % {
        "label": label,
        "date": EXAMPLE_DATE,
    }


def not_a_time(label: str) -> str:
    return _("Write a time from 0.00 to 23.59, for example 14.30: %(label)s") % {"label": label}


def ends_before_it_begins(label: str) -> str:
    return _("The last day is before the first one. Change one of them: %(label)s") % {
        "label": label
    }


def too_many_days(label: str, most: int) -> str:
    return ngettext(
        "Choose at most one day: %(label)s", "Choose at most %(most)s days: %(label)s", most
    ) % {"label": label, "most": most}


def part_missing(part: str, label: str) -> str:
    return _("“%(part)s” is not answered yet: %(label)s") % {"part": part, "label": label}


def line_missing(line: str) -> str:
    return _("Answer the line “%(line)s”.") % {"line": line}


def not_a_postcode(label: str) -> str:
    return _("Write a postcode, for example 65100: %(label)s") % {"label": label}


def same_place(label: str, place: int) -> str:
    return _("Two lines have place %(place)s. Give each a place of its own: %(label)s") % {
        "label": label,
        "place": place,
    }


def too_many_decimals(label: str, most: int) -> str:
    if not most:
        return _("Write a whole number: %(label)s") % {"label": label}
    return ngettext(
        "Write at most one decimal: %(label)s", "Write at most %(most)s decimals: %(label)s", most
    ) % {"label": label, "most": most}


def off_pattern(label: str, known: tuple[str, Any] | None) -> str:
    """Say what a text should look like, when the form knows it by name."""
    if known is None:
        return _("The answer is not written in the way that is asked for: %(label)s") % {
            "label": label
        }
    return _("Write %(looks)s: %(label)s") % {"label": label, "looks": known[1]}


def locked(label: str) -> str:
    return _("This answer can no longer be changed here: %(label)s") % {"label": label}


def not_an_email(label: str) -> str:
    return _("Write an e-mail address, for example name@example.org: %(label)s") % {"label": label}


def not_a_phone(label: str) -> str:
    return _("Write a phone number, for example 040 123 4567 or +46 70 123 45 67: %(label)s") % {
        "label": label
    }


def not_a_personal_number(label: str, countries: list[str]) -> str:
    example = {"fi": "131052-308T", "se": "19811218-9876"}
    return _("Write the whole personal identity number, for example %(example)s: %(label)s") % {
        "label": label,
        "example": _(" or ").join(example[country] for country in countries),
    }


def not_an_account(label: str) -> str:
    return _("Write the account as an IBAN, for example FI21 1234 5600 0007 85: %(label)s") % {
        "label": label
    }


def no_such_day(label: str, year: int, month: int) -> str:
    """Explain a date that the calendar does not have."""
    if not 1 <= month <= len(MONTHS):
        return not_a_date(label)
    return _("That day does not exist: %(label)s. %(month)s %(year)s has %(days)s days.") % {
        "label": label,
        "month": str(MONTHS[month]).capitalize(),
        "year": year,
        "days": monthrange(year, month)[1],
    }


def too_small(label: str, least: str) -> str:
    return _("Write %(least)s or more: %(label)s") % {"label": label, "least": least}


def too_large(label: str, most: str) -> str:
    return _("Write %(most)s or less: %(label)s") % {"label": label, "most": most}


def between(label: str, least: str, most: str) -> str:
    return _("Write a number from %(least)s to %(most)s: %(label)s") % {
        "label": label,
        "least": least,
        "most": most,
    }


def off_step(label: str, step: str) -> str:
    return _("Answer in steps of %(step)s: %(label)s") % {"label": label, "step": step}


def too_short(label: str, least: int) -> str:
    return ngettext(
        "Write at least %(least)s character: %(label)s",
        "Write at least %(least)s characters: %(label)s",
        least,
    ) % {"label": label, "least": least}


def too_long(label: str, most: int, written: int) -> str:
    return ngettext(
        "Shorten the answer by %(over)s character: %(label)s. There is room for %(most)s.",
        "Shorten the answer by %(over)s characters: %(label)s. There is room for %(most)s.",
        written - most,
    ) % {"label": label, "most": most, "over": written - most}


def unknown_choice(label: str) -> str:
    return _("Choose one of the answers that are offered: %(label)s") % {"label": label}


def retired_choice(label: str, choice: str) -> str:
    return _("“%(choice)s” is no longer offered. Choose another answer: %(label)s") % {
        "label": label,
        "choice": choice,
    }


def one_answer_only(label: str) -> str:
    return _("Give one answer only: %(label)s") % {"label": label}


def too_few(label: str, least: int) -> str:
    return _("Choose at least %(least)s: %(label)s") % {"label": label, "least": least}


def too_many(label: str, most: int) -> str:
    return _("Choose at most %(most)s: %(label)s") % {"label": label, "most": most}


def too_few_rows(label: str, least: int) -> str:
    return _("Add at least %(least)s: %(label)s") % {"label": label, "least": least}


def too_many_rows(label: str, most: int) -> str:
    return _("There is room for %(most)s: %(label)s. Remove some of them.") % {
        "label": label,
        "most": most,
    }


def unreadable(label: str) -> str:
    return _(
        "The answer has a character that cannot be stored. It is marked with �: remove it. %(label)s"
    ) % {"label": label}


def wrong_shape(label: str) -> str:
    return _("The answer has the wrong shape: %(label)s") % {"label": label}


def unknown_question(name: str) -> str:
    return _("This form does not ask “%(name)s”. Load the page again and answer there.") % {
        "name": name
    }


def read_only(name: str) -> str:
    return _("“%(name)s” can be read but not answered. Load the page again and answer there.") % {
        "name": name
    }


def too_much() -> str:
    return _(
        "The answers are too long together: there is room for about a million characters. Shorten the longest."
    )


def unreadable_condition(line: str) -> str:
    return _(
        "The condition “%(line)s” cannot be read. Write for example: show all: urgency is at_once"
    ) % {"line": line[:120]}


def mixed_conditions(line: str) -> str:
    return _("Use either all, any or none in one condition, not both: “%(line)s”") % {
        "line": line[:120]
    }


def section_required(label: str) -> str:
    return _("A section can be shown on a condition, but not required: %(label)s") % {
        "label": label
    }


def too_many_files(label: str, most: int) -> str:
    return _("There is room for %(most)s files: %(label)s. Remove some of them.") % {
        "label": label,
        "most": most,
    }


def file_gone(label: str) -> str:
    return _("The file is no longer here. Choose it once more: %(label)s") % {"label": label}
