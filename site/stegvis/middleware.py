"""What happens to every request and answer, beyond what Django does by itself."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.csp import CSP

from stegvis.interrupted import interrupted, is_trouble

ADMIN_PREFIX = "/cms/"
BUSY = 503
AGAIN_IN = 5  # seconds: what a browser, a monitor or a person waits


FRAMED = "SAMEORIGIN"


class ContentSecurityPolicies:
    """Wagtail's admin gets its own policy; every other page keeps the strict one.

    Nothing of ours is shown inside a frame, save what says so itself: the previews of the admin.
    Must stand after Django's own middleware in the list: that one writes the header last and
    takes the policy from the answer if there is one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note the policy of the answer on it."""
        response = self.get_response(request)
        policy = getattr(response, "_csp_config", None) or settings.SECURE_CSP
        if request.path.startswith(ADMIN_PREFIX) and not hasattr(response, "_csp_config"):
            policy = settings.SECURE_CSP_ADMIN
        if response.headers.get("X-Frame-Options") == FRAMED:
            policy = {**policy, "frame-ancestors": [CSP.SELF]}
            _allow_frame(response)
        if policy is not settings.SECURE_CSP:
            setattr(response, "_csp_config", policy)  # noqa: B010  as csp_override does
        return response


def _allow_frame(response: HttpResponse) -> None:
    """A preview has been through all of this once, as the page that it shows: its policy stands already."""
    name = str(CSP.HEADER_ENFORCE.value)  # servers take plain text only, no kind of it
    written = response.headers.get(name)
    if written:
        framed = written.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        response.headers[name] = framed


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
