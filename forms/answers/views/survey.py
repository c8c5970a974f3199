"""An anonymous survey before the person who answers it: no account, no cookie, no draft, no address kept."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from forms.answers import anonymous, handed, survey_pages
from forms.answers.handed import Handed
from forms.answers.survey_pages import Turn
from forms.answers.views.entrance import GET_OR_POST
from forms.asking import rendering
from forms.asking.pages import progress
from forms.models import FormVersion, Ticket
from forms.texts import lines

Right = Ticket | Handed


@csrf_exempt  # the link is the only authority here, and the usual protection would set a cookie
@never_cache
@GET_OR_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The form behind a link. Opening it spends nothing; sending does."""
    ticket = handed.right_of(token) or anonymous.ticket_of(token)
    if ticket is None:
        raise Http404
    language = _language(request)
    with translation.override(language):
        return _unlogged(_answered(request, ticket, language))


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """The answers were sent."""
    return render(request, "forms/answers/survey_thanks.html")


def _answered(request: HttpRequest, ticket: Right, language: str) -> HttpResponse:
    campaign = ticket.group.campaign
    if ticket.spent or anonymous.is_closed(campaign):
        shown = {"spent": ticket.spent, "campaign": campaign}
        return render(request, "forms/answers/survey_over.html", shown, status=HTTPStatus.GONE)
    return _asked(request, ticket, language)


def _unlogged(answer: HttpResponse) -> HttpResponse:
    """Keep a link out of every log: Django writes the address, with the time, of every page that was not well, and
    a server in front the page that asks for styles and scripts.
    """
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    setattr(answer, "_has_been_logged", True)  # noqa: B010  Django's own mark
    return answer


def _asked(request: HttpRequest, ticket: Right, language: str) -> HttpResponse:
    version = ticket.group.campaign.version
    document, texts = version.document(), version.texts(language)
    turn = (
        survey_pages.turned(document, texts, dict(request.POST.lists()))
        if request.method == "POST"
        else survey_pages.opened(document, texts)
    )
    if turn.sends:
        return _sent(request, ticket, turn.checked.answers)
    shown = {
        **_page(turn, version, language),
        "title": texts.get("form.title", ""),
        "intro": lines(texts.get("form.intro", "")) if turn.at == 1 else (),
        "closes_on": ticket.group.campaign.closes_on,
        "languages": [
            (code, translation.get_language_info(code)["name_local"])
            for code, _name in settings.LANGUAGES
        ],
        "language": language,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if turn.errors else HTTPStatus.OK
    return render(request, "forms/answers/survey.html", shown, status=status)


def _page(turn: Turn, version: FormVersion, language: str) -> dict[str, Any]:
    """The questions of one page, what was answered on the others, and how far one has come."""
    return {
        "summary": rendering.error_summary(version, language, turn.errors),
        "form_html": rendering.render(
            version,
            language,
            raw=turn.checked.raw,
            errors=turn.errors,
            facts=turn.elsewhere,
            sections=turn.page.sections if turn.page.key else None,
        ),
        "page": turn.page,
        "carried": turn.carried,
        "part": turn.at,
        "parts": len(turn.pages),
        "progress": progress(turn.at, len(turn.pages)) if len(turn.pages) > 1 else "",
    }


def _sent(request: HttpRequest, ticket: Right, answers: dict[str, Any]) -> HttpResponse:
    try:
        if isinstance(ticket, Handed):
            handed.keep(ticket.group, answers=answers, mark=ticket.mark)
        else:
            anonymous.record(ticket.group, answers=answers, ticket=ticket)
    except anonymous.Refused:
        return redirect(request.path)
    return redirect("survey:thanks")


def _language(request: HttpRequest) -> str:
    """The language asked for, else that of the browser."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language() or "sv"
