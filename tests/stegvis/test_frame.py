"""What surrounds a page: language, the way past the head, the places one may go, and pages for what goes wrong."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from tests.factories.accounts import make_unit, make_user

ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "409.html", "500.html"]


def asked(path: str = "/", *, user=None, cookie: str = ""):
    request = RequestFactory().get(path, headers={"cookie": cookie})
    request.user = user or AnonymousUser()
    return request


def shown(template: str, request=None, **context) -> BeautifulSoup:
    return BeautifulSoup(render_to_string(template, context, request), "html.parser")


@pytest.mark.parametrize("template", ERROR_PAGES)
def test_a_page_about_a_mistake_needs_neither_person_nor_database(template):
    with translation.override("sv"):
        page = shown(template, asked())

    assert page.html["lang"] == "sv"
    assert len(page("h1")) == 1
    assert page.find(id=page.select_one(".skip-link")["href"].removeprefix("#")).name == "main"
    assert page.title.get_text().strip().endswith("– Stegvis")


def test_our_own_fault_is_shown_even_without_a_request():
    assert shown("500.html").h1


@pytest.mark.parametrize(
    ("cookie", "scheme", "keys"),
    [("", None, None), ("scheme=dark; keys=off", "dark", "off"), ("scheme=pink", None, None)],
)
def test_the_page_knows_from_its_first_line_how_it_looks(cookie, scheme, keys):
    page = shown("404.html", asked(cookie=cookie))

    assert page.html.get("data-scheme") == scheme
    assert page.body.get("data-keys") == keys


@pytest.mark.parametrize("template", ERROR_PAGES)
def test_no_page_carries_script_or_style_of_its_own(template):
    page = shown(template, asked())

    assert page("style") == []
    assert [script for script in page("script") if not script.get("src")] == []
    assert [
        tag
        for tag in page(True)
        if tag.get("style") or any(name.startswith("on") for name in tag.attrs)
    ] == []


def test_somebody_not_signed_in_sees_no_place_to_work():
    assert shown("409.html", asked()).select(".topbar__nav, .menu, .topbar__search") == []


def test_the_source_is_linked_when_it_is_known():
    page = shown("404.html", asked(), source_url="/source.tar.gz")

    assert page.select_one(".site-foot a")["href"] == "/source.tar.gz"


def test_messages_are_said_and_mistakes_interrupt():
    messages = [SimpleNamespace(level_tag="success"), SimpleNamespace(level_tag="error")]

    page = shown("404.html", asked(), messages=messages)

    assert page.select_one(".page__notices")["role"] == "status"
    assert [notice.get("role") for notice in page.select(".notice")] == [None, "alert"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "places"),
    [
        ("counsellor", ["My day", "Cases", "Queue", "Forms"]),
        ("partner", ["My day", "Cases"]),
        ("communication", []),
    ],
)
def test_the_places_follow_the_role(role, places):
    user = make_user("alva", roles=(role,), unit=make_unit("North"))

    with translation.override("en"):
        page = shown("409.html", asked(user=user))

    links = page.select(".topbar__link:not(.topbar__link--narrow)")
    assert [link.get_text().strip() for link in links] == places
    assert bool(page.select(".topbar__search")) == bool(places)
    assert page.select_one(".menu__name").get_text().strip() == user.display_name
