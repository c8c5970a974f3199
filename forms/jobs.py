"""Work in the background: what nobody needs any more is deleted; files that wait are looked at again."""

from django.tasks import task

from forms.files import keeping
from forms.models import Attachment
from forms.sent import drafts, limits


@task
def tidy_up() -> dict[str, int]:
    """Delete drafts whose time is over, files nobody refers to, counts that are past. Runs every hour."""
    return {
        "drafts": drafts.forget_old(),
        "files": keeping.delete_orphans(),
        "counts": limits.forget(),
    }


@task
def scan_waiting() -> int:
    """Ask the scanner again about files that wait. Runs every two minutes."""
    waiting = list(Attachment.objects.filter(state=Attachment.State.WAITING)[:100])
    return len(waiting) - len(keeping.waiting(waiting))
