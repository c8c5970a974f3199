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

from forms.answers import anonymous
from forms.answers.views.entrance import GET_OR_POST
from forms.asking import checking, rendering
from forms.models import Ticket
from forms.texts import lines


@csrf_exempt  # the link is the only authority here, and the usual protection would set a cookie
@never_cache
@GET_OR_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The form behind a link. Opening it spends nothing; sending does."""
    ticket = anonymous.ticket_of(token)
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


def _answered(request: HttpRequest, ticket: Ticket, language: str) -> HttpResponse:
    campaign = ticket.group.campaign
    if ticket.spent or anonymous.is_closed(campaign):
        shown = {"spent": ticket.spent, "campaign": campaign}
        return render(request, "forms/answers/survey_over.html", shown, status=HTTPStatus.GONE)
    return _asked(request, ticket, language)


def _unlogged(answer: HttpResponse) -> HttpResponse:
    """Keep a link out of the log: Django writes the address, with the time, of every page that was not well."""
    setattr(answer, "_has_been_logged", True)  # noqa: B010  Django's own mark
    return answer


def _asked(request: HttpRequest, ticket: Ticket, language: str) -> HttpResponse:
    version = ticket.group.campaign.version
    document, texts = version.document(), version.texts(language)
    raw, errors = None, {}
    if request.method == "POST":
        raw = checking.read(document, dict(request.POST.lists()))
        checked = checking.check(document, texts, raw)
        if not raw.rows_of:
            errors = checked.errors
        if checked.ok and not raw.rows_of:
            return _sent(request, ticket, checked.answers)
    shown = {
        "title": texts.get("form.title", ""),
        "intro": lines(texts.get("form.intro", "")),
        "closes_on": ticket.group.campaign.closes_on,
        "summary": rendering.error_summary(version, language, errors),
        "form_html": rendering.render(version, language, raw=raw, errors=errors),
        "languages": [
            (code, translation.get_language_info(code)["name_local"])
            for code, _name in settings.LANGUAGES
        ],
        "language": language,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "forms/answers/survey.html", shown, status=status)


def _sent(request: HttpRequest, ticket: Ticket, answers: dict[str, Any]) -> HttpResponse:
    try:
        anonymous.record(ticket.group, answers=answers, ticket=ticket)
    except anonymous.Refused:
        return redirect(request.path)
    return redirect("survey:thanks")


def _language(request: HttpRequest) -> str:
    """The language asked for, else that of the browser."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language() or "sv"
