"""What surrounds every page of the workspace: where one can go, and what belongs to the person."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import may, units_of

# Key of the place, its page, who may go there (one of these is enough), its name.
PLACES = (
    ("my_day", "cases:my_day", {"work.use"}, _("My day")),
    ("cases", "cases:cases", {"work.use"}, _("Cases")),
    ("queue", "cases:queue", {"queue.see"}, _("Queue")),
    ("forms", "form_help:forms", {"queue.see", "surveys.enter"}, _("Forms")),
    ("answers", "answers:forms", {"answers.read"}, _("Answers")),
)
# Where one reads what one was appointed to read; a place of its own for those who read everything.
READING = ("answers:forms", "answers.read", _("Answers to forms"))
ACCOUNT = (
    ("accounts:profile", _("Your account")),
    ("account_change_password", _("Change password")),
    ("mfa_index", _("Second factor")),
)
AWAY = ("cases:away", "work.use", _("Away"))
ADMINISTRATION = ("wagtailadmin_home", "cms.use", _("Administration"))


@dataclass(frozen=True)
class Link:
    """A word one can follow; `current` is "page" on the page itself, "true" on a page below it."""

    url: str
    label: str | Promise
    current: str = ""


def url_of(name: str) -> str:
    """Return the address of a page, or "" when this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def place_links(request: HttpRequest | None, *, section: str = "") -> list[Link]:
    """List the places of the workspace that exist and are open to the person, the current one marked.

    section  the key of the place a page below it belongs to: "my_day", "cases", "queue" …
    """
    if not request or not request.user.is_authenticated:
        return []
    places = [
        (key, url, label)
        for key, name, permissions, label in PLACES
        if (url := url_of(name)) and any(may(request.user, each) for each in permissions)
    ]
    if units_of(request.user, role="manager") and (url := url_of("cases:unit")):
        places.append(("unit", url, _("Unit")))
    here = {key for key, url, _label in places if url == request.path}
    marks = dict.fromkeys(here, "page") or {section: "true"}
    return [Link(url, label, marks.get(key, "")) for key, url, label in places]


def search_url(request: HttpRequest | None) -> str:
    """Return where cases and people are searched, or "" for somebody who works with none."""
    if not request or not request.user.is_authenticated or not may(request.user, "work.use"):
        return ""
    return url_of("cases:search")


def account_links(user: User) -> list[Link]:
    """List the pages about the person's own account, and the administration for those who have one."""
    links = [Link(url, label) for name, label in ACCOUNT if (url := url_of(name))]
    name, permission, label = READING
    if url_of(name) and not may(user, permission):
        links.insert(0, Link(url_of(name), label))
    name, permission, label = AWAY
    if url_of(name) and may(user, permission):
        links.insert(0, Link(url_of(name), label))
    name, permission, label = ADMINISTRATION
    if url_of(name) and may(user, permission):
        links.append(Link(url_of(name), label))
    return links
