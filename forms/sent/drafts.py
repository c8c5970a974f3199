"""Answers on their way: kept while they are typed, found again, forgotten in time."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from forms.models import FormDefinition, FormDraft, FormLink, FormVersion
from forms.models.submission import LINK, PUBLIC
from forms.sent.tokens import code_hash

DAYS = 90  # how long a draft waits for its writer, when the form does not say
RECEIPT_HOURS = 2  # how long the receipt can be seen after sending

Posted = Mapping[str, Sequence[str]]


class SentAlready(Exception):
    """What was typed comes too late: the draft was sent meanwhile, or is gone. Nothing is kept then."""


def of_link(link: FormLink) -> FormDraft | None:
    return _alive().select_related("version__definition").filter(link=link).first()


def of_code(code: str, definition: FormDefinition) -> FormDraft | None:
    """What was typed under a code, in this form."""
    return (
        _alive()
        .filter(code_hash=code_hash(code), version__definition=definition)
        .select_related("version__definition")
        .first()
    )


def of_person(user: Any, definition: FormDefinition, channel: str) -> FormDraft | None:
    """What somebody with an account has begun; when nothing, what they sent just now."""
    mine = _alive().filter(owner=user, version__definition=definition, channel=channel)
    newest = (F("sent_at").desc(nulls_first=True), "-saved_at")
    return mine.select_related("version__definition").order_by(*newest).first()


def begin(  # noqa: PLR0913  each is a way to find it again
    version: FormVersion,
    *,
    language: str,
    channel: str = PUBLIC,
    owner: Any = None,
    link: FormLink | None = None,
    code: str = "",
) -> FormDraft:
    """Begin to keep what somebody types: for an account, for a link, or under a code."""
    return FormDraft(
        version=version,
        owner=owner,
        link=link,
        code_hash=code_hash(code) if code else None,
        channel=LINK if link else channel,
        language=language,
        expires_at=link.expires_at if link else _last_moment(version),
    )


def keep(
    draft: FormDraft, typed: Posted, *, language: str, shown_at: datetime | None = None
) -> None:
    """Keep what is typed now. A draft lives on from each time that it is kept; a link's ends with the link.

    errors   SentAlready when another window was quicker to send
    """
    draft.typed = {name: list(values) for name, values in typed.items()}
    draft.language = language
    if shown_at and (draft.shown_at is None or shown_at < draft.shown_at):
        draft.shown_at = shown_at
    if draft.link_id is None:
        draft.expires_at = _last_moment(draft.version)
    with transaction.atomic():
        _only_while_it_waits(draft)
        draft.save()


def _only_while_it_waits(draft: FormDraft) -> None:
    """Hold the row until it is written: a save that comes late must not take back what was sent.

    errors   SentAlready
    """
    if draft.pk is not None:
        waits = FormDraft.objects.select_for_update().filter(pk=draft.pk, sent_at=None)
        if not waits.exists():
            raise SentAlready
    elif draft.link_id is not None:
        # Two windows may open a link at once, and there is one draft of a link: the second one goes on with it.
        FormLink.objects.select_for_update().get(pk=draft.link_id)
        begun = FormDraft.objects.filter(link=draft.link_id).first()
        if begun and begun.sent_at:
            raise SentAlready
        if begun:
            draft.pk, draft.begun_at = begun.pk, begun.begun_at
            draft._state.adding = False  # noqa: SLF001  it is written over, not written twice


def is_sent(draft: FormDraft | None) -> bool:
    """Whether somebody has sent a draft since it was read."""
    sent = FormDraft.objects.filter(sent_at__isnull=False)
    return draft is not None and draft.pk is not None and sent.filter(pk=draft.pk).exists()


def gone() -> str:
    """Say that there is nothing any more to keep or to send."""
    return _("Your answers were sent or deleted in another window.")


def forget_old(*, now: datetime | None = None) -> int:
    """Delete drafts whose time is over."""
    old = FormDraft.objects.filter(expires_at__lt=now or timezone.now())
    return old.delete()[1].get("forms.FormDraft", 0)


def _last_moment(version: FormVersion) -> datetime:
    return timezone.now() + timedelta(days=version.definition.keep_days_unfinished or DAYS)


def _alive() -> Any:
    return FormDraft.objects.filter(expires_at__gt=timezone.now())
