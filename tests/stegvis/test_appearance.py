"""What a person chooses for their own screen is kept, and leads nowhere else."""

import pytest
from django.test import RequestFactory

from stegvis.appearance import choose, keys_off, scheme_of


def chosen(**posted):
    return choose(RequestFactory().post("/appearance/", posted))


def test_the_choice_is_kept_and_one_is_back_where_one_was():
    answer = chosen(scheme="dark", next="/work/?q=1")

    assert (answer.status_code, answer.url) == (302, "/work/?q=1")
    assert answer.cookies["scheme"].value == "dark"
    assert answer.cookies["scheme"]["httponly"]
    assert "keys" not in answer.cookies


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_nobody_is_sent_elsewhere(back):
    assert chosen(keys="off", next=back).url == "/"


def test_an_unknown_choice_is_not_kept():
    assert chosen(scheme="pink", keys="maybe").cookies == {}


def test_looking_at_the_address_changes_nothing():
    assert choose(RequestFactory().get("/appearance/")).status_code == 405


@pytest.mark.parametrize(("cookie", "scheme"), [("dark", "dark"), ("pink", ""), ("", "")])
def test_only_a_known_scheme_reaches_the_page(cookie, scheme):
    request = RequestFactory().get("/", headers={"cookie": f"scheme={cookie}; keys=off"})

    assert scheme_of(request) == scheme
    assert keys_off(request)
    assert not keys_off(None)
