"""What every answer carries, and the pages for what goes wrong."""

import pytest
from django.test import Client

STRICT = "script-src 'self'; style-src 'self'"

pytestmark = pytest.mark.django_db


def test_the_sign_of_life_asks_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.parametrize("address", ["/sv/", "/accounts/login/", "/healthz", "/sv/missing/"])
def test_pages_run_only_scripts_and_styles_of_their_own_address(client, address):
    policy = client.get(address)["Content-Security-Policy"]

    assert STRICT in policy
    assert "unsafe" not in policy


def test_the_admin_has_a_policy_of_its_own(client):
    assert "'unsafe-inline'" in client.get("/cms/")["Content-Security-Policy"]


def test_a_page_beside_the_admin_does_not_borrow_its_policy(client):
    assert "unsafe" not in client.get("/cmsx/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Sidan finns inte"), ("fi", "Sivua ei löydy")]
)
def test_a_missing_page_answers_404_in_the_readers_language(client, language, words):
    response = client.get(f"/{language}/missing/")

    assert response.status_code == 404
    assert words in response.content.decode()


def test_a_fault_of_ours_answers_500_and_says_what_to_do(client, settings):
    settings.ROOT_URLCONF = "tests.stegvis.broken_urls"
    client.raise_request_exception = False

    response = client.get("/broken")

    assert response.status_code == 500
    assert "Inget av det du skickade sparades" in response.content.decode()


def test_uploaded_documents_are_not_served_past_their_view(client, settings):
    (settings.MEDIA_ROOT / "documents").mkdir()
    (settings.MEDIA_ROOT / "documents" / "secret.txt").write_text("secret")

    assert client.get("/media/documents/secret.txt").status_code == 404


def test_an_uploaded_drawing_cannot_run_anything(client, settings):
    (settings.MEDIA_ROOT / "images").mkdir()
    (settings.MEDIA_ROOT / "images" / "a.svg").write_text("<svg/>")

    response = client.get("/media/images/a.svg")
    response.close()

    assert response.status_code == 200
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_form_without_its_token_is_not_sent_and_what_was_typed_stays_in_sight():
    browser = Client(enforce_csrf_checks=True, headers={"accept-language": "sv"})

    page = browser.post("/accounts/login/", {"login": "Mina ord", "password": "hemligt"})

    assert page.status_code == 403
    assert "Mina ord" in page.content.decode()
    assert "hemligt" not in page.content.decode()
