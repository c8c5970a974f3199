"""Looking through one's answers, sending them, and the receipt."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from forms.asking.checking import Checked
from forms.asking.pages import Page, pages
from forms.asking.reading import read_answers
from forms.document import FormDocument
from forms.files import keeping
from forms.models import FormDraft, Submission
from forms.public import bots
from forms.public.doors import GONE, TOO_MANY, Closed, open_now
from forms.public.entry import ANSWERED_ON, HELPED_BY, Entry
from forms.public.filling import WRONG
from forms.public.showing import Shown, page_shown, purpose
from forms.public.stopping import stopped
from forms.sent import limits, paper, printed, strange
from forms.sent.sending import AlreadySent, LinkClosed, send
from forms.texts import lines, section_title

CHANGED = 409
SEEN = "_seen"


def check(entry: Entry) -> HttpResponse:
    """Show the answers once more with a way to change each part, then send them."""
    if entry.draft and entry.draft.sent_at:
        return redirect(entry.url("receipt"))
    open_now(entry)
    draft = entry.draft
    if draft is None:
        return redirect(entry.url())
    checked = entry.judged(entry.raw())
    wrong = _first_wrong(entry, checked)
    if wrong is not None and wrong.page.stops and not wrong.page.key:
        return stopped(entry, checked)
    if wrong is not None:
        return render(
            entry.request, "forms/public/page.html", page_shown(entry, wrong), status=WRONG
        )
    seen = draft.saved_at.isoformat()
    if entry.request.method != "POST":
        return _look(entry, checked, seen)
    if entry.request.POST.get(SEEN) != seen:
        said = _("Your answers changed in another window. Look through them once more.")
        return _look(entry, checked, seen, said=said, status=CHANGED)
    return _send(entry, draft, checked, seen)


def _send(entry: Entry, draft: FormDraft, checked: Checked, seen: str) -> HttpResponse:
    """Send, when nothing stands in the way; otherwise say what does."""
    posted = dict(entry.request.POST.lists())
    said = "" if entry.owner else bots.complaint(posted, draft.shown_at or bots.seen_at(posted))
    if said:
        return _look(entry, checked, seen, said=said, status=WRONG)
    if not _within_limits(entry):
        said = _(
            "Many answers come from here just now. Yours are saved: send them again in a few minutes."
        )
        return _look(entry, checked, seen, said=said, status=TOO_MANY)
    if waits := keeping.waiting(entry.files):
        names = {"name": waits[0].name}
        said = _(
            "“%(name)s” waits for the virus scanner. Your answers are saved: send them again soon."
        )
        return _look(entry, checked, seen, said=said % names, status=503)
    helped_by, answered_on, said = _of_paper(entry)
    if said:
        return _look(entry, checked, seen, said=said, status=WRONG)
    try:
        send(
            draft,
            answers=checked.answers,
            files=keeping.named_in(checked.answers),
            helped_by=helped_by,
            answered_on=answered_on,
        )
    except AlreadySent:
        pass
    except LinkClosed as closed:
        raise Closed(str(closed), status=GONE) from None
    strange.note(checked.raw, checked, where=f"Form {entry.definition.slug}", by="somebody")
    return redirect(entry.url("receipt"))


def receipt(entry: Entry) -> HttpResponse:
    """Say that the answers have come, what they are called, and what happens next."""
    submission = _sent(entry)
    answers = read_answers(entry.document, entry.texts, submission.answers)
    shown = {
        "entry": entry,
        "submission": submission,
        "answers": answers,
        "next": lines(entry.texts.get("form.receipt", "")),
        "has_pdf": printed.is_short_enough(answers),
    }
    return render(entry.request, "forms/public/receipt.html", shown)


def answers_pdf(entry: Entry) -> HttpResponse:
    """One's own answers as a document to keep."""
    submission = _sent(entry)
    answers = read_answers(entry.document, entry.texts, submission.answers)
    if not printed.is_short_enough(answers):
        return redirect(entry.url("receipt"))
    response = HttpResponse(
        paper.answers_pdf(submission, entry.document, language=entry.language),
        content_type="application/pdf",
    )
    response["Content-Disposition"] = f'attachment; filename="{submission.reference}.pdf"'
    return response


def forget(entry: Entry) -> HttpResponse:
    """Leave nothing in this browser: for machines that others use too."""
    if entry.request.method != "POST":
        return redirect(entry.url())
    if entry.draft and entry.draft.sent_at and not entry.owner:
        type(entry.draft).objects.filter(pk=entry.draft.pk).delete()
    entry.draft, entry.gives_code = None, False
    return render(entry.request, "forms/public/forgotten.html", {"entry": entry, "forgotten": True})


def again(entry: Entry) -> HttpResponse:
    """Begin anew: what was typed is deleted."""
    if entry.request.method == "POST" and entry.draft and not entry.draft.sent_at:
        type(entry.draft).objects.filter(pk=entry.draft.pk).delete()
    return redirect(entry.url())


def _look(
    entry: Entry, checked: Checked, seen: str, *, said: str = "", status: int = 200
) -> HttpResponse:
    shown = {
        "entry": entry,
        "parts": list(_parts(entry, checked)),
        "seen": seen,
        "stamp": bots.stamp(entry.draft.shown_at if entry.draft else None),
        "trapped": bool(entry.request.POST.get(bots.TRAP)),
        "said": said,
        "cautions": dict(getattr(checked, "cautions", {})),
        **purpose(entry),
    }
    return render(entry.request, "forms/public/check.html", shown, status=status)


def _parts(entry: Entry, checked: Checked) -> Any:
    """The answers page by page, each with the way back to it: (title, answers, address)."""
    for page in pages(entry.document, checked.hidden):
        for section in page.sections:
            said = read_answers(FormDocument((section,)), entry.texts, checked.answers)
            if said:
                mark = f"part-{section.key}"
                address = entry.url(mark=mark, page=page.key, **{"from": "check"})
                yield section_title(entry.texts, section), said, address


def _first_wrong(entry: Entry, checked: Checked) -> Shown | None:
    """The first page with something to correct, or where one cannot go on."""
    found = entry.pages(checked)
    for page in found:
        errors = _errors_on(page, checked)
        if errors or page.stops:
            return Shown(page, found, checked, errors)
    if checked.errors:
        return Shown(found[0], found, checked, dict(checked.errors))
    return None


def _errors_on(page: Page, checked: Checked) -> dict[str, str]:
    return {path: said for path, said in checked.errors.items() if path and page.owns(path)}


def _within_limits(entry: Entry) -> bool:
    if entry.owner:
        return True
    address = limits.address_of(entry.request)
    return limits.counted(limits.SENT_PER_ADDRESS, address) and limits.counted(
        limits.SENT_PER_FORM, entry.definition.pk
    )


def _of_paper(entry: Entry) -> tuple[str, date | None, str]:
    """Who helped, and the day on the paper; a sentence when the day is none."""
    if not entry.on_paper:
        return "", None, ""
    helped_by = (entry.stored.get(HELPED_BY) or [""])[0].strip()
    typed = (entry.stored.get(ANSWERED_ON) or [""])[0].strip()
    try:
        day = paper.day_on_paper(typed)
    except ValueError:
        return helped_by, None, _("Write the day on the paper as a date, for example 7.12.2026.")
    if day and day > timezone.localdate():
        return helped_by, None, _("The day on the paper has not come yet. Correct it.")
    return helped_by, day, ""


def _sent(entry: Entry) -> Submission:
    submission = entry.draft.submission if entry.draft and entry.draft.sent_at else None
    if submission is None:
        raise Http404
    return submission
