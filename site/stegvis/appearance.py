"""What a person has chosen for their own screen: light or dark, and whether the key N works.

Kept in cookies, so that the page is right from its first line and needs no inline script.
"""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

SCHEMES: Final = {
    "": _("As the device"),
    "light": _("Light"),
    "dark": _("Dark"),
    "contrast": _("High contrast"),
}
A_YEAR: Final = 365 * 24 * 3600


def scheme_of(request: HttpRequest | None) -> str:
    """Say which scheme the person chose, or "" to follow the device."""
    chosen = request.COOKIES.get("scheme", "") if request else ""
    return chosen if chosen in SCHEMES else ""


def keys_off(request: HttpRequest | None) -> bool:
    """Say whether the person switched the keyboard shortcuts off."""
    return request is not None and request.COOKIES.get("keys") == "off"


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the choice for a year and go back to where the person was."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    ):
        back = "/"
    answer = redirect(back)
    if request.POST.get("scheme") in SCHEMES:
        _keep(answer, request, "scheme", request.POST["scheme"])
    if request.POST.get("keys") in ("on", "off"):
        _keep(answer, request, "keys", request.POST["keys"])
    return answer


def _keep(answer: HttpResponse, request: HttpRequest, name: str, value: str) -> None:
    answer.set_cookie(
        name, value, max_age=A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
