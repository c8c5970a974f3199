"""What somebody was told: reading it."""

from django.utils import timezone

from accounts.models import User
from cases.models import Notice
from cases.queries.notices import alike
from cases.refusals import NotForYou


def mark_read(notice: Notice, *, by: User) -> None:
    """Note that somebody has read what they were told, and the same told earlier.

    errors   NotForYou when it was told to somebody else
    """
    if notice.user_id != by.pk:
        raise NotForYou
    alike(notice).filter(read_at=None).update(read_at=timezone.now())
