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
