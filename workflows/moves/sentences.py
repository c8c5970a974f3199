"""What is said about moving cases, in the reader's language. No Django but for translation."""

from collections.abc import Callable

from workflows.moves.verdicts import ACCEPT, STOP, Option, Reason
from workflows.speech import _


def said(reason: Reason) -> str:
    """One reason as a sentence."""
    sentence = _SENTENCES[reason.code]()
    return sentence % {"step": reason.title or reason.key, "other": reason.other}


def option(choice: Option) -> str:
    """One way to go on, in words."""
    if choice.value == STOP:
        return _("End only what is gone; the case goes on with the rest")
    if choice.value == ACCEPT:
        return _("Move all the same; the way “otherwise” is taken there")
    if choice.suggested:
        return _("Continue at “%(step)s”, which came next") % {"step": choice.title}
    return _("Continue at “%(step)s”") % {"step": choice.title}


# Each is looked up when it is said: the reader's language is known only then.
_SENTENCES: dict[str, Callable[[], str]] = {
    "gone": lambda: _("They wait at “%(step)s”, which is gone."),
    "beside_gone": lambda: _("Beside their path they wait at “%(step)s”, which is gone."),
    "apart": lambda: _("They are at “%(step)s” and at “%(other)s”, which no longer go on at once."),
    "nowhere": lambda: _(
        "They wait at “%(step)s”, which is gone, and nothing in the drawing could take its place."
    ),
    "unasked": lambda: _(
        "“%(step)s” decides by something that these cases are not asked any more (%(other)s)."
    ),
    "asked": lambda: _(
        "Somebody is answering “%(step)s” by a personal link, and what it asks changes. "
        "Wait for the answers, or withdraw the link in the case."
    ),
    "gate": lambda: _(
        "“%(step)s” could never be finished: it needs something that these cases are not asked any more (%(other)s)."
    ),
    "wait": lambda: _(
        "“%(step)s” would wait for ever: it needs something that these cases are not asked any more (%(other)s)."
    ),
    "extra_role": lambda: _(
        "An extra task waits for the role “%(step)s”, which is gone. Hand it over or finish it first."
    ),
    "role": lambda: _("“%(step)s” goes to the role “%(other)s”."),
    "form": lambda: _("“%(step)s” asks another version of its form. What was typed is kept."),
    "due": lambda: _("“%(step)s” is due on another day."),
    "phase": lambda: _("“%(step)s” is in the phase “%(other)s” now."),
    "placed": lambda: _("“%(step)s” stands in another place of the drawing."),
    "setting": lambda: _("“%(step)s” is set up otherwise."),
    "begins": lambda: _("“%(step)s” begins, too: it runs beside where they are."),
    "not_begun": lambda: _(
        "“%(step)s” runs beside where they are, and is left out: it begins with something that asks nobody."
    ),
    "owed_gone": lambda: _("“%(step)s” is no longer owed."),
    "role_gone": lambda: _(
        "The role “%(step)s” is gone. Who holds it stays in the team and sees the case as before."
    ),
    "closed": lambda: _("The case was closed before its turn came. It stays as it ended."),
    "went_on": lambda: _("The case has gone on since. It stays in the version that it is in."),
    "too_late": lambda: _("This was moved back already, or lies more than 14 days back."),
    "busy": lambda: _("Somebody was saving in the case all the while. Move it again later."),
    "circles": lambda: _("The drawing would lead round and round without asking anybody."),
    "ahead": lambda: _("Nothing changes where they are; what comes later does."),
}
