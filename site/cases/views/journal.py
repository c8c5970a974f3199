"""The journal: write a note or a contact, go on with a draft, sign it, correct what is signed."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.actions import journal
from cases.asking import ContactForm, DraftForm, NoteForm
from cases.models import Case, JournalEntry
from cases.queries.case_head import head_of
from cases.refusals import Refusal
from cases.views.entrance import DONE, GET_OR_POST, case_or_404, refused, shut, take_in, workspace

Write = Callable[[dict[str, Any]], JournalEntry]


@GET_OR_POST
@workspace
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note."""
    case = case_or_404(request, pk)
    if closed := shut(request, case):
        return closed
    form = NoteForm(request.POST or None, initial={"happened_on": timezone.localdate()})

    def write(said: dict[str, Any]) -> JournalEntry:
        moment = _moment(said.pop("happened_on"))
        return journal.write_note(case, by=request.user, happened_at=moment, **said)

    return _answer(request, case, form, _("Write a note"), write, must_be_open=case)


@GET_OR_POST
@workspace
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a contact with the participant or the network."""
    case = case_or_404(request, pk)
    if closed := shut(request, case):
        return closed
    first = {
        "attendance": JournalEntry.Attendance.ATTENDED
    }  # the day is asked: often it was another
    form = ContactForm(request.POST or None, called=case.programme.called, initial=first)

    def write(said: dict[str, Any]) -> JournalEntry:
        moment = _moment(said.pop("happened_on"))
        return journal.write_contact(case, by=request.user, happened_at=moment, **said)

    return _answer(request, case, form, _("Write down a contact"), write, must_be_open=case)


@GET_OR_POST
@workspace
def entry(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    """Go on writing a draft of one's own."""
    case = case_or_404(request, pk)
    draft = _entry(case, entry_pk, author=request.user, signed_at=None)
    form = DraftForm(request.POST or None, initial={"title": draft.title, "text": draft.text})

    def write(said: dict[str, Any]) -> JournalEntry:
        return journal.rewrite(draft, by=request.user, **said)

    return _answer(request, case, form, _("Go on writing"), write)


@require_POST
@workspace
def sign(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    """Sign an entry: from now on it is corrected, never changed."""
    case = case_or_404(request, pk)
    try:
        journal.sign(_entry(case, entry_pk, author=request.user), by=request.user)
    except Refusal as refusal:
        return refused(request, refusal)
    messages.success(request, _("The entry is signed."))
    return redirect("cases:case_timeline", pk)


@GET_OR_POST
@workspace
def correct(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    """Correct a signed entry with a new one; the old one stays readable."""
    case = case_or_404(request, pk)
    signed = _entry(case, entry_pk, signed_at__isnull=False)
    form = DraftForm(request.POST or None, initial={"text": signed.text})
    form.fields.pop("title")

    def write(said: dict[str, Any]) -> JournalEntry:
        return journal.correct(signed, by=request.user, text=said["text"])

    return _answer(request, case, form, _("Correct an entry"), write, corrects=signed)


def _answer(  # noqa: PLR0913 - what the three pages of the journal differ in
    request: HttpRequest,
    case: Case,
    form: Form,
    title: str,
    write: Write,
    *,
    must_be_open: Case | None = None,
    corrects: JournalEntry | None = None,
) -> HttpResponse:
    """Write what was typed, signed at once when the person pressed that button.

    must_be_open  the case, for what is not written in a closed one
    """
    signs = "sign" in request.POST

    def write_and_sign(said: dict[str, Any]) -> None:
        written = write(said)
        if signs:
            journal.sign(written, by=request.user)

    status = take_in(form, write_and_sign, case=must_be_open)
    if status == DONE:
        messages.success(request, _("The entry is signed.") if signs else _("The draft is saved."))
        return redirect("cases:case_timeline", case.pk)
    shown = {
        "head": head_of(case),
        "case": case,
        "form": form,
        "title": title,
        "corrects": corrects,
    }
    page = {**shown, "section": "cases"}
    return render(request, "cases/entry.html", page, status=status)


def _moment(day: date) -> datetime:
    """Turn a day into a moment: now for today, noon for an earlier day."""
    if day == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(day, time(12)))


def _entry(case: Case, pk: int, **filters: Any) -> JournalEntry:
    found = case.journal.filter(pk=pk, **filters).exclude(kind=JournalEntry.Kind.TRACE).first()
    if found is None:
        raise Http404
    return found
