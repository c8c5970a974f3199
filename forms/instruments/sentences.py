"""What is said about instruments and their files."""

from django.utils.translation import gettext as _


def no_instrument() -> str:
    return _(
        "This file brings a form, but no instrument. Its form is imported with the command line."
    )


def changed(stated: str, found: str) -> str:
    return _(
        "The file has been changed since its checksum was written: it says %(stated)s, but its content"
        " is %(found)s. Ask the owner for the file again."
    ) % {"stated": stated[:12], "found": found[:12]}


def no_checksum() -> str:
    return _(
        "A locked instrument comes with a checksum (sha256) from its owner. This file has none."
    )


def no_score(key: str) -> str:
    return _("The score “%(key)s” is not a calculated value of the form.") % {"key": key}


def no_item(key: str) -> str:
    return _("The item “%(key)s” is not a question of the form.") % {"key": key}


def no_source(language: str) -> str:
    return _("The file has no words in %(language)s, which the platform needs.") % {
        "language": language
    }


def other_content(reference: str) -> str:
    return _(
        "%(reference)s is here already and says something else. A changed instrument needs a new version: take the"
        " file in as a later version, or under another short name."
    ) % {"reference": reference}


def other_form(slug: str) -> str:
    return _(
        "Another form has the short name “%(slug)s” already. Take the file in under another short name."
    ) % {"slug": slug}


def taken_keys(slug: str, lines: list[str]) -> str:
    return _(
        "The form “%(slug)s” has other questions under keys of this file. Take the file in with new keys for its own:"
        " %(keys)s."
    ) % {"slug": slug, "keys": ", ".join(lines)}


def new_keys(lines: list[str]) -> str:
    return _("Keys that were taken are other ones here: %(keys)s.") % {"keys": ", ".join(lines)}


def draft_waits(title: str) -> str:
    return _(
        "“%(title)s” has a draft that is not published, and the file would replace it. Publish the draft first, or"
        " restore the newest version as the draft."
    ) % {"title": title}


def clashes(title: str, named: list[str]) -> str:
    return _(
        "“%(title)s” was changed here, and the file changes the same: %(named)s. These changes would be lost. Restore"
        " what came before, or take the file in under another short name."
    ) % {"title": title, "named": ", ".join(f"“{each}”" for each in named)}


def no_version(version: str) -> str:
    return _("“%(version)s” is no version. Write a number or a word, such as 2 or 2026-b.") % {
        "version": version
    }


def no_short_name(slug: str) -> str:
    return _(
        "“%(slug)s” is no short name. Begin with a letter; letters, digits, - and _ may follow."
    ) % {"slug": slug}


def not_here(reference: str, named: str) -> str:
    return _(
        "“%(named)s” is bound to %(reference)s, which is not known here. Import its package, or take"
        " the binding away."
    ) % {"named": named, "reference": reference}


def is_locked(instrument: str, owner: str) -> str:
    return _(
        "“%(instrument)s” is locked by its owner (%(owner)s): questions, choices, wording and scoring stay as they"
        " are. Titles, tips and further sections are yours. Changes come with a new package from the owner."
    ) % {"instrument": instrument, "owner": owner or "–"}


def locked_words(instrument: str, owner: str, wanted: str) -> str:
    return _(
        "“%(instrument)s” is locked by its owner (%(owner)s): the wording stays “%(wanted)s”."
    ) % {"instrument": instrument, "owner": owner or "–", "wanted": wanted}


def locked_questions(instrument: str, owner: str) -> str:
    return _(
        "“%(instrument)s” is locked by its owner (%(owner)s): its questions, their order, choices and"
        " scoring stay as they are."
    ) % {"instrument": instrument, "owner": owner or "–"}


def locked_language(instrument: str, language: str) -> str:
    return _(
        "“%(instrument)s” has no words in %(language)s from its owner. A translation comes with a new package."
    ) % {"instrument": instrument, "language": language}


def lacks_item(instrument: str, key: str) -> str:
    return _("“%(instrument)s” needs the question “%(key)s”, which its section does not ask.") % {
        "instrument": instrument,
        "key": key,
    }


def unbound(key: str, title: str, owner: str, reference: str) -> str:
    return _(
        "“%(key)s” belongs to “%(instrument)s”, which its owner (%(owner)s) has locked. Bind its section to"
        " %(reference)s again, or take the question out."
    ) % {"key": key, "instrument": title, "owner": owner, "reference": reference}


def instrument_used(instrument: object) -> str:
    return _("“%(instrument)s” is used by forms or has measured, and cannot be deleted.") % {
        "instrument": instrument
    }
