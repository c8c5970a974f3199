"""Handing over an anonymous survey in a step of a case: a card with a link, or a paper. Neither is written down."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.absences import hands_of
from cases.queries.surveys import Survey, language_of
from cases.queries.task_page import TaskPage, task_page
from cases.views.entrance import task_or_404, workspace
from forms.answers import handed
from forms.answers.anonymous import RoundClosed
from forms.public.staff import square
from forms.sent import printed

PAPER = "paper"


@require_POST
@workspace
def hand_over(request: HttpRequest, case_pk: int, pk: int) -> HttpResponse:
    """Make a card or a paper for the participant.

    Nothing of the case is written, and no transaction of the case is open: all that is counted is that
    somebody was asked, for the whole service.
    """
    page = _page_of(request, case_pk, pk)
    survey = page.survey
    if survey is None:
        raise Http404
    if survey.round is None:
        return redirect("cases:task", case_pk, pk)
    spoken = request.POST.get("language", "")
    language = spoken if spoken in dict(settings.LANGUAGES) else language_of(page.task.case)
    try:
        token = handed.hand_out(survey.round, group=_service(page))
    except RoundClosed:
        return redirect("cases:task", case_pk, pk)
    if request.POST.get("way") == PAPER:
        return _paper(survey, language)
    address = reverse("survey:answer", args=[token])
    shown = {
        **card(survey, request.build_absolute_uri(f"{address}?language={language}"), language),
        "page": page,
        "case": page.task.case,
        "section": "cases",
    }
    return render(request, "cases/survey_card.html", shown)


def card(survey: Survey, address: str, language: str) -> dict[str, Any]:
    """What the card shows, in the language of whoever gets it."""
    assert survey.round is not None
    with translation.override(language):
        words = [
            _("Your answers are anonymous. Nobody here can see whether you have answered."),
            _("Point the camera of your phone at the square, or write the address."),
        ]
        return {
            "address": address,
            "square": square(address),
            "card_title": survey.round.version.texts(language).get("form.title", survey.title),
            "card_language": language,
            "card_words": " ".join(words),
            "card_until": _("The link works once, until %(day)s.")
            % {"day": date_format(survey.round.closes_on, "DATE_FORMAT")},
        }


def _paper(survey: Survey, language: str) -> HttpResponse:
    """The blank form, to be sent back in a closed envelope."""
    assert survey.round is not None
    version = survey.round.version
    written = printed.blank_pdf(version, language=language)
    response = HttpResponse(written, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{survey.slug}.pdf"'
    return response


def _service(page: TaskPage) -> str:
    """The group that is counted together: everybody in the same service."""
    programme = page.task.case.programme
    return programme.titles.get(settings.LANGUAGE_CODE) or programme.title


def _page_of(request: HttpRequest, case_pk: int, pk: int) -> TaskPage:
    """The page of a task in one's own hands.

    errors   Http404
    """
    task = task_or_404(request, case_pk, pk)
    if task.owner_id not in hands_of(request.user) or task.finished:
        raise Http404
    return task_page(task, request.user)
