"""Sessions end; answers about people are not kept by the browser."""

import pytest
import time_machine as clock
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpResponse

from accounts.middleware import CmsDoor, LanguageMiddleware, SecondFactor, SessionClock
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
MORNING = "2026-03-02T07:00:00Z"
PAGE = "/accounts/profile/"


@pytest.fixture
def traveller():
    with clock.travel(MORNING, tick=False) as traveller:
        yield traveller


def is_open(client):
    return client.get(PAGE).status_code == 200


@pytest.mark.parametrize(("minutes", "stays"), [(28, True), (31, False)])
def test_a_session_ends_after_half_an_hour_without_a_page(client, traveller, minutes, stays):
    client.force_login(make_user())
    assert is_open(client)

    traveller.shift(minutes * 60)

    assert is_open(client) is stays


def test_a_page_now_and_then_keeps_it_open_but_not_longer_than_a_working_day(client, traveller):
    client.force_login(make_user())

    pages = 0
    while is_open(client):
        traveller.shift(20 * 60)
        pages += 1

    assert pages == 31  # ten hours, three pages an hour, and the one that ended it


def test_a_busy_minute_stores_the_session_once(client, traveller):
    client.force_login(make_user())
    client.get(PAGE)
    before = Session.objects.get().session_data

    traveller.shift(30)
    client.get(PAGE)
    assert Session.objects.get().session_data == before

    traveller.shift(31)
    client.get(PAGE)
    assert Session.objects.get().session_data != before


def test_the_session_cookie_is_for_the_server_alone(client):
    client.force_login(make_user())
    client.get(PAGE)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("page", ["/work/", "/accounts/profile/", "/accounts/login/", "/cms/"])
def test_the_browser_keeps_no_copy_of_pages_about_people(client, page):
    client.force_login(make_user())

    assert "no-store" in client.get(page)["Cache-Control"]


def test_a_visitor_without_a_session_is_not_asked_for_one(rf):
    request = rf.get("/sv/")
    request.session = SessionStore()
    AuthenticationMiddleware(HttpResponse).process_request(request)

    for middleware in (SessionClock, LanguageMiddleware, SecondFactor, CmsDoor):
        middleware(HttpResponse).process_request(request)

    assert not request.session.accessed  # so that public pages stay in shared caches
