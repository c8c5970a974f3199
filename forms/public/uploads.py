"""Files that come with a page: each is looked at and kept before anything is judged."""

from typing import Any

from django.utils.translation import gettext as _

from forms.asking.pages import Page, Posted
from forms.document import Field
from forms.files import taking
from forms.files.inspecting import Refused
from forms.files.keeping import is_id, keep
from forms.files.taking import REMOVE, Typed
from forms.models import Attachment
from forms.public.entry import Entry
from forms.sent import limits

__all__ = ["REMOVE", "came", "foreign", "take"]


def came(entry: Entry, posted: Posted) -> bool:
    """Whether a page brought files, or asks to take one away."""
    return bool(entry.request.FILES) or REMOVE in posted


def foreign(entry: Entry, page: Page) -> list[str]:
    """Names under which files came though the page asks none there."""
    files = entry.request.FILES
    elsewhere = [name for name in files if not page.owns(name)]
    return [*taking.foreign(entry.document, files), *elsewhere]


def take(entry: Entry, typed: Typed) -> dict[str, str]:
    """Keep the files of a page and write their ids among what was typed; {posted name: why not}."""
    _remove(entry, typed)
    wrong = taking.take(
        entry.document,
        entry.request.FILES,
        typed,
        lambda upload, question, path: _keep(entry, upload, question, path),
    )
    entry.__dict__.pop("files", None)
    return wrong


def _keep(entry: Entry, upload: Any, question: Field, path: str) -> Attachment:
    if not limits.counted(limits.UPLOADED_PER_ADDRESS, limits.address_of(entry.request)):
        raise Refused(_("Many files came from here just now. Wait a while, and add the file then."))
    return keep(upload, question, path=path, draft=entry.begin())


def _remove(entry: Entry, typed: Typed) -> None:
    """Take a file away, also from the disk."""
    gone = entry.request.POST.get(REMOVE, "")
    if not is_id(gone) or entry.draft is None or not entry.draft.pk:
        return
    taking.without(typed, gone)
    for attachment in Attachment.objects.filter(pk=gone, draft=entry.draft):
        attachment.remove()
