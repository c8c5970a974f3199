"""Helping people with forms: which there are, a personal link to give out, a paper to type in."""

from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forms.models import FormDefinition, FormLink
from forms.models.audience import EVERYBODY, NOBODY
from forms.public.doors import definition_of, helps_people
from forms.sent import links, windows

DAYS = (7, 14, 30, 90)
MOST_LISTED = 50


@never_cache
@login_required
@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """List the forms that people outside the workspace may answer."""
    _check(request)
    rows = [_row(each) for each in _open_forms(get_language() or settings.LANGUAGE_CODE)]
    return render(request, "forms/public/staff/forms.html", {"rows": rows, "section": "forms"})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a personal link, and show it: on the screen, as a square to photograph, as a card to print."""
    _check(request)
    definition = _form(slug)
    mine = FormLink.objects.filter(definition=definition, made_by=request.user.pk).open()
    shown: dict[str, Any] = {
        "title": _title(definition),
        "section": "forms",
        "slug": slug,
        "days": DAYS,
        "usual": links.DAYS,
        "languages": settings.LANGUAGES,
        "language": get_language(),
        "open": mine[:MOST_LISTED],
    }
    if request.method != "POST":
        return render(request, "forms/public/staff/link.html", shown)
    days = int(days) if (days := request.POST.get("days", "")) in map(str, DAYS) else links.DAYS
    language = request.POST.get("language", "")
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    made = links.make(definition, by=request.user, language=language, days=days)
    address = request.build_absolute_uri(address_of(made))
    shown |= card(definition, made, address, language)
    return render(request, "forms/public/staff/made.html", shown)


@login_required
@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Close a link that one has made oneself."""
    _check(request)
    if not links.withdraw_one(pk, by=request.user):
        raise Http404
    messages.success(request, _("The link is withdrawn. Nobody can open it any more."))
    return redirect("form_help:link", slug=slug)


def address_of(made: links.Made) -> str:
    """The address that a new link stands for. Known now or never."""
    return reverse("personal_form:fill", kwargs={"token": made.token})


def card(
    definition: FormDefinition, made: links.Made, address: str, language: str
) -> dict[str, Any]:
    """What a card to give out shows, in the language of whoever gets it."""
    with translation.override(language):
        return {
            "address": address,
            "square": square(address),
            "card_title": _title(definition, language),
            "card_language": language,
            "card_words": _("Point the camera of your phone at the square, or write the address."),
            "card_until": _("The link works once, until %(day)s.")
            % {"day": _day(made.link.expires_at)},
        }


def square(address: str) -> SafeString:
    """A square that a phone reads, as a drawing."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        scale=4, border=4, svgclass="card__code", lineclass=None, omitsize=True, light="#ffffff"
    )
    return mark_safe(drawn.replace("<svg ", '<svg role="img" aria-hidden="true" ', 1))  # noqa: S308  drawn here


def _open_forms(language: str) -> list[FormDefinition]:
    """Forms open to somebody outside, each once."""
    found = FormDefinition.objects.filter(live=True, anonymous=False).exclude(open_to=NOBODY)
    by_key: dict[Any, FormDefinition] = {}
    for each in found.select_related("locale").order_by("title"):
        if each.translation_key not in by_key or each.locale.language_code == language:
            by_key[each.translation_key] = each
    return list(by_key.values())


def _row(definition: FormDefinition) -> dict[str, Any]:
    source = definition.source()
    return {
        "title": definition.title,
        "slug": source.slug,
        "public": source.open_to == EVERYBODY,
        "closed": windows.open_to(source) or "",
    }


def _form(slug: str) -> FormDefinition:
    definition = definition_of(slug)
    if definition.open_to == NOBODY or definition.anonymous:
        raise Http404
    return definition


def _title(definition: FormDefinition, language: str = "") -> str:
    version = definition.latest_version()
    texts = version.texts(language or get_language() or settings.LANGUAGE_CODE) if version else {}
    return str(texts.get("form.title", definition.title))


def _check(request: HttpRequest) -> None:
    if not helps_people(request.user):
        raise PermissionDenied


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
