"""One's own account: name, language, colours and keys."""

import pytest
from django.urls import reverse

from tests.factories.accounts import make_unit, make_user

pytestmark = pytest.mark.django_db
PAGE = "/accounts/profile/"


def language_of(response):
    return response["Content-Language"]


def test_the_page_shows_who_one_is_here(client):
    client.force_login(make_user(unit=make_unit("Vuxensocialt"), first_name="Alva", last_name="Ek"))

    text = client.get(PAGE).text

    assert "Alva Ek" in text
    assert "Vuxensocialt" in text


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get(PAGE)["Location"] == f"/accounts/login/?next={PAGE}"


def test_a_chosen_language_is_the_persons_own_in_every_browser(client, client_of):
    user = make_user()
    client.force_login(user)

    assert client.post(PAGE, {"language": "fi"}).status_code == 302

    assert language_of(client.get(PAGE)) == "fi"
    assert language_of(client_of(user).get(PAGE)) == "fi"


@pytest.mark.parametrize("language", ["", "xx", "sv\x00", "de"])
def test_an_unknown_language_is_refused_and_changes_nothing(client, language):
    user = make_user()
    client.force_login(user)

    response = client.post(PAGE, {"language": language})

    assert response.status_code == 422
    user.refresh_from_db()
    assert user.language == "sv"


def test_nobody_changes_more_than_the_language_here(client):
    user = make_user(roles=())
    client.force_login(user)

    client.post(PAGE, {"language": "en", "is_superuser": "on", "title": "Chef", "username": "x"})

    user.refresh_from_db()
    assert (user.language, user.is_superuser, user.title, user.username) == (
        "en",
        False,
        "",
        "alva",
    )


@pytest.mark.parametrize(
    ("own", "cookie", "browser", "shown"),
    [
        ("fi", "en", "sv", "fi"),  # the person's own language first
        (None, "en", "fi", "en"),  # then the cookie
        (None, None, "fi", "fi"),  # then the browser's wish
        (None, None, "de", "sv"),  # then the language of the service
    ],
)
def test_the_nearest_choice_of_language_wins(client, own, cookie, browser, shown):
    if own:
        client.force_login(make_user(language=own))
    if cookie:
        client.cookies["django_language"] = cookie

    page = PAGE if own else "/accounts/login/"
    response = client.get(page, headers={"accept-language": browser})

    assert language_of(response) == shown


def test_the_language_buttons_change_the_persons_own_language(client):
    user = make_user()
    client.force_login(user)

    response = client.post(reverse("set_language"), {"language": "fi", "next": PAGE})

    assert response["Location"] == PAGE
    user.refresh_from_db()
    assert user.language == "fi"


@pytest.mark.parametrize("language", ["xx", "", "de"])
def test_the_language_buttons_know_our_languages_only(client, language):
    user = make_user()
    client.force_login(user)

    client.post(reverse("set_language"), {"language": language, "next": PAGE})

    user.refresh_from_db()
    assert user.language == "sv"


def test_a_visitor_keeps_the_language_in_a_cookie(client):
    client.post(reverse("set_language"), {"language": "fi", "next": "/accounts/login/"})

    assert language_of(client.get("/accounts/login/")) == "fi"


def test_following_a_link_changes_no_language(client):
    user = make_user()
    client.force_login(user)

    client.get(reverse("set_language"), {"language": "fi"})

    user.refresh_from_db()
    assert user.language == "sv"


@pytest.mark.parametrize(("name", "value"), [("scheme", "dark"), ("keys", "off")])
def test_colours_and_keys_are_chosen_here_and_shown_as_chosen(client, name, value):
    client.force_login(make_user())

    response = client.post(reverse("appearance"), {name: value, "next": PAGE})

    assert response["Location"] == PAGE
    form = client.get(PAGE).text.split('id="profile-scheme"')[1]
    assert f'name="{name}" value="{value}" aria-pressed="true"' in form
