"""Pages that belong to no part: the sign of life, pictures uploaded by editors, and what went wrong."""

import sys
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe
from django.views.defaults import bad_request, server_error
from django.views.static import serve

from stegvis.interrupted import interrupted, is_trouble, too_big, typed_in

# Only renditions and originals of pictures are public; documents go through Wagtail's own view.
PUBLIC_MEDIA = ("images/", "original_images/", "avatar_images/")


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  a view
    """Answer "ok" when the database answers too. For monitors and load balancers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Show one picture. A proxy in front may serve the same folder faster."""
    if not path.startswith(PUBLIC_MEDIA):
        return HttpResponse(status=404)
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    # A drawing uploaded as SVG must not run anything in our name.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """Answer for a fault outside the views, as in reading who is signed in: 503 when it passes by itself."""
    failure = sys.exception()
    return interrupted(request, failure) if is_trouble(failure) else server_error(request)


@requires_csrf_token
def not_sent(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django gives its own
    """Answer for a form that may come from another site: refused, but what was typed stays in sight.

    It is not offered for sending again: who really wrote it is not known.
    """
    shown = {"typed": typed_in(request)}
    return render(request, "403_csrf.html", shown, status=HTTPStatus.FORBIDDEN)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for a request that cannot be read; for one that is only too long, with what was typed."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)):
        return too_big(request)
    return bad_request(request, exception)
