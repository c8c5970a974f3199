"""What others did to a workflow while somebody published it: said right after, in sentences. Pure but for the words."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _


def meanwhile(before: Any, newest: Any, by: Any, *, saved_elsewhere: bool) -> Iterator[str]:
    """Yield what whoever published should know: that nothing new came of it, or whose work lies between.

    before           the newest version when the button was pressed; None before the first
    newest           the newest version now
    saved_elsewhere  somebody saved another draft after the page was opened
    """
    if before == newest:
        yield _("Version %(number)s stays the newest: only words were changed, or nothing.") % {
            "number": newest.number
        }
        return
    if newest.frozen_by_id != by.pk:
        yield _("%(name)s published the same at the same moment. It is version %(number)s.") % {
            "name": newest.frozen_by or _("Somebody"),
            "number": newest.number,
        }
    elif newest.number > (before.number if before else 0) + 1:
        yield _(
            "Somebody else published version %(other)s at the same moment. Yours counts: it is version %(number)s. "
            "Compare the two under Versions."
        ) % {"other": newest.number - 1, "number": newest.number}
    if saved_elsewhere:
        yield _(
            "Somebody saved another draft after you had opened the page. What you published counts. "
            "The other draft is in the history."
        )
