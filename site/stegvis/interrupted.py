"""The page for a request that the database, or somebody at work in the same case, cut short.

It asks the database nothing, and shows what was typed, so that it can be sent once more.
"""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import psycopg
from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from viewflow.workflow.exceptions import FlowLockFailed

from cases import daywords
from cases.refusals import CaseBusy
from localdb.cluster import ServerDidNotStart
from stegvis.typed_names import Names

TROUBLE = (
    *(OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError),
    *(ServerDidNotStart, CaseBusy, FlowLockFailed),
)
# What a page sends besides what a person writes.
OF_THE_PAGE = frozenset({"csrfmiddlewaretoken", "seen", "next"})
# Never shown, and never sent a second time by us.
SECRET = re.compile(r"passw|^code$|secret|token", re.IGNORECASE)
logger = logging.getLogger(__name__)
FORM = "application/x-www-form-urlencoded"
A_PIECE = 2**16
THROWN_AWAY_AT_MOST = 2**26  # bytes


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form sent.

    shown    (name, text) of what a person wrote or chose
    again    (name, value) of everything, for sending it once more; empty when that cannot be done
    """

    shown: tuple[tuple[str, str], ...] = ()
    again: tuple[tuple[str, str], ...] = ()


def is_trouble(failure: BaseException | None) -> bool:
    """Whether a failure passes by itself: the database is away, or somebody else holds the case."""
    return isinstance(failure, TROUBLE) or isinstance(getattr(failure, "__cause__", None), TROUBLE)


def interrupted(request: HttpRequest, failure: BaseException) -> HttpResponse:
    """Say that nothing was saved, and keep what was typed."""
    logger.warning("%s was cut short: %s", request.path, type(failure).__name__)
    _choose_language(request)
    busy = isinstance(failure, (CaseBusy, FlowLockFailed))
    sentence = str(CaseBusy.sentence) if busy else _words(request)
    if _is_quiet(request):
        return _short(request, sentence, status=503)
    posted = request.method == "POST"
    shown = {"sentence": sentence, "busy": busy, "typed": typed_in(request), "posted": posted}
    return _page(request, "503.html", shown, status=503)


def too_big(request: HttpRequest) -> HttpResponse:
    """Say that more was sent than there is room for, and show as much of it as is taken in."""
    _choose_language(request)
    sentence = _("This is longer than there is room for, so nothing was saved.")
    typed = Typed(shown=_shown(request, _beginning(request).lists()))
    if _is_quiet(request):
        return _short(request, sentence, status=413)
    return _page(request, "413.html", {"sentence": sentence, "typed": typed}, status=413)


def typed_in(request: HttpRequest) -> Typed:
    """What the form of this request carried, without anything secret."""
    try:
        posted, files = request.POST, request.FILES
    except (SuspiciousOperation, BadRequest, UnreadablePostError, MultiPartParserError):
        return Typed()
    whole = not files and not any(SECRET.search(name) for name in _names(posted))
    pairs = tuple((name, value) for name in _names(posted) for value in posted.getlist(name))
    return Typed(shown=_shown(request, posted.lists()), again=pairs if whole else ())


def _names(posted: QueryDict) -> list[str]:
    return [name for name in posted if name != "csrfmiddlewaretoken"]


def _shown(
    request: HttpRequest, sent: Iterable[tuple[str, list[str]]]
) -> tuple[tuple[str, str], ...]:
    """Everything with words in it, under the name that its field has on the page."""
    names = Names(request)
    return tuple(
        (names.of(name), "\n".join(filled))
        for name, values in sent
        if name not in OF_THE_PAGE and not SECRET.search(name)
        if (filled := [text for text in values if text.strip()])
    )


def _beginning(request: HttpRequest) -> QueryDict:
    """Read a body that is too long as far as one may be long, and throw the rest away.

    A browser that still sends does not see an answer that comes before it is done.
    """
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
    try:
        body = request.read(limit)
        for _piece in range(THROWN_AWAY_AT_MOST // A_PIECE):
            if not request.read(A_PIECE):
                break
        return QueryDict(body) if request.content_type == FORM else QueryDict()
    except (UnreadablePostError, TooManyFieldsSent):
        return QueryDict()


def _words(request: HttpRequest) -> str:
    at = {"time": daywords.clock(timezone.now())}
    if request.method == "POST":
        return _("Not saved. The connection broke at %(time)s. What you wrote is still here.") % at
    return _("The connection broke at %(time)s. Nothing you saved is lost.") % at


def _choose_language(request: HttpRequest) -> None:
    """The person's own language when it is known already, else what cookie and browser say."""
    if not hasattr(request, "LANGUAGE_CODE"):
        translation.activate(translation.get_language_from_request(request, check_path=True))


def _is_quiet(request: HttpRequest) -> bool:
    """Whether a script asked: it shows a sentence, not a page."""
    return (
        bool(request.headers.get("HX-Request"))
        or request.headers.get("Sec-Fetch-Dest", "document") == "empty"
        or request.path_info.endswith("/draft/")
    )


def _short(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    """As the draft's script reads it, or as words."""
    if request.headers.get("HX-Request"):
        return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=status)
    return JsonResponse({"saved": False, "words": sentence}, status=status)


def _page(
    request: HttpRequest, template: str, shown: dict[str, Any], *, status: int
) -> HttpResponse:
    """Render without context processors: they would ask who is signed in."""
    context = {
        **shown,
        "request": request,
        "here": request.get_full_path(),
        "csrf_token": get_token(request),
        "LANGUAGE_CODE": translation.get_language(),
    }
    answer = HttpResponse(render_to_string(template, context), status=status)
    add_never_cache_headers(answer)
    return answer
