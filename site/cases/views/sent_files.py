"""What a page with a form sent, its files kept first: nothing that was uploaded has to be chosen once more."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from django.http import HttpRequest

from cases.actions.files import take_files
from forms.asking import checking
from forms.document import FormDocument
from forms.files.taking import REMOVE


@dataclass(frozen=True, slots=True)
class SentPage:
    """What was typed, and what became of the files.

    wrong     {posted name: why a file was not taken}
    removed   a button took a file away: the page is shown again, not judged
    """

    posted: dict[str, list[str]]
    raw: checking.Raw
    wrong: Mapping[str, str] = field(default_factory=dict)
    removed: bool = False


def sent_by(
    request: HttpRequest, document: FormDocument, *, besides: Collection[str] = ()
) -> SentPage:
    """Keep the files of a page, and read everything else. What is far too much brings no files.

    besides   names that the page itself asks, beside the form
    """
    posted = dict(request.POST.lists())
    raw = checking.read(document, posted, besides=besides)
    if raw.too_much or not (request.FILES or REMOVE in posted):
        return SentPage(posted, raw)
    sent = take_files(document, posted, request.FILES, by=request.user)
    raw = checking.read(document, sent.posted, besides=besides)
    raw = replace(raw, unknown=(*raw.unknown, *sent.foreign))
    return SentPage(sent.posted, raw, sent.wrong, sent.removed)
