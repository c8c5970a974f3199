"""How a change of a form is said to the person who builds it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.counted.recipes import Recipe
from forms.naming import Texts

ON_OFF = frozenset({"required", "about_other", "sensitive", "new_page"})
NOTHING = "–"
# What a setting is called. One that is not named here is still said, by its own name.
SETTINGS: dict[str, Any] = {
    "kind": gettext_lazy("kind of question"),
    "least": gettext_lazy("smallest answer or fewest"),
    "most": gettext_lazy("largest answer or most"),
    "step": gettext_lazy("steps"),
    "decimals": gettext_lazy("decimals"),
    "display": gettext_lazy("how it is shown"),
    "pattern": gettext_lazy("pattern of the answer"),
    "prefill": gettext_lazy("first answer"),
    "voice": gettext_lazy("whose words"),
    "code_list": gettext_lazy("list that the choices come from"),
    "recipe": gettext_lazy("how it is counted"),
    "accept": gettext_lazy("what is accepted"),
    "sees": gettext_lazy("who sees it"),
    "edits": gettext_lazy("who may change it"),
    "format": gettext_lazy("format of the document"),
    "from_library": gettext_lazy("field group of the library"),
}
LAYOUTS: dict[str, Any] = {
    "": gettext_lazy("one long page"),
    "pages": gettext_lazy("a page at a time"),
    "questions": gettext_lazy("a question at a time"),
}


def the_section(title: str) -> str:
    return _("Section “%(name)s”") % {"name": title}


def the_question(label: str) -> str:
    return _("Question “%(name)s”") % {"name": label}


def layout(old: str, new: str) -> str:
    return _("Filled in %(new)s instead of %(old)s.") % {
        "old": LAYOUTS.get(old, old),
        "new": LAYOUTS.get(new, new),
    }


def section_added(title: str) -> str:
    return _("Section “%(name)s” added.") % {"name": title}


def section_removed(title: str) -> str:
    return _("Section “%(name)s” removed.") % {"name": title}


def section_moved(title: str, after: str) -> str:
    if not after:
        return _("Section “%(name)s” moved: it is now the first.") % {"name": title}
    return _("Section “%(name)s” moved: it now follows “%(after)s”.") % {
        "name": title,
        "after": after,
    }


def question_added(label: str, place: str) -> str:
    return _("Question “%(name)s” added in “%(place)s”.") % {"name": label, "place": place}


def question_removed(label: str) -> str:
    return _("Question “%(name)s” removed. Answers already given stay readable.") % {"name": label}


def question_moved_to(label: str, place: str) -> str:
    return _("Question “%(name)s” moved to “%(place)s”.") % {"name": label, "place": place}


def question_moved(label: str, after: str) -> str:
    if not after:
        return _("Question “%(name)s” moved: it now comes first.") % {"name": label}
    return _("Question “%(name)s” moved: it now follows “%(after)s”.") % {
        "name": label,
        "after": after,
    }


def on_off(named: str, name: str, *, on: bool) -> str:
    """Say what is true now that was not before."""
    said = {
        ("required", True): _("%(named)s: an answer is now required."),
        ("required", False): _("%(named)s: an answer is no longer required."),
        ("about_other", True): _(
            "%(named)s: the answer is now marked as being about someone else."
        ),
        ("about_other", False): _(
            "%(named)s: the answer is no longer marked as about someone else."
        ),
        ("sensitive", True): _("%(named)s: the answer is now marked as sensitive."),
        ("sensitive", False): _("%(named)s: the answer is no longer marked as sensitive."),
        ("new_page", True): _("%(named)s: a new page now begins here."),
        ("new_page", False): _("%(named)s: no new page begins here any more."),
    }
    return said[name, on] % {"named": named}


def rule(named: str, name: str, old: str, new: str) -> str:
    """Say how a condition changed; an empty side means that there is none."""
    said = {"named": named, "old": old, "new": new, "which": _which(name)}
    if not old:
        return _("%(named)s: %(which)s added: %(new)s") % said
    if not new:
        return _("%(named)s: %(which)s removed. It was: %(old)s") % said
    return _("%(named)s: %(which)s changed. Before: %(old)s Now: %(new)s") % said


def _which(name: str) -> str:
    return {
        "visible_if": _("condition for being shown"),
        "required_if": _("condition for being required"),
        "lock_if": _("condition for being locked"),
    }.get(name, name)


def setting(named: str, name: str, old: Any, new: Any) -> str:
    return _("%(named)s: %(setting)s changed from %(old)s to %(new)s.") % {
        "named": named or _("The form"),
        "setting": SETTINGS.get(name, name),
        "old": _value(old),
        "new": _value(new),
    }


def choice_added(named: str, choice: str) -> str:
    return _("%(named)s: choice “%(choice)s” added.") % {"named": named, "choice": choice}


def choice_removed(named: str, choice: str) -> str:
    return _("%(named)s: choice “%(choice)s” removed.") % {"named": named, "choice": choice}


def choice_retired(named: str, choice: str, *, retired: bool) -> str:
    if retired:
        return _("%(named)s: choice “%(choice)s” retired.") % {"named": named, "choice": choice}
    return _("%(named)s: choice “%(choice)s” is offered again.") % {
        "named": named,
        "choice": choice,
    }


def choice_scored(named: str, choice: str, old: int | None, new: int | None) -> str:
    return _("%(named)s: points of “%(choice)s” changed from %(old)s to %(new)s.") % {
        "named": named,
        "choice": choice,
        "old": _value(old),
        "new": _value(new),
    }


def choices_reordered(named: str) -> str:
    return _("%(named)s: the choices stand in another order.") % {"named": named}


def statement_added(named: str, line: str) -> str:
    return _("%(named)s: line “%(line)s” added.") % {"named": named, "line": line}


def statement_removed(named: str, line: str) -> str:
    return _("%(named)s: line “%(line)s” removed.") % {"named": named, "line": line}


def statement_reversed(named: str, line: str, *, reverse: bool) -> str:
    if reverse:
        return _("%(named)s: line “%(line)s” is now scored from the other end.") % {
            "named": named,
            "line": line,
        }
    return _("%(named)s: line “%(line)s” is no longer scored from the other end.") % {
        "named": named,
        "line": line,
    }


def statements_reordered(named: str) -> str:
    return _("%(named)s: the lines stand in another order.") % {"named": named}


def check_added(named: str, key: str) -> str:
    return _("%(named)s: check “%(key)s” added.") % {"named": named, "key": key}


def check_removed(named: str, key: str) -> str:
    return _("%(named)s: check “%(key)s” removed.") % {"named": named, "key": key}


def check_changed(named: str, key: str) -> str:
    return _("%(named)s: check “%(key)s” changed.") % {"named": named, "key": key}


def _value(value: Any) -> str:
    """A setting as people write it."""
    match value:
        case None | "" | () | []:
            return NOTHING
        case Recipe():
            return _recipe(value)
        case tuple() | list():
            return ", ".join(map(str, value))
        case float() if value.is_integer():
            return str(int(value))
    return str(value)


def _recipe(recipe: Recipe) -> str:
    """A recipe as it is stored, without quotes and brackets."""
    return " · ".join(f"{name}: {_value(value)}" for name, value in recipe.to_json().items())


def part(title: str) -> str:
    return _("“%(name)s”") % {"name": title}


def part_added(named: str) -> str:
    return _("%(named)s added.") % {"named": named}


def part_removed(named: str) -> str:
    return _("%(named)s removed.") % {"named": named}


def called(key: str, texts: Texts) -> str:
    """What a text is, for people: whose it is, and which of its texts."""
    scope, _dot, rest = key.partition(".")
    if scope in {"form", "workflow"}:
        return str(WHICH_TEXT.get(rest, rest))
    owner, _dot, name = rest.rpartition(".")
    if scope == "field" and ".choice." in rest:
        owner, _choice, code = rest.partition(".choice.")
        return _("“%(name)s”: choice %(code)s") % {
            "name": _owner(scope, owner, texts),
            "code": code,
        }
    return _("“%(name)s”: %(which)s") % {
        "name": _owner(scope, owner or name, texts),
        "which": WHICH_TEXT.get(name, name),
    }


def _owner(scope: str, owner: str, texts: Texts) -> str:
    named = (texts.get(f"{scope}.{owner}.{name}") for name in ("label", "title"))
    return next(filter(None, named), owner)


WHICH_TEXT: dict[str, Any] = {
    "title": gettext_lazy("title"),
    "intro": gettext_lazy("introduction"),
    "purpose": gettext_lazy("purpose"),
    "basis": gettext_lazy("legal basis in words"),
    "receipt": gettext_lazy("what happens next"),
    "closed": gettext_lazy("own words when the form is closed"),
    "tips": gettext_lazy("tips in the margin"),
    "label": gettext_lazy("the question"),
    "help": gettext_lazy("help text"),
    "error": gettext_lazy("own sentence for a mistake"),
    "low": gettext_lazy("low end"),
    "high": gettext_lazy("high end"),
    "row": gettext_lazy("name of a row"),
    "unit": gettext_lazy("unit"),
    "easy": gettext_lazy("in plain language"),
    "easy_help": gettext_lazy("the text in plain language"),
    "guidance": gettext_lazy("guidance"),
    "lead": gettext_lazy("sentence under the title"),
    "text": gettext_lazy("text"),
}
