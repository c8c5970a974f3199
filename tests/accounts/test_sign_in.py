"""Signing in: one door for the workspace and the Wagtail admin, safe ways on, and limits."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from tests.factories.accounts import PASSWORD, grant_role, make_unit, make_user

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def sign_in(client, login="alva", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": login, "password": password, **more})


@pytest.mark.parametrize("login", ["alva", "alva@example.org", "ALVA@example.org"])
def test_one_signs_in_with_username_or_email(client, login):
    make_user()

    assert sign_in(client, login).status_code == 302
    assert client.session["_auth_user_id"]


@pytest.mark.parametrize(
    ("roles", "place"),
    [
        (("counsellor",), "/work/"),
        (("decision_maker",), "/work/"),
        (("partner",), "/work/"),
        (("communication",), "/cms/"),
        (("administrator",), "/cms/"),
        (("manager", "administrator"), "/work/"),
    ],
)
def test_everybody_comes_to_where_they_work(client, roles, place):
    make_user(roles=roles)

    response = sign_in(client)
    assert response["Location"] == reverse("accounts:start")
    assert client.get(response["Location"])["Location"] == place


@pytest.mark.parametrize("place", ["/work/", "/cms/", "/cms/pages/"])
def test_a_stranger_is_led_to_the_one_sign_in_and_back(client, place):
    make_user(roles=("counsellor", "administrator"))

    response = client.get(place)
    assert response.status_code == 302
    assert response["Location"] == f"{LOGIN}?next={place}"

    assert sign_in(client, next=place)["Location"] == place


def test_the_sign_in_of_the_admin_itself_leads_to_the_one_sign_in(client):
    response = client.get("/cms/login/?next=/cms/pages/")

    assert response["Location"] == f"{LOGIN}?next=/cms/pages/"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", "\x00"],
)
def test_a_way_on_to_another_site_is_not_followed(client, elsewhere):
    make_user()

    assert sign_in(client, next=elsewhere)["Location"] == reverse("accounts:start")


def test_a_wrong_password_gets_a_sentence_and_no_session(client):
    make_user()

    response = sign_in(client, password="fel")

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert "_auth_user_id" not in client.session


def test_a_stranger_cannot_learn_who_has_an_account(client):
    make_user()

    known, unknown = sign_in(client, password="fel"), sign_in(client, "ingen", "fel")

    assert known.context["form"].errors == unknown.context["form"].errors


def test_six_wrong_passwords_close_the_account_for_half_an_hour(client, time_machine):
    time_machine.move_to("2026-03-02T08:00:00Z")
    make_user()
    for _ in range(6):
        sign_in(client, password="fel")

    sign_in(client)
    assert "_auth_user_id" not in client.session

    time_machine.shift(1801)
    sign_in(client)
    assert client.session["_auth_user_id"]


def test_wrong_passwords_by_others_do_not_disturb_who_is_signed_in(client, client_of):
    user = make_user()
    client.force_login(user)
    stranger = client_of(None)
    for _ in range(8):
        sign_in(stranger, password="fel")

    assert client.get("/accounts/profile/").status_code == 200


def test_two_hundred_people_behind_one_address_can_sign_in(client_of):
    user = make_user()
    clients = [client_of(None) for _ in range(200)]

    assert {sign_in(client).status_code for client in clients} == {302}
    assert user.username


def test_nobody_makes_an_account_for_themselves(client):
    response = client.post(
        "/accounts/signup/", {"username": "ny", "email": "ny@example.org", "password1": PASSWORD}
    )

    assert not type(make_user("a")).objects.filter(username="ny").exists()
    assert "_auth_user_id" not in client.session
    assert response.status_code == 200


def test_an_account_made_inactive_ends_at_the_next_page(client):
    user = make_user()
    client.force_login(user)
    assert client.get("/accounts/profile/").status_code == 200

    user.is_active = False
    user.save()

    assert client.get("/accounts/profile/").status_code == 302
    assert sign_in(client)["Location"] == "/accounts/inactive/"


def test_a_forgotten_password_is_chosen_anew_by_email(client):
    user = make_user()
    client.post("/accounts/password/reset/", {"email": "alva@example.org"})
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body).group(1)

    page = client.get(link, follow=True)
    new = "en helt annan lång mening"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})

    user.refresh_from_db()
    assert user.check_password(new)


def test_an_account_without_a_password_gets_its_first_one_by_email(client):
    user = make_user(password=None)
    assert not user.has_usable_password()

    client.post("/accounts/password/reset/", {"email": user.email})

    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == [user.email]


def test_a_forgotten_password_of_nobody_looks_the_same(client):
    make_user()

    known = client.post("/accounts/password/reset/", {"email": "alva@example.org"})
    unknown = client.post("/accounts/password/reset/", {"email": "ingen@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_somebody_without_a_role_reads_whom_to_ask(client):
    unit = make_unit()
    make_user("admin", ("administrator",), unit, first_name="Ada", last_name="Ek")
    make_user("far", ("administrator",), first_name="Bo", last_name="Alm")
    client.force_login(make_user(roles=(), unit=unit))

    for place in ("/accounts/start/", "/work/", "/cms/"):
        response = client.get(place)
        assert response.status_code == 403
        assert "Ada Ek" in response.text
        assert "Bo Alm" not in response.text  # of no organisation, while one's own has somebody


def test_where_no_administrator_is_near_any_administrator_is_named(client):
    make_user("far", ("administrator",), first_name="Bo", last_name="Alm")
    client.force_login(make_user(roles=(), unit=make_unit()))

    assert "Bo Alm" in client.get("/accounts/start/").text


def test_a_role_that_ended_yesterday_no_longer_opens_the_workspace(client):
    user = make_user(roles=())
    grant_role(user, "counsellor", ends_on="2020-02-02")
    client.force_login(user)

    assert client.get("/work/").status_code == 403


def test_signing_out_needs_a_button_and_ends_the_session(client):
    client.force_login(make_user())

    client.get("/accounts/logout/")
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_a_language_chosen_on_the_page_of_signing_in_becomes_the_persons_own(client):
    user = make_user(language="sv")

    client.post("/i18n/setlang/", {"language": "fi", "next": LOGIN})
    sign_in(client)

    assert 'lang="fi"' in client.get("/accounts/profile/").content.decode()
    user.refresh_from_db()
    assert user.language == "fi"


def test_a_language_chosen_on_a_public_page_long_ago_does_not_change_the_saved_one(client):
    user = make_user(language="sv")

    client.post("/i18n/setlang/", {"language": "fi", "next": "/fi/"})
    assert not client.session.keys()
    sign_in(client)

    user.refresh_from_db()
    assert user.language == "sv"
