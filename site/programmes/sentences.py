"""What is said about a bundle that cannot be read: what is wrong and what to do.

Reads the active language, nothing else of Django, so that reading stays pure.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def no_folder(name: str) -> str:
    return _(
        "There is no folder “%(name)s”. Give the folder of a programme, the one with programme.yaml."
    ) % {"name": name}


def no_file() -> str:
    return _("This file is missing. Every programme needs it.")


def foreign_file() -> str:
    return _(
        "This file has no place in a programme. Remove it, or see the page about the bundle format."
    )


def too_large(kilobytes: int) -> str:
    return _("The file is too large. There is room for %(size)s kB.") % {"size": kilobytes}


def linked() -> str:
    return _("This is a link to another place. Put the file itself here.")


def too_many_files(most: int) -> str:
    return _("The folder has too many files. There is room for %(most)s.") % {"most": most}


def not_text() -> str:
    return _("The file is not text in UTF-8. Save it as UTF-8.")


def not_yaml(what: str) -> str:
    return _(
        "The file cannot be read from here on (%(what)s). Check indentation, colons and quotation marks."
    ) % {"what": what}


def empty() -> str:
    return _("The file is empty.")


def unstorable() -> str:
    return _("The text holds a character that cannot be stored (\\0). Remove it.")


def shared_part() -> str:
    return _("Anchors and aliases (& and *) are not used here. Write the part out in full.")


def marked_type(tag: str) -> str:
    return _("Types are not written out here (%(tag)s). Remove the mark.") % {"tag": tag}


def twice(key: str) -> str:
    return _("“%(key)s” is written twice. Keep one of them.") % {"key": key}


def key_not_text() -> str:
    return _(
        "The name before the colon must be a word. Put it in quotation marks if it is a number."
    )


def too_deep() -> str:
    return _("The parts are nested too deeply.")


def unknown(key: str) -> str:
    return _("“%(key)s” is not known here.") % {"key": key}


def one_of(value: str, allowed: str) -> str:
    return _("“%(value)s” cannot be used here. Choose one of: %(allowed)s.") % {
        "value": value,
        "allowed": allowed,
    }


def wrong_kind(value: str, wanted: str) -> str:
    return _("Here should be %(wanted)s, not “%(value)s”.") % {"value": value, "wanted": wanted}


def wrong_key(value: str) -> str:
    return _(
        "“%(value)s” cannot be a key. Use small letters a–z, figures and _, beginning with a letter."
    ) % {"value": value}


def at_least(value: str, least: str) -> str:
    return _("“%(value)s” is too small. Write %(least)s or more.") % {
        "value": value,
        "least": least,
    }


def at_most(value: str, most: str) -> str:
    return _("“%(value)s” is too large. Write %(most)s or less.") % {"value": value, "most": most}


def off(value: str) -> str:
    return _("“%(value)s” cannot be used here. See the page about the bundle format.") % {
        "value": value
    }


def text() -> str:
    return _("a text")


def whole_number() -> str:
    return _("a whole number")


def number() -> str:
    return _("a number")


def true_or_false() -> str:
    return _("true or false")


def a_list() -> str:
    return _("a list")


def named_parts() -> str:
    return _("named parts, each as name: value")


def empty_words() -> str:
    return _("Write something, or leave the line out.")


def too_long(most: int) -> str:
    return _("This is too long. There is room for %(most)s characters.") % {"most": most}


def forms_missing(language: str, forms: str) -> str:
    return _(
        "A word has all its forms in a language, or none. Write %(forms)s in “%(language)s”."
    ) % {
        "forms": forms,
        "language": language,
    }


def one_action(known: str) -> str:
    return _("A step of a story does one thing only. Choose one of: %(known)s.") % {"known": known}


def unknown_list(name: str) -> str:
    return _("There is no code list “%(name)s” in programme.yaml.") % {"name": name}


def unknown_group(name: str) -> str:
    return _("There is no file forms/_groups/%(name)s.yaml.") % {"name": name}


def group_never_used(name: str) -> str:
    return _("No form uses the field group “%(name)s”. Use it or remove the file.") % {"name": name}


def another_group(name: str) -> str:
    return _(
        "The library has another “%(name)s” already. A published version never changes: give this one the next number."
    ) % {"name": name}


def late_group(name: str) -> str:
    return _(
        "The library has newer versions than “%(name)s”, but not this one. Use a newer one."
    ) % {"name": name}


def code_removed(code: str, name: str) -> str:
    return _(
        "Published forms have the code “%(code)s” of the list “%(name)s”. Keep it, with retired: true."
    ) % {"code": code, "name": name}


def no_such_form(slug: str) -> str:
    return _("There is no form “%(slug)s”. Add forms/%(slug)s.yaml or use another one.") % {
        "slug": slug
    }


def form_never_asked(slug: str) -> str:
    return _("No step asks the form “%(slug)s”. Ask it in the workflow or remove the file.") % {
        "slug": slug
    }


def not_complete(language: str, count: int, first: str) -> str:
    said = ngettext(
        "%(language)s is to lack nothing, and lacks %(count)s text: “%(first)s”. Write it, or demand less.",
        "%(language)s is to lack nothing, and lacks %(count)s texts. The first is “%(first)s”. Write them, or "
        "demand less.",
        count,
    )
    return said % {"language": language, "count": count, "first": first}


def title_missing(language: str) -> str:
    return _("Other words are written in “%(language)s”, but not this title. Write it, too.") % {
        "language": language
    }


def unknown_law(code: str) -> str:
    return _("The law “%(code)s” has no text under laws.") % {"code": code}


def law_never_used(code: str) -> str:
    return _(
        "No decision refers to the law “%(code)s”. Name it under laws of a decision or remove it."
    ) % {"code": code}


def newer_format(format_: int, known: int) -> str:
    return _(
        "The bundle is written in format %(format)s; this version reads up to %(known)s. Update first."
    ) % {
        "format": format_,
        "known": known,
    }


def unknown_part(name: str, known: str) -> str:
    return _("There is no “%(name)s” in the workflow. Choose one of: %(known)s.") % {
        "name": name,
        "known": known,
    }


def not_asked(field: str) -> str:
    return _("The form does not ask “%(field)s”.") % {"field": field}


def days_go_back() -> str:
    return _("The day is before the day of the step above. A story only goes forward.")


def unfit(why: str) -> str:
    """A form of this name stands here and cannot be asked in a case."""
    if why == "anonymous":
        return _(
            "A form with this name is anonymous here, and what is done in a case bears a name. "
            "Give the form of the programme another name."
        )
    if why == "named":
        return _(
            "A form with this name has answers here that bear names, so it cannot become an anonymous survey. "
            "Give the form of the programme another name."
        )
    return _(
        "A form with this name is no longer used here. Take it into use again before you bring the programme in."
    )
