"""What could not be taken along, said to the person who brings a form from elsewhere, or takes one there."""

from django.utils.translation import gettext as _


def kind_left_out(kind: str, label: str) -> str:
    return _("“%(label)s” was left out: there is no question of the kind “%(kind)s” here.") % {
        "label": label,
        "kind": kind,
    }


def condition_left_out(label: str, condition: str) -> str:
    return _("The condition of “%(label)s” was left out: %(condition)s. Add it by hand.") % {
        "label": label,
        "condition": condition,
    }


def check_left_out(label: str, check: str) -> str:
    return _("A check of “%(label)s” was left out: %(check)s. Add it by hand.") % {
        "label": label,
        "check": check,
    }


def formula_left_out(label: str, formula: str) -> str:
    return _(
        "“%(label)s” is counted by %(formula)s, which was left out. Say under “How it is counted” what it counts."
    ) % {
        "label": label,
        "formula": formula,
    }


def too_deep(label: str) -> str:
    return _("“%(label)s” was taken out of its group: groups repeat at most two deep.") % {
        "label": label
    }


def language_left_out(language: str) -> str:
    return _("The texts in %(language)s were left out: the site does not have that language.") % {
        "language": language
    }


def unreadable(why: str) -> str:
    return _("The file cannot be read as an XLSForm: %(why)s") % {"why": why}


def said_otherwise(label: str) -> str:
    return _("The condition of “%(label)s” has no counterpart there and was left out.") % {
        "label": label
    }


def counted_here_only(label: str) -> str:
    return _("“%(label)s” is counted here; there it is a plain number.") % {"label": label}


def too_large() -> str:
    return _("The workbook is larger than 5 MB. Split it, or leave out sheets that are no form.")


def declares() -> str:
    return _(
        "The workbook declares things of its own in its files, as no spreadsheet does. Save it anew."
    )


def too_many_cells(rows: int, cells: int) -> str:
    return _(
        "The workbook has more than %(rows)s rows or %(cells)s cells. Leave out sheets that are no form, and"
        " empty rows that are formatted."
    ) % {"rows": rows, "cells": cells}


def too_many_questions(most: int) -> str:
    return _("The workbook has more than %(most)s questions. Split it into several forms.") % {
        "most": most
    }


def too_many_choices(most: int) -> str:
    return _(
        "The questions of the workbook have more than %(most)s choices together. Make long lists code lists"
        " in the library, and take the workbook in without them."
    ) % {"most": most}


def too_nested() -> str:
    return _(
        "The groups of the workbook lie too deep in each other. Groups repeat at most two deep."
    )
