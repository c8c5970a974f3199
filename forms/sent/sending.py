"""Sending what was filled in outside the workspace: kept once, whoever presses twice."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from forms.models import Attachment, FormDraft, FormLink, Submission
from forms.models.submission import PAPER
from forms.sent import submissions
from forms.sent.drafts import RECEIPT_HOURS, gone
from forms.sent.links import refusal
from forms.sent.tokens import new_reference
from forms.signals import answered, arriving


class AlreadySent(Exception):
    """The same answers were sent a moment ago, by a second press or from another window."""


class LinkClosed(Exception):
    """Since the page was shown the link was used, withdrawn or ran out, or the draft deleted; the text says which."""


@transaction.atomic
def send(
    draft: FormDraft,
    *,
    answers: Mapping[str, Any],
    files: Iterable[str] = (),
    helped_by: str = "",
    answered_on: date | None = None,
) -> Submission:
    """Keep answers that were checked, use the link up, and forget what was typed.

    files    the uploads that the answers name; others of this draft are left for the sweeper
    errors   AlreadySent · LinkClosed; nothing is stored then
    """
    if draft.link is not None:
        arriving.send(sender=Submission, about=draft.link.about)
    link, locked = _hold(draft)
    if link:
        link.spent_at = timezone.now()
        link.facts = {}
        link.save(update_fields=["spent_at", "facts"])
    submission = submissions.record(
        locked.version,
        answers=answers,
        language=locked.language,
        by=locked.owner if locked.channel == PAPER else None,  # an account only keeps what is typed
        channel=locked.channel,
        reference=new_reference(),
        helped_by=helped_by,
        answered_on=answered_on,
        about=link.about if link else "",
    )
    Attachment.objects.filter(draft=locked, pk__in=list(files)).update(
        submission=submission, draft=None
    )
    locked.typed = {}
    locked.sent_at = timezone.now()
    locked.submission = submission
    locked.expires_at = locked.sent_at + timedelta(hours=RECEIPT_HOURS)
    locked.save()
    answered.send(sender=Submission, submission=submission, about=submission.about)
    return submission


def _hold(draft: FormDraft) -> tuple[FormLink | None, FormDraft]:
    """Lock the link before the draft, as whoever withdraws it does.

    errors   AlreadySent · LinkClosed
    """
    links = FormLink.objects.select_for_update()
    link = links.get(pk=draft.link_id) if draft.link_id else None
    locked = FormDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if locked and locked.sent_at:
        raise AlreadySent
    sentence = refusal(link) if link else ""
    if sentence or locked is None:
        raise LinkClosed(sentence or gone())
    return link, locked
