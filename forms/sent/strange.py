"""What was sent to a form and not kept: not asked, no longer to be changed, or hidden. By key, never by value."""

import logging
from collections.abc import Iterable

from forms.asking.checking import Checked
from forms.asking.posted import Raw

MOST_NAMES = 5
LONGEST_NAME = 80
logger = logging.getLogger(__name__)


def note(
    raw: Raw,
    checked: Checked | None = None,
    *,
    where: str,
    by: object,
    foreign: Iterable[str] = (),
) -> bool:
    """Write a line to the log when a request was not made by the page. Names only, never what was typed.

    Answers that a condition hides are left out, which happens to anybody who changes their mind: a quieter line.
    where     which form, such as `task 12`
    by        who sent it
    foreign   further names that the page does not ask
    returns   whether anything was strange
    """
    changed = [path for path in checked.errors if path in checked.locked] if checked else []
    names = [*raw.unknown, *raw.read_only, *changed, *foreign]
    if names:
        logger.warning("%s was sent by %s what it does not ask: %r", where, by, _few(names))
    hidden = left_out(raw, checked) if checked else []
    if hidden:
        logger.info("%s hides what was sent by %s, so it is left out: %r", where, by, _few(hidden))
    return bool(names)


def left_out(raw: Raw, checked: Checked) -> list[str]:
    """The posted names that say something, and stand where a condition hides them."""
    return [
        name
        for name, typed in raw.values.items()
        if any(text.strip() for text in typed) and _is_hidden(name, checked.hidden)
    ]


def _is_hidden(name: str, hidden: frozenset[str]) -> bool:
    """Whether a question is hidden, or the group that it stands in, or the whole of which it is a part."""
    ends = (at for at, letter in enumerate(name) if letter in ".-")
    return name in hidden or any(name[:at] in hidden for at in ends)


def _few(names: list[str]) -> list[str]:
    return [name[:LONGEST_NAME] for name in names[:MOST_NAMES]]
