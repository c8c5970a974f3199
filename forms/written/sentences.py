"""What is said about a form in a file that cannot be read."""

from django.utils.translation import gettext as _


def no_package() -> str:
    return _("This is not a package of a form. It begins with “package: 1”.")


def too_large(most: int) -> str:
    return _("The file is larger than %(most)s kB. A package is text only.") % {"most": most}


def unreadable(line: int | None) -> str:
    if line is None:
        return _("The file cannot be read. It is text in UTF-8.")
    return _("The file cannot be read: look at line %(line)s.") % {"line": line}


def clever() -> str:
    return _("The file uses anchors or types (&, *, !), which are not taken.")


def unknown(name: str, where: str) -> str:
    if not where:
        return _("The file says “%(name)s”, which a package does not know.") % {"name": name}
    return _("“%(where)s” says “%(name)s”, which is not known there.") % {
        "where": where,
        "name": name,
    }


def lacks(name: str) -> str:
    return _("The file lacks “%(name)s”.") % {"name": name}


def bad(name: str) -> str:
    return _("“%(name)s” does not say something that can be understood.") % {"name": name}


def no_words(name: str) -> str:
    return _("“%(name)s” is words by language, such as {sv: …, fi: …, en: …}.") % {"name": name}


# What a part of the file says. A bundle names the line of it.


def list_and_choices() -> str:
    return _("Use either choices or choices_from.")


def wrong_value(value: str, why: str) -> str:
    return _("“%(value)s” cannot be used here: %(why)s.") % {"value": value, "why": why}


def library_and_fields() -> str:
    return _("Use either fields or library.")


def list_in_group() -> str:
    return _("A field group says its choices itself: write choices instead of choices_from.")


def closes_before_it_opens() -> str:
    return _("The form closes before it opens. Choose a later moment.")


def one_match() -> str:
    return _("A condition has exactly one of all, any and none, with at least one row.")


def short_row() -> str:
    return _(
        "A row of a condition is [field, operator, value]. "
        "The value is left out only after answered and not_answered."
    )


def wrong_operator(operator: str, known: str) -> str:
    return _("“%(operator)s” is not an operator. Choose one of: %(known)s.") % {
        "operator": operator,
        "known": known,
    }


def too_few(least: int) -> str:
    return _("There is too little here. Write at least %(least)s.") % {"least": least}


def absent(key: str) -> str:
    return _("“%(key)s” is missing here.") % {"key": key}


def wrong_code(value: str) -> str:
    return _("“%(value)s” cannot be a code. Use small letters a–z, figures and _.") % {
        "value": value
    }
