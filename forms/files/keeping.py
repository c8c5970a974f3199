"""Keeping uploads: for a draft, until its answers are sent; and deleting those that nobody refers to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from forms.document import Field
from forms.files.inspecting import MEGABYTE, Refused, inspect
from forms.files.scanning import REFUSED, settle
from forms.models import Attachment, FormDraft, Submission

MOST_FILES = 30  # of one draft
MOST_TOGETHER = 100 * MEGABYTE
MOST_LOOSE = 300  # of one person in the workspace, over all that they have not handed in
MOST_LOOSE_TOGETHER = 1024 * MEGABYTE
WAIT_HOURS = 24  # how long a file without answers is kept: somebody may be about to save

# Other parts that keep drafts of their own say here whether one of those still names a file.
still_named: list[Callable[[Attachment], bool]] = []


class NotLookedAt(Exception):
    """A file that answers name waits for the scanner, or was refused by it; nothing is stored then."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def keep(
    upload: UploadedFile,
    question: Field,
    *,
    path: str,
    draft: FormDraft | None = None,
    owner: Any = None,
) -> Attachment:
    """Keep an upload in private, after looking at it and asking the scanner.

    path     where the words of its question are: `key`, or `group.item`
    draft    what it belongs to until it is sent; in the workspace its `owner` instead
    errors   Refused, with what to do; nothing is kept then
    """
    seen = inspect(upload, question)
    if draft is not None:
        mine = Attachment.objects.filter(draft=draft)
        _check_room(mine, seen.size, many=MOST_FILES, together=MOST_TOGETHER)
    elif owner is not None:
        _check_room(loose(owner), seen.size, many=MOST_LOOSE, together=MOST_LOOSE_TOGETHER)
    attachment = Attachment(
        field=path,
        name=seen.name,
        size=seen.size,
        kind=seen.kind,
        sha256=seen.sha256,
        draft=draft,
        owner=owner,
    )
    attachment.file = upload
    attachment.save()
    if settle(attachment).state == REFUSED:
        attachment.delete()
        raise Refused(
            _("“%(name)s” was refused by the virus scanner. Nothing of it was kept.")
            % {"name": seen.name}
        )
    return attachment


def loose(owner: Any) -> QuerySet[Attachment]:
    """Files that somebody has uploaded in the workspace and not handed in."""
    return Attachment.objects.filter(owner=owner, submission=None, draft=None)


def tie(submission: Submission, owner: Any) -> None:
    """Let the files that answers name belong to them, in the transaction that keeps the answers.

    owner    who uploaded them; files of others are left alone
    errors   NotLookedAt
    """
    ids = [each for each in named_in(submission.answers) if is_id(each)]
    if not ids or owner is None:
        return
    mine = list(loose(owner).select_for_update().filter(pk__in=ids))
    for attachment in mine:
        if attachment.state != Attachment.State.CLEAN:
            raise NotLookedAt(attachment.name)
    loose(owner).filter(pk__in=[each.pk for each in mine]).update(submission=submission)


def known(attachments: Iterable[Attachment]) -> dict[str, dict[str, Any]]:
    """Files as checking reads them: {id: what an answer says of it, and its question}."""
    return {str(each.pk): {**each.said(), "field": each.field} for each in attachments}


def waiting(attachments: Iterable[Attachment]) -> list[Attachment]:
    """Ask about the files that still wait; those that go on waiting."""
    return [each for each in attachments if settle(each).state == Attachment.State.WAITING]


def named_in(answers: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ids of the files that answers name, also inside rows."""
    for answer in answers.values():
        for each in answer if isinstance(answer, list) else ():
            if isinstance(each, Mapping):
                yield from [each["id"]] if _is_file(each) else named_in(each)


def delete_orphans(*, now: datetime | None = None) -> int:
    """Delete files that no answers and no draft refer to any more, content first."""
    old = (now or timezone.now()) - timedelta(hours=WAIT_HOURS)
    orphans = Attachment.objects.filter(
        Q(draft=None) | Q(draft__sent_at__isnull=False), submission=None, uploaded_at__lt=old
    )
    count = 0
    for attachment in orphans.iterator():
        if any(names(attachment) for names in still_named):
            continue
        attachment.remove()
        count += 1
    return count


def is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _is_file(answer: Mapping[str, Any]) -> bool:
    return {"id", "name", "size", "type"} <= answer.keys()


def _check_room(mine: QuerySet[Attachment], size: int, *, many: int, together: int) -> None:
    if mine.count() >= many:
        raise Refused(
            _("There is room for %(most)s files in one form. Remove one first.") % {"most": many}
        )
    if (mine.aggregate(all=Sum("size"))["all"] or 0) + size > together:
        raise Refused(_("The files are too large together. Remove one first."))
