"""What is wrong with a calculated value, said to the person who builds the form."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def no_recipe(named: str) -> str:
    return _("“%(named)s” does not say how it is counted. Choose a recipe.") % {"named": named}


def counts_nothing(named: str) -> str:
    return _("“%(named)s” counts nothing yet. Name the questions it counts.") % {"named": named}


def unknown(field: str, named: str) -> str:
    return _("“%(named)s” counts “%(field)s”, which is not asked here.") % {
        "named": named,
        "field": field,
    }


def later(field: str, named: str) -> str:
    return _("“%(named)s” counts “%(field)s”, which comes later. Move one of them.") % {
        "named": named,
        "field": field,
    }


def ring(named: list[str]) -> str:
    if len(named) == 1:
        return _("“%(named)s” is counted from itself. Take it out of its own recipe.") % {
            "named": named[0]
        }
    said = " – ".join(_("“%(words)s”") % {"words": each} for each in named)
    return _("These are counted from each other: %(named)s. Let one of them stand by itself.") % {
        "named": said
    }


def too_heavy(named: str) -> str:
    return _(
        "“%(named)s” counts more than a page can carry. Shorten its table, or count fewer questions."
    ) % {"named": named}


def not_a_number(written: str, named: str) -> str:
    return _(
        "“%(written)s” in the stretches of “%(named)s” is no number. Write figures, or leave it empty."
    ) % {
        "written": written,
        "named": named,
    }


def no_points(field: str, named: str) -> str:
    return _(
        "“%(named)s” counts “%(field)s”, which has no points. Take a number, a scale, or give its choices scores."
    ) % {"named": named, "field": field}


def no_day(field: str, named: str) -> str:
    return _("“%(named)s” counts from day to day, and “%(field)s” is not a date.") % {
        "named": named,
        "field": field,
    }


def two_days(named: str) -> str:
    return _("“%(named)s” counts from one date to another, or to today. Name one or two dates.") % {
        "named": named
    }


def one_value(named: str) -> str:
    return _("“%(named)s” looks up one value. Name one question, or a value that is counted.") % {
        "named": named
    }


def needs_too_many(named: str, needed: int, there: int) -> str:
    return ngettext(
        "“%(named)s” needs at least %(needed)s answers, but counts %(there)s question. Lower the number.",
        "“%(named)s” needs at least %(needed)s answers, but counts %(there)s questions. Lower the number.",
        there,
    ) % {"named": named, "needed": needed, "there": there}


def bad_needed(named: str) -> str:
    return _("“%(named)s”: how many answers are needed is a whole number, 0 or more.") % {
        "named": named
    }


def not_counted(field: str, named: str) -> str:
    return _("“%(named)s” turns “%(field)s” round, but does not count it.") % {
        "named": named,
        "field": field,
    }


def no_ends(field: str, named: str) -> str:
    return _(
        "“%(named)s” turns “%(field)s” round, but it has no smallest and largest answer. Write its limits."
    ) % {"named": named, "field": field}


def bad_decimals(named: str, most: int) -> str:
    return _("“%(named)s” can keep 0 to %(most)s decimals.") % {"named": named, "most": most}


def bad_number(named: str) -> str:
    return _("“%(named)s”: a number in its recipe is too large to count with.") % {"named": named}


def no_table(named: str) -> str:
    return _("“%(named)s” looks things up in a table without lines. Write the lines.") % {
        "named": named
    }


def line_without_value(band: str, named: str) -> str:
    return _("“%(named)s”: the line “%(band)s” of the table says nothing. Give it a value.") % {
        "named": named,
        "band": band,
    }


def band_twice(band: str, named: str) -> str:
    return _("“%(named)s” has two bands called “%(band)s”. Change one of them.") % {
        "named": named,
        "band": band,
    }


def band_crossed(band: str, named: str) -> str:
    return _("“%(named)s”: the band “%(band)s” ends before it begins. Change one of its ends.") % {
        "named": named,
        "band": band,
    }


def overlap(first: str, second: str, at: str, named: str) -> str:
    return _(
        "“%(named)s”: the bands “%(first)s” and “%(second)s” both hold %(at)s. Move one of their ends."
    ) % {"named": named, "first": first, "second": second, "at": at}


def gap(first: str, second: str, at: str, named: str) -> str:
    return _(
        "“%(named)s”: %(at)s lies between the bands “%(first)s” and “%(second)s” and has no name."
        " Move one of their ends, or round the value."
    ) % {"named": named, "first": first, "second": second, "at": at}


def formula(reason: str, about: str, named: str) -> str:
    return _("“%(named)s”: %(why)s") % {"named": named, "why": _reason(reason) % {"about": about}}


def _reason(reason: str) -> str:
    return {
        "unreadable": _("the formula cannot be read. Look for a missing bracket or comma."),
        "too_long": _("the formula is too long. Count a part of it in a value of its own."),
        "too_deep": _("the formula goes too deep. Count a part of it in a value of its own."),
        "no_number": _("the formula does not come to a number."),
        "one_operator": _(
            "each pair of braces holds one operator, and here it does not: %(about)s"
        ),
        "operator": _("the formula uses “%(about)s”, which is not among its operators."),
        "arguments": _("“%(about)s” has too few or too many values."),
        "type": _("“%(about)s” is given something of another kind than it works with."),
        "number": _("the number %(about)s is too large to count with."),
        "literal": _("this cannot stand in a formula: %(about)s"),
        "null_compared": _("nothing can be compared with null. Use “answered”."),
        "points": _("“%(about)s” has no points to count with."),
        "nested": _("“%(about)s” stands inside another loop over rows. One is enough."),
        "unknown": _("the formula reads “%(about)s”, which is not asked here."),
    }[reason]
