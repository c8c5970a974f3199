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
