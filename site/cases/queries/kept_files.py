"""Files that a page of the workspace has kept: one's own that are not handed in, and those that came by a link."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.urls import reverse

from accounts.models import User
from cases.models import TaskDraft
from forms.asking.checking import Raw
from forms.document import FormDocument
from forms.files.keeping import is_id, known, loose
from forms.files.taking import asks_for_files, question_at
from forms.kinds.files import FILES
from forms.models import Attachment, Submission


def file_facts(
    document: FormDocument,
    raw: Raw | None,
    user: User,
    *,
    about: str = "",
    given: Submission | None = None,
) -> Mapping[str, Any]:
    """What checking and showing must know of the files that were typed; nothing is asked for a form without.

    about   files that came with these links may be named too: `case:7/task:12`
    given   answers that are being corrected: their files may be named again
    """
    if raw is None or not asks_for_files(document):
        return {}
    return {FILES: known(_named(_ids(document, raw), user, about, given))}


def file_url(pk: str) -> str:
    """Where a file of answers is fetched by those who may read the answers."""
    return reverse("form_help:file", args=[pk])


def is_in_a_draft(attachment: Attachment) -> bool:
    """Whether its owner still has it in a task that is not handed in."""
    drafts = TaskDraft.objects.filter(by=attachment.owner_id)
    words = drafts.annotate(words=Cast("raw", CharField()))
    return words.filter(words__contains=str(attachment.pk)).exists()


def _named(
    ids: Iterable[str], user: User, about: str, given: Submission | None
) -> Iterable[Attachment]:
    wanted = [each for each in ids if is_id(each)]
    if not wanted:
        return ()
    mine = Q(pk__in=loose(user).values("pk"))
    came = Q(submission__about=about) if about else Q(pk__in=[])
    before = Q(submission=given) if given is not None else Q(pk__in=[])
    files = Attachment.objects.filter(mine | came | before, pk__in=wanted)
    return files.exclude(state=Attachment.State.REFUSED)


def _ids(document: FormDocument, raw: Raw) -> Iterable[str]:
    for name, typed in raw.values.items():
        if question_at(document, name) is not None:
            yield from typed
