"""One page of a form as it is shown: its questions filled in, what to correct, how far one has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.template.defaultfilters import date as formatted
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from forms import rendering
from forms.checking import Checked
from forms.document import FormDocument
from forms.markup import make
from forms.pages import Page
from forms.public import bots
from forms.public.entry import ANSWERED_ON, HELPED_BY, Entry
from forms.showing import show
from forms.skeleton import Skeleton
from forms.texts import lines, section_title
from forms.versioning import Kept

MOST_TREADS = 7
_skeletons: Kept[tuple[Any, ...], Skeleton] = Kept()


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be shown: one page of those that apply, how the form is judged, what is to be corrected."""

    page: Page
    pages: list[Page]
    checked: Checked
    errors: Mapping[str, str] = field(default_factory=dict)


def page_shown(entry: Entry, shown: Shown) -> dict[str, Any]:
    """Everything that the page of a form shows."""
    keys = [page.key for page in shown.pages]
    at = keys.index(shown.page.key) + 1 if shown.page.key in keys else 1
    many = len(shown.pages) > 1
    errors = dict(shown.errors)
    return {
        "entry": entry,
        "page": shown.page,
        "form_html": questions(entry, shown),
        "errors": errors,
        "summary": summary(entry, errors),
        "part": at,
        "parts": len(shown.pages),
        "progress": progress(at, len(shown.pages)) if many else "",
        "drawn": many and len(shown.pages) <= MOST_TREADS,
        "first": at == 1,
        "here": ", ".join(section_title(entry.texts, each) for each in shown.page.sections),
        "intro": lines(entry.texts.get("form.intro", "")) if at == 1 else (),
        "to_check": bool(
            entry.request.GET.get("from") == "check" or "_to_check" in entry.request.POST
        ),
        "saved": saved(entry),
        "stamp": entry.request.POST.get(bots.STAMP) or bots.stamp(),
        "trapped": bool(entry.request.POST.get(bots.TRAP)),
        "paper": paper(entry),
        **purpose(entry),
    }


def questions(entry: Entry, shown: Shown) -> SafeString:
    """The questions of one page, filled in; answers of other pages are facts here."""
    document = part_of(entry.document, shown.page)
    words = entry.version.words_in(entry.language)
    key = (*words, entry.version.sha256, entry.language, shown.page.key, shown.page.keys)
    skeleton = _skeletons.get(key) or _skeletons.put(
        key, make(document, entry.texts, entry.language)
    )
    elsewhere = {
        name: answer
        for name, answer in shown.checked.answers.items()
        if name not in shown.page.keys
    }
    facts = {**entry.facts(), **elsewhere}
    return show(document, skeleton, raw=shown.checked.raw, errors=shown.errors, facts=facts)


def part_of(document: FormDocument, page: Page) -> FormDocument:
    """The form as if it asked only what stands on one page."""
    return document if not page.key else replace(document, sections=page.sections)


def summary(entry: Entry, errors: Mapping[str, str]) -> SafeString:
    return rendering.error_summary(entry.version, entry.language, errors)


def progress(at: int, of: int) -> str:
    return _("Part %(at)s of %(of)s") % {"at": at, "of": of}


def saved(entry: Entry) -> str:
    """When what is shown was saved last; "" before it was."""
    if not entry.draft or not entry.draft.pk or entry.draft.sent_at:
        return ""
    moment = timezone.localtime(entry.draft.saved_at)
    today = moment.date() == timezone.localdate()
    said = formatted(moment, "TIME_FORMAT" if today else "SHORT_DATETIME_FORMAT")
    return _("Saved %(time)s") % {"time": said}


def paper(entry: Entry) -> dict[str, str] | None:
    """What is asked of whoever types in from paper."""
    if not entry.on_paper:
        return None
    typed = {**entry.stored, **dict(entry.request.POST.lists())}
    return {
        "helped_by": (typed.get(HELPED_BY) or [""])[0],
        "answered_on": (typed.get(ANSWERED_ON) or [""])[0],
    }


def purpose(entry: Entry) -> dict[str, Any]:
    """Why the form asks, and by what right, in the author's words."""
    return {
        "purpose": lines(entry.texts.get("form.purpose", "")),
        "basis": lines(entry.texts.get("form.basis", "")),
    }
