"""No page of ours is shown inside a frame, save the previews of the admin."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from tests.factories.accounts import make_user
from tests.factories.forms import make_form

pytestmark = pytest.mark.django_db

ADDRESSES = ("/sv/", "/accounts/login/", "/work/", "/cms/", "/healthz", "/sv/missing/")


@pytest.fixture
def author(client):
    user = make_user("oskar", roles=("administrator",))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_shown_in_no_frame(client, address):
    answer = client.get(address)

    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_the_admin_is_shown_in_no_frame(author):
    answer = author.get("/cms/")

    assert answer.status_code == 200
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_the_preview_of_a_page_is_shown_in_the_admins_frame(author):
    page = Page.objects.filter(depth__gt=1).specific().first()
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])

    answer = author.get(address)

    assert framed(answer)


def test_the_preview_of_a_form_is_shown_in_the_admins_frame(author):
    definition = make_form("fraga").definition
    address = reverse(
        definition.snippet_viewset.get_url_name("preview_on_edit"), args=[definition.pk]
    )

    answer = author.get(address)

    assert framed(answer)


def framed(answer) -> bool:
    """Whether a frame of our own address may show the answer."""
    return (
        answer["X-Frame-Options"] == "SAMEORIGIN"
        and "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    )
