"""Telling people from programs without a riddle: a field nobody sees, and a second or two to read."""

from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.translation import gettext as _

from forms.asking.pages import Posted

STAMP, TRAP = "_shown", "_subject"
QUICKEST = timedelta(seconds=4)  # from first sight to sending
_signer = Signer(salt="forms.shown")


def stamp(at: datetime | None = None) -> str:
    """A moment, signed: the page carries when it was first shown."""
    return _signer.sign(str(int((at or timezone.now()).timestamp())))


def seen_at(posted: Posted) -> datetime | None:
    """When the page that was posted was shown first; None when it does not say, or was tampered with."""
    given = (posted.get(STAMP) or ("",))[0]
    try:
        return datetime.fromtimestamp(int(_signer.unsign(given)), tz=UTC)
    except (BadSignature, ValueError, OverflowError, OSError):
        return None


def complaint(posted: Posted, shown_at: datetime | None) -> str:
    """A sentence for whoever may be a program; a person reads it, and sends once more."""
    if (posted.get(TRAP) or ("",))[0].strip():
        return _("Empty the field “Leave this empty” at the end of the page, and send once more.")
    if shown_at is None or timezone.now() - shown_at < QUICKEST:
        return _("That was very quick. Look through your answers, and send once more.")
    return ""
