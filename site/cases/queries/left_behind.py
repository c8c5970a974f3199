"""Who is told, right after publishing, that cases run on in an earlier version: whoever published."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cases.moves.sides import side_of
from cases.moves.standings import running
from cases.queries.moves import outlook
from workflows.models import WorkflowDefinition
from workflows.publishing import Pointer

MOST_JUDGED = 2000  # cases: so many are judged while somebody waits; the page itself judges all


def left_behind(definition: WorkflowDefinition, by: User) -> list[Pointer]:
    """Count the running cases that a new version leaves in an earlier one, and say what could become of them."""
    newest = definition.latest_version()
    count = running(definition).exclude(version=newest).count()
    if not count:
        return []
    said = ngettext(
        "%(count)s running case goes on in an earlier version.",
        "%(count)s running cases go on in an earlier version.",
        count,
    ) % {"count": count}
    if count <= MOST_JUDGED:
        seen = outlook(definition, side_of(newest.pk), {}, by, skip=newest.pk)
        said += " " + _(
            "Can move as they are: %(moving)s. Need a choice first: %(choice)s. Cannot move: %(cannot)s."
        ) % {
            "moving": seen.moving,
            "choice": seen.counts["choice"],
            "cannot": seen.counts["cannot"],
        }
    return [Pointer(said, "cases", _("What happens to my cases"))]
