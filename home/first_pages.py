"""The pages a new installation starts with: one home page per language, worded warmly and briefly."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Locale, Page, Site

from home.models import HomePage

# The three pages are translations of each other.
TOGETHER = UUID("6c1b3c3e-52c5-4d0e-9d3a-0b8c6b5d7f01")


@dataclass(frozen=True)
class FirstPage:
    """What one language's home page says until somebody writes a better one."""

    language: str
    slug: str
    title: str
    lead: str
    body: str


FIRST_PAGES = (
    FirstPage(
        "sv",
        "hem",
        "Ett steg i taget, tillsammans med någon",
        "Här hittar du stöd när vardagen har gått i stå. Du får någon som lyssnar, en plan som är "
        "din egen och tid att pröva dig fram.",
        "<p>Det är frivilligt. Du bestämmer om det känns rätt, och du får ändra dig.</p>",
    ),
    FirstPage(
        "fi",
        "koti",
        "Askel kerrallaan, jonkun kanssa",
        "Täältä löydät tukea, kun arki on jumissa. Saat rinnallesi ihmisen, joka kuuntelee, oman "
        "suunnitelman ja aikaa kokeilla.",
        "<p>Tämä on vapaaehtoista. Sinä päätät, tuntuuko se oikealta, ja saat muuttaa mieltäsi.</p>",
    ),
    FirstPage(
        "en",
        "home",
        "One step at a time, together with someone",
        "Here you find support when everyday life has come to a halt. You get someone who listens, "
        "a plan of your own and time to try things out.",
        "<p>It is voluntary. You decide whether it feels right, and you may change your mind.</p>",
    ),
)


@transaction.atomic
def make_first_pages() -> list[HomePage]:
    """Give a new site its languages, its home pages and its address.

    returns  the pages that were made; none when somebody has made a home page already
    """
    # A database that was emptied numbers its content types anew.
    ContentType.objects.clear_cache()
    for language, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=language)
    if HomePage.objects.exists():
        return []
    _remove_welcome_page()
    root = Page.get_first_root_node()
    if root is None:
        root = Page.add_root(title="Root", slug="root", locale=Locale.get_default())
    pages = [_make_page(root, page) for page in FIRST_PAGES]
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": pages[0]}
    )
    return pages


def make_first_pages_after_migrating(**_signal: Any) -> None:
    """Receive `post_migrate`: a new database starts with a home page."""
    make_first_pages()


def _make_page(root: Page, first: FirstPage) -> HomePage:
    page = HomePage(
        title=first.title,
        slug=first.slug,
        lead=first.lead,
        body=first.body,
        locale=Locale.objects.get(language_code=first.language),
        translation_key=TOGETHER,
    )
    # Read again: adding a child changes the parent's row.
    return Page.objects.get(pk=root.pk).add_child(instance=page)


def _remove_welcome_page() -> None:
    """Wagtail's own first page goes, and with it the site that opened with it."""
    for page in Page.objects.filter(depth=2, slug="home"):
        if page.specific_class is Page:
            page.delete()
