"""Files that come with a page: each is looked at and kept before anything is judged."""

from typing import Any

from django.utils.translation import gettext as _

from forms import limits
from forms.document import Field
from forms.files.inspecting import Refused
from forms.files.keeping import is_id, keep
from forms.models import Attachment
from forms.names import place_of, places_of
from forms.pages import Page, Posted
from forms.public.entry import Entry

REMOVE = "_remove_file"
Typed = dict[str, list[str]]


def came(entry: Entry, posted: Posted) -> bool:
    """Whether a page brought files, or asks to take one away."""
    return bool(entry.request.FILES) or REMOVE in posted


def foreign(entry: Entry, page: Page) -> list[str]:
    """Names under which files came though the page asks none there."""
    return [name for name in entry.request.FILES if _question(entry, page, name) is None]


def take(entry: Entry, page: Page, typed: Typed) -> dict[str, str]:
    """Keep the files of a page and write their ids among what was typed; {posted name: why not}."""
    wrong: dict[str, str] = {}
    _remove(entry, typed)
    for name, sent in entry.request.FILES.lists():
        question = _question(entry, page, name)
        place = place_of(name)
        if question is None or place is None:
            continue
        for upload in sent:
            try:
                kept = _keep(entry, upload, question, place.words)
            except Refused as refusal:
                wrong[name] = str(refusal)
            else:
                typed[name] = [*typed.get(name, ()), str(kept.pk)]
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
    for name, values in typed.items():
        if gone in values:
            typed[name] = [value for value in values if value != gone]
    for attachment in Attachment.objects.filter(pk=gone, draft=entry.draft):
        attachment.remove()


def _question(entry: Entry, page: Page, name: str) -> Field | None:
    places = places_of(entry.document)
    place = place_of(name)
    if place is None or not page.owns(name) or not places.asks(name):
        return None
    question = places.question(place.words)
    return question if question is not None and question.kind == "file" else None
