"""What surrounds every page of the workspace: where one can go, and what belongs to the person."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

PLACES = (
    ("my_day", "cases:my_day", _("My day")),
    ("cases", "cases:cases", _("Cases")),
    ("queue", "cases:queue", _("Queue")),
)
ACCOUNT = (
    ("account_change_password", _("Change password")),
    ("mfa_index", _("Second factor")),
    ("account_email", _("E-mail address")),
)


@dataclass(frozen=True)
class Link:
    """A word one can follow; `current` is "page" on the page itself, "true" on a page below it."""

    url: str
    label: str
    current: str = ""


def url_of(name: str) -> str:
    """Return the address of a page, or "" when this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def place_links(request: HttpRequest | None, *, section: str = "") -> list[Link]:
    """List the places of the workspace that exist, the current one marked.

    section  the key of the place a page below it belongs to: "my_day", "cases" or "queue"
    """
    path = request.path if request else ""
    links = []
    for key, name, label in PLACES:
        url = url_of(name)
        current = "page" if url == path else "true" if key == section else ""
        if url:
            links.append(Link(url, label, current))
    return links


def account_links() -> list[Link]:
    """List the pages about the person's own account that exist."""
    return [Link(url, label) for name, label in ACCOUNT if (url := url_of(name))]
