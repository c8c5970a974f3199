"""One submission to be read, and erased when somebody asks for it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forms import access
from forms.answers import erasing, finding
from forms.answers.masking import seen_document
from forms.answers.views.entrance import GET_OR_POST, form_or_404, staff
from forms.answers.words import answered_texts
from forms.asking.reading import FileUrl, read_answers
from forms.models import FormDefinition, Submission
from forms.sent import pdf, printed

LONGEST_REASON = 500


@require_safe
@staff
def answer(request: HttpRequest, pk: int, submission_pk: int) -> HttpResponse:
    """What somebody answered, in the words they were asked in."""
    definition, submission = _to_read(request, pk, submission_pk)
    shown = {
        **_shown(request, definition, submission, file_url=_file_url),
        "may_erase": not access.is_owned(submission),
        "section": "answers",
    }
    shown["has_pdf"] = printed.is_short_enough(shown["answers"])
    return render(request, "forms/answers/answer.html", shown)


@require_safe
@staff
def answer_pdf(request: HttpRequest, pk: int, submission_pk: int) -> HttpResponse:
    """The same as a document for paper or a file of one's own. What is not shown on the page is not in it.

    Answers that are too long for a document lead back to their page, which says so.
    """
    definition, submission = _to_read(request, pk, submission_pk)
    shown = _shown(request, definition, submission)
    if not printed.is_short_enough(shown["answers"]):
        return redirect("answers:answer", pk, submission_pk)
    written = pdf.written("forms/answers/print.html", {**shown, "language": get_language()})
    response = HttpResponse(written, content_type="application/pdf")
    day = timezone.localtime(submission.submitted_at).date().isoformat()
    named = f"{definition.slug}-{submission.reference or day}.pdf"
    response["Content-Disposition"] = f'inline; filename="{named}"'
    return response


def _to_read(
    request: HttpRequest, pk: int, submission_pk: int
) -> tuple[FormDefinition, Submission]:
    definition = form_or_404(request.user, pk)
    return definition, access.submission_of(request.user, definition, submission_pk)


def _shown(
    request: HttpRequest,
    definition: FormDefinition,
    submission: Submission,
    *,
    file_url: FileUrl | None = None,
) -> dict[str, Any]:
    """What was answered, as far as the reader sees it; it counts as read from now on."""
    sight = access.sight_on_page(request.user, submission)
    document, hidden = seen_document(
        submission.version.document(), sight, submission.version.later()
    )
    finding.mark_read(request.user, submission)
    texts = answered_texts(submission)
    return {
        "definition": definition,
        "submission": submission,
        "title": texts.get("form.title") or definition.title,
        "answers": read_answers(document, texts, submission.answers, file_url=file_url),
        "hidden": hidden,
    }


def _file_url(pk: str) -> str:
    return reverse("form_help:file", args=[pk])


@GET_OR_POST
@staff
def erase(request: HttpRequest, pk: int, submission_pk: int) -> HttpResponse:
    """Erase one submission because somebody asked for it. Answers of a case are erased with the case."""
    definition, submission = _to_erase(request, pk, submission_pk)
    reason = request.POST.get("reason", "").replace("\x00", "").strip()
    problem = _problem(reason) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        erasing.erase([submission.pk], reason=reason, by=request.user)
        messages.success(request, _("The answer is erased. What it chose stays in the statistics."))
        return redirect("answers:answers", pk=pk)
    shown = {
        "definition": definition,
        "submission": submission,
        "reason": reason,
        "problem": problem,
        "section": "answers",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "forms/answers/erase.html", shown, status=status)


def _to_erase(
    request: HttpRequest, pk: int, submission_pk: int
) -> tuple[FormDefinition, Submission]:
    definition = form_or_404(request.user, pk)
    found = access.submissions_for(request.user, definition).filter(pk=submission_pk).first()
    if found is None or access.is_owned(found):
        raise Http404
    return definition, found


def _problem(reason: str) -> str:
    if not reason:
        return _("Write why the answer is erased. Do not repeat what it said.")
    if len(reason) > LONGEST_REASON:
        return _("Write the reason in at most %(most)s characters.") % {"most": LONGEST_REASON}
    return ""
