"""A new site has a home page in each language, and keeps what people make of it."""

import pytest
from wagtail.models import Page, Site

from home.first_pages import make_first_pages
from home.models import HomePage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("sv", "Ett steg i taget, tillsammans med någon"),
        ("fi", "Askel kerrallaan, jonkun kanssa"),
        ("en", "One step at a time, together with someone"),
    ],
)
def test_a_new_site_welcomes_in_each_language(client, language, title):
    response = client.get(f"/{language}/")

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()
    assert title in response.content.decode()


@pytest.mark.parametrize(("accepts", "leads_to"), [("", "/sv/"), ("fi", "/fi/"), ("de", "/sv/")])
def test_the_bare_address_leads_to_the_readers_language(client, accepts, leads_to):
    response = client.get("/", headers={"accept-language": accepts})

    assert (response.status_code, response["Location"]) == (302, leads_to)


def test_the_pages_are_translations_of_each_other():
    page = HomePage.objects.get(locale__language_code="sv")

    assert {other.locale.language_code for other in page.get_translations()} == {"fi", "en"}


def test_wagtails_own_welcome_page_is_gone():
    assert [type(page) for page in Page.objects.filter(depth=2).specific()] == [HomePage] * 3
    assert Site.objects.get().root_page.specific.locale.language_code == "sv"


def test_setting_up_again_changes_nothing():
    page = HomePage.objects.get(locale__language_code="sv")
    page.title = "Välkommen"
    page.save()

    assert make_first_pages() == []
    page.refresh_from_db()
    assert page.title == "Välkommen"


def test_a_page_costs_the_same_number_of_queries_each_time(client, django_assert_max_num_queries):
    client.get("/sv/")

    with django_assert_max_num_queries(8):
        client.get("/sv/")
