"""What was sent to a form that it does not ask, or no longer lets anybody change: noted, without what was in it."""

import logging

from forms.asking.checking import Checked
from forms.asking.posted import Raw

MOST_NAMES = 5
LONGEST_NAME = 80
logger = logging.getLogger(__name__)


def note(raw: Raw, checked: Checked | None = None, *, where: str, by: object) -> bool:
    """Write a line to the log when a request was not made by the page. Names only, never what was typed.

    where     which form, such as `task 12`
    by        who sent it
    returns   whether anything was strange
    """
    changed = [path for path in checked.errors if path in checked.locked] if checked else []
    names = [name[:LONGEST_NAME] for name in (*raw.unknown, *raw.read_only, *changed)]
    if names:
        logger.warning("%s was sent by %s what it does not ask: %r", where, by, names[:MOST_NAMES])
    return bool(names)
