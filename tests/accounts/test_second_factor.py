"""The second factor: there for everybody, and in force where a setting says so."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings as project
from django.test import override_settings

from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def required():
    """A place where the second factor is in force."""
    with override_settings(REQUIRE_SECOND_FACTOR=True):
        yield


def code_of(secret):
    """What the authenticator app shows right now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def sign_in(client, **more):
    return client.post("/accounts/login/", {"login": "alva", "password": PASSWORD, **more})


def confirm(client):
    """Type the password once more, as every change of the second factor asks."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def with_app(user):
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


@pytest.mark.parametrize("place", ["/work/", "/cms/", "/cms/images/"])
def test_a_password_alone_opens_nothing_and_the_page_says_what_to_do(client, required, place):
    make_user(roles=("counsellor", "administrator"))
    sign_in(client)

    response = client.get(place)

    assert response.status_code == 403
    assert "/accounts/2fa/totp/activate/" in response.text


@pytest.mark.parametrize("place", ["/accounts/profile/", "/accounts/2fa/totp/activate/"])
def test_ones_own_account_stays_open_so_that_one_can_set_it_up(client, required, place):
    make_user()
    sign_in(client)
    confirm(client)

    assert client.get(place).status_code == 200


def test_a_second_factor_is_set_up_only_after_the_password_once_more(client):
    make_user()
    sign_in(client)

    response = client.get("/accounts/2fa/totp/activate/")

    assert response["Location"].startswith("/accounts/reauthenticate/")


def test_where_it_is_not_in_force_a_password_is_enough(client):
    make_user()
    sign_in(client)

    assert client.get("/work/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_up_the_app_opens_the_workspace_at_once(client, required):
    user = make_user()
    sign_in(client)
    confirm(client)
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]

    response = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})

    assert response.status_code == 302
    assert client.get("/work/").status_code == 200
    types = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    assert types == {"totp", "recovery_codes"}


def test_with_the_app_one_signs_in_with_a_code_and_comes_where_one_was_going(client, required):
    secret = with_app(make_user())

    response = sign_in(client, next="/work/")
    assert response["Location"].startswith("/accounts/2fa/authenticate/")
    assert "_auth_user_id" not in client.session

    response = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert response["Location"] == "/work/"
    assert client.get("/work/").status_code == 200


def test_a_wrong_code_opens_nothing(client, required):
    with_app(make_user())
    sign_in(client)

    client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    assert client.get("/work/").status_code == 302


def test_a_code_is_good_once(client, client_of):
    secret = with_app(make_user())
    code = code_of(secret)
    for browser, signed_in in ((client, True), (client_of(None), False)):
        sign_in(browser)
        browser.post("/accounts/2fa/authenticate/", {"code": code})
        assert ("_auth_user_id" in browser.session) is signed_in


def test_a_recovery_code_opens_once(client, client_of, required):
    user = make_user()
    with_app(user)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    for browser, status in ((client, 200), (client_of(None), 302)):
        sign_in(browser)
        browser.post("/accounts/2fa/authenticate/", {"code": code})
        assert browser.get("/work/").status_code == status


def test_a_session_from_before_the_app_is_asked_for_a_code(client, required):
    user = make_user()
    sign_in(client)
    secret = with_app(user)  # set up in another browser

    response = client.get("/work/?page=2")
    assert response["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fwork%2F%3Fpage%3D2"

    response = client.post(response["Location"], {"code": code_of(secret), "next": "/work/?page=2"})
    assert response["Location"] == "/work/?page=2"
    assert client.get("/work/").status_code == 200


def test_taking_the_app_away_closes_the_workspace_again(client, required):
    user = make_user()
    secret = with_app(user)
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    confirm(client)

    client.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/work/").status_code == 403


def test_the_secret_in_the_database_is_not_the_secret_of_the_app():
    user = make_user()
    secret = with_app(user)
    stored = Authenticator.objects.get(user=user).data["secret"]

    assert secret not in stored
    assert Authenticator.objects.get(user=user).wrap().validate_code(code_of(secret))


def test_a_new_secret_key_still_opens_what_the_old_one_closed():
    user = make_user()
    secret = with_app(user)

    with override_settings(SECRET_KEY="n" * 60, SECRET_KEY_FALLBACKS=[project.SECRET_KEY]):
        assert Authenticator.objects.get(user=user).wrap().validate_code(code_of(secret))
