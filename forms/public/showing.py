"""One page of a form as it is shown: its questions filled in, what to correct, how far one has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template.defaultfilters import date as formatted
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from forms.asking import rendering
from forms.asking.checking import Checked
from forms.asking.pages import Page, progress
from forms.public import bots
from forms.public.entry import ANSWERED_ON, HELPED_BY, Entry
from forms.texts import lines, section_title

MOST_TREADS = 7


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
    answers = shown.checked.answers.items()
    elsewhere = {key: answer for key, answer in answers if key not in shown.page.keys}
    return rendering.render(
        entry.version,
        entry.language,
        raw=shown.checked.raw,
        errors=shown.errors,
        facts={**entry.facts(), **elsewhere},
        sections=shown.page.sections if shown.page.key else None,
        roles=entry.roles,
        plainly=entry.plainly,
        own=not entry.on_paper,
    )


def summary(entry: Entry, errors: Mapping[str, str]) -> SafeString:
    return rendering.error_summary(entry.version, entry.language, errors)


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
