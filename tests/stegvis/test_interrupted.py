"""When the database is away or a case is busy: a sentence, the right status, and nothing typed is lost.

Tests without the mark `django_db` may not ask the database anything, and neither may the page.
"""

import html
import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import translation

from stegvis.interrupted import typed_in
from tests.factories.accounts import make_user

HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
SENTENCE = r"Inte sparat\. Anslutningen bröts klockan \d\d?\.\d\d\. Det du skrev finns kvar här\."
TYPED = {"what": ["Rad ett\r\nrad två <b>", "också"], "_later": "1", "empty": ""}


@pytest.fixture(autouse=True)
def _addresses(settings) -> None:
    settings.ROOT_URLCONF = "tests.stegvis.cut_short_urls"


@pytest.fixture
def browser() -> Client:
    """Somebody who reads Swedish and has a form open."""
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "sv"})
    client.cookies["csrftoken"] = "a" * 32
    return client


def post(browser: Client, address: str, typed: dict, **headers: str):
    return browser.post(address, {**typed, "csrfmiddlewaretoken": "a" * 32}, headers=headers)


def hidden(page) -> list[tuple[str, str]]:
    return [
        (html.unescape(name), html.unescape(value))
        for name, value in HIDDEN.findall(page.content.decode())
    ]


@pytest.mark.parametrize("address", ["/lost", "/closed", "/not_enqueued"])
def test_a_lost_database_answers_503_with_a_sentence_and_when_to_come_back(browser, address):
    page = post(browser, address, TYPED)

    assert page.status_code == 503
    assert page["Retry-After"] == "5"
    assert "no-store" in page["Cache-Control"]
    assert re.search(SENTENCE, page.content.decode())


def test_what_was_typed_is_shown_and_can_be_sent_again_as_it_was(browser):
    page = post(browser, "/lost", TYPED)

    assert "Rad ett<br>rad två &lt;b&gt;" in page.content.decode()
    fields = hidden(page)
    again = {name: [] for name, _ in fields}
    for name, value in fields:
        again[name].append(value)
    (token,) = again["csrfmiddlewaretoken"]
    assert {name: value for name, value in again.items() if name != "csrfmiddlewaretoken"} == {
        "what": TYPED["what"],
        "_later": ["1"],
        "empty": [""],
    }
    sent = browser.post("/taken_in", again | {"csrfmiddlewaretoken": token})
    assert sent.content.decode() == "Rad ett\r\nrad två <b> också"


def test_a_password_is_neither_shown_nor_sent_again(browser):
    page = post(browser, "/lost", {"login": "alva", "password": "hemligt ord"})

    assert page.status_code == 503
    assert "alva" in page.content.decode()
    assert "hemligt ord" not in page.content.decode()
    assert hidden(page) == []


def test_a_page_that_was_only_opened_offers_to_open_it_again(browser):
    page = browser.get("/lost?p=2")

    assert page.status_code == 503
    assert 'href="/lost?p=2"' in page.content.decode()
    assert "Inte sparat" not in page.content.decode()


def test_a_busy_case_says_that_somebody_else_is_saving(browser):
    page = post(browser, "/busy", TYPED)

    assert (page.status_code, page["Retry-After"]) == (503, "5")
    assert "Någon annan sparar" in page.content.decode()
    assert ("what", "också") in hidden(page)


@pytest.mark.parametrize(("header", "value"), [("HX-Request", "true"), ("Sec-Fetch-Dest", "empty")])
def test_a_script_gets_a_sentence_instead_of_a_page(browser, header, value):
    answer = post(browser, "/lost", TYPED, **{header: value})

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "<html" not in answer.content.decode()
    assert len(answer.content) < 200


@pytest.mark.django_db(transaction=True)
def test_a_database_that_does_not_answer_before_the_view_is_told_the_same_way(browser):
    """The person cannot be recognised: nobody gets as far as a view."""
    person = make_user("alva")
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    browser.raise_request_exception = False
    other = connection.copy()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
            other.set_autocommit(False)
            other.cursor().execute("LOCK TABLE django_session IN ACCESS EXCLUSIVE MODE")
            page = post(browser, "/taken_in", TYPED)
            transaction.set_rollback(True)
    finally:
        other.close()

    assert page.status_code == 503
    assert re.search(SENTENCE, page.content.decode())
    assert ("what", "också") in hidden(page)


def test_more_than_a_request_may_carry_is_a_sentence_with_what_was_typed(browser, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 50_000
    page = browser.post(
        "/taken_in",
        "what=B%C3%B6rjan+" + "x" * 60_000,
        content_type="application/x-www-form-urlencoded",
    )

    assert page.status_code == 413
    assert "Gå tillbaka, korta den längsta texten" in page.content.decode()
    assert "Början xxx" in page.content.decode()
    assert page.content.decode().count("x") < 51_000


def test_too_much_for_the_draft_is_a_sentence_for_its_script(browser, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000

    answer = browser.post(
        "/work/cases/1/tasks/1/draft/",
        "what=" + "x" * 2_000,
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 413
    assert answer.json()["saved"] is False
    assert "längre än" in answer.json()["words"]


def test_the_small_forms_of_the_workspace_say_their_labels_without_a_database(rf):
    request = rf.post("/work/cases/1/note/", {"title": "Samtal", "happened_on": "2026-11-22"})

    with translation.override("sv"):
        shown = typed_in(request).shown

    assert shown == (("Vad handlar det om?", "Samtal"), ("När hände det?", "2026-11-22"))
