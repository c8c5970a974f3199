"""What is wrong when one signs in is said in our voice, in the reader's language."""

import pytest
from django.core import mail
from django.test import Client

from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db

SIGN_IN, RESET, CHANGE = (
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/password/change/",
)


def reader(language):
    return Client(HTTP_ACCEPT_LANGUAGE=language)


@pytest.mark.parametrize(
    ("language", "address", "posted", "sentence"),
    [
        ("sv", SIGN_IN, {}, "Skriv ditt användarnamn eller din e-postadress."),
        ("fi", SIGN_IN, {}, "Kirjoita salasanasi."),
        ("en", SIGN_IN, {}, "Write your password."),
        ("sv", SIGN_IN, {"login": "alva", "password": "fel"}, "lösenordet stämmer inte"),
        ("fi", SIGN_IN, {"login": "alva", "password": "fel"}, "salasana ei täsmää"),
        ("en", SIGN_IN, {"login": "alva", "password": "fel"}, "password is not right"),
        ("sv", RESET, {}, "Skriv din e-postadress."),
        ("fi", RESET, {"email": "abc"}, "Kirjoita sähköpostiosoite"),
    ],
)
def test_before_signing_in(language, address, posted, sentence):
    make_user()

    page = reader(language).post(address, posted).content.decode()

    assert sentence in page


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({}, "Skriv lösenordet du har nu."),
        ({"oldpassword": "fel"}, "Det här är inte lösenordet du har nu."),
        ({"password1": "kort", "password2": "kort"}, "Skriv minst 12 tecken"),
        ({"password1": "en helt annan mening", "password2": "nej"}, "Lösenorden är inte lika."),
    ],
)
def test_when_one_changes_the_password(client, posted, sentence):
    client.force_login(make_user(), backend="django.contrib.auth.backends.ModelBackend")

    page = client.post(CHANGE, {"oldpassword": PASSWORD, **posted} if posted else {})

    assert sentence in page.content.decode()


@pytest.mark.parametrize(
    ("language", "known", "unknown"),
    [
        ("sv", "Välj det här:", "det finns inget konto"),
        ("fi", "Valitse se täällä:", "ei ole tiliä"),
        ("en", "Choose it here:", "there is no account"),
    ],
)
def test_the_letters_about_a_password_offer_no_sign_up(language, known, unknown):
    make_user(language=language)

    for address in ("alva@example.org", "ingen@example.org"):
        reader(language).post(RESET, {"email": address})

    bodies = [letter.body for letter in mail.outbox]
    assert known in bodies[0]
    assert unknown in bodies[1]
    assert "signup" not in "".join(bodies)
    assert not any(letter.subject.startswith("[") for letter in mail.outbox)
