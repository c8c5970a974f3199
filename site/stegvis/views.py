"""Pages that belong to no part: the sign of life, and pictures uploaded by editors."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

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
