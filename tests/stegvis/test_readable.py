"""Requests that no browser of ours sends: answered with a sentence, or with what is odd left out; never with 500."""

import pytest
from django.conf import settings
from django.test import Client

from tests.factories.accounts import make_unit, make_user

pytestmark = pytest.mark.django_db

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
NAMED = b'Content-Disposition: form-data; name="a"; filename="b"\r\n'
ADDRESSES = ("/work/", "/cms/login/", "/cms/", "/accounts/login/", "/accounts/profile/", "/")
ODD_COOKIES = (
    *(r'"\000abcdefghijkl"', r'"abcdefgh\000ijkl"', r'"\012\015abcdefgh"', r'"\303\050abcdefgh"'),
    *("abcd\xe4efghijkl", "a" * 3999, "%00", "'; DROP", '"', "=;=;"),
)
COOKIES = (settings.SESSION_COOKIE_NAME, "csrftoken", "django_language", "scheme", "messages")
BODIES = (
    *((f"{FORM}; charset={letters}", b"a=1") for letters in ("utf-16", "hex", "idna", "nope")),
    *((f"{PARTS}; charset={letters}", b"--x--") for letters in ("utf-16", "rot13", "undefined")),
    ("multipart/form-data", b"--x\r\nfoo"),
    ("multipart/form-data; boundary=\xe4", b"--x\r\nfoo"),
    (PARTS, b"--x\r\nfoo"),
    (PARTS, b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\x00\xff\r\n--x--\r\n'),
    (
        PARTS,
        b"--x\r\nContent-Type: text/plain; charset=rot13\r\n" + NAMED + b"\r\nx\r\n--x--\r\n",
    ),
    (
        PARTS,
        b"--x\r\n" + NAMED + b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n",
    ),
    (FORM, b"login=%00&password=%00&language=%00"),
    (FORM, b"a=%ff%fe"),
    (FORM, b"a=1&" * 30_000),
    ("; ;", b"x"),
)
QUERIES = (
    *("%", "%00", "a=%ff", "next=%00", "after=%00&q=%00&who=%00&kind=%00", "next=http://["),
    *("next=//elsewhere", "next=%0d%0aSet-Cookie:x", "after=%ed%a0%80", "p=99999999999999999999"),
    "a=" + "b" * 100_000,
    "&".join(f"a{number}=1" for number in range(21_000)),
)
HEADERS = (
    *({"accept-language": odd} for odd in ("x" * 9999, "\x00", "sv;q=nan")),
    *({"host": odd} for odd in ("[", "a b", "")),
    *({"referer": odd} for odd in ("http://[", "\xff")),
    *({"origin": odd} for odd in ("http://[", "null")),
    *({"if-modified-since": odd} for odd in ("9" * 50, "Mon, 99 Jan 0000")),
    *({"content-length": odd} for odd in ("x", "-5", "99999999999")),
    {"x-forwarded-for": "\x00, a,,"},
    {"hx-request": "true", "hx-current-url": "http://["},
)


@pytest.fixture(params=["nobody", "counsellor", "administrator"])
def browser(request) -> Client:
    """Somebody's browser, with a form open."""
    client = Client(enforce_csrf_checks=True, headers={"x-csrftoken": "a" * 32})
    client.raise_request_exception = False
    if request.param != "nobody":
        user = make_user("alva", roles=(request.param,), unit=make_unit())
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["csrftoken"] = "a" * 32
    return client


def cookie_line(browser: Client, **odd: str) -> str:
    kept = {name: each.coded_value for name, each in browser.cookies.items()}
    return "; ".join(f"{name}={value}" for name, value in {**kept, **odd}.items())


@pytest.mark.parametrize("address", ADDRESSES)
def test_odd_cookies_count_for_nothing(browser, address):
    for name in COOKIES:
        for odd in ODD_COOKIES:
            line = cookie_line(browser, **{name: odd})
            answer = browser.generic("GET", address, HTTP_COOKIE=line)
            assert (name, odd, answer.status_code < 500) == (name, odd, True)


@pytest.mark.parametrize("address", ADDRESSES)
def test_bodies_that_cannot_be_read_are_refused(browser, address):
    for kind, body in BODIES:
        answer = browser.generic("POST", address, body, content_type=kind)
        assert (kind, body[:40], answer.status_code < 500) == (kind, body[:40], True)


@pytest.mark.parametrize("address", ADDRESSES)
def test_odd_addresses_and_headers_break_nothing(browser, address):
    for query in QUERIES:
        answer = browser.generic("GET", address, QUERY_STRING=query)
        assert (query[:40], answer.status_code < 500) == (query[:40], True)
    for headers in HEADERS:
        answer = browser.get(address, headers=headers)
        assert (headers, answer.status_code < 500) == (headers, True)


@pytest.mark.parametrize(("kind", "body"), [BODIES[0], BODIES[4], BODIES[5]])
def test_a_body_in_letters_that_nobody_knows_is_answered_with_a_sentence(kind, body):
    answer = Client(headers={"accept-language": "sv"}).generic(
        "POST", "/accounts/login/", body, content_type=kind
    )

    assert answer.status_code == 400
    assert "Det gick inte att förstå" in answer.content.decode()


def test_an_odd_session_cookie_leads_to_signing_in(client):
    line = rf'{settings.SESSION_COOKIE_NAME}="\000abcdefghijkl"'

    answer = client.generic("GET", "/work/", HTTP_COOKIE=line)

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/work/")
