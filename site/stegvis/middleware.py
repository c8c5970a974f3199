"""What happens to every request and answer, beyond what Django does by itself."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from stegvis.interrupted import interrupted, is_trouble

ADMIN_PREFIX = "/cms/"
BUSY = 503
AGAIN_IN = 5  # seconds: what a browser, a monitor or a person waits


class AdminContentSecurityPolicy:
    """Wagtail's admin gets its own policy; every other page keeps the strict one.

    Must stand after Django's own middleware in the list: that one writes the header last and
    takes the policy from the answer if there is one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note the admin's policy on answers of the admin."""
        response = self.get_response(request)
        if request.path.startswith(ADMIN_PREFIX) and not hasattr(response, "_csp_config"):
            setattr(response, "_csp_config", settings.SECURE_CSP_ADMIN)  # noqa: B010  as csp_override does
        return response


class Interruptions:
    """A view that lost its database, or waited in vain for a case, answers 503 and keeps what was typed.

    What breaks outside a view reaches `stegvis.views.broken` instead.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Every 503, also a view's own, says when to come back."""
        response = self.get_response(request)
        if response.status_code == BUSY:
            response.headers.setdefault("Retry-After", str(AGAIN_IN))
        return response

    def process_exception(self, request: HttpRequest, failure: Exception) -> HttpResponse | None:
        """Leave every other fault to Django."""
        return interrupted(request, failure) if is_trouble(failure) else None
