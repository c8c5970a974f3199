"""The way to forms and answers for those who work with no cases."""

import pytest
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.forms.answers.conftest import browser

pytestmark = pytest.mark.django_db


def test_a_survey_handler_is_led_to_the_forms_to_give_out(helmi):
    page = helmi.get(reverse("answers:forms")).content.decode()

    assert f'href="{reverse("form_help:forms")}"' in page
    assert helmi.get(reverse("form_help:forms")).status_code == 200


@pytest.mark.parametrize(("role", "shown"), [("administrator", True), ("survey_handler", False)])
def test_who_was_appointed_to_read_finds_the_answers_under_their_own_name(role, shown):
    """Those who read all answers have a place for them; it is not said twice."""
    client = browser(make_user("oskar", roles=(role,)))

    page = client.get(reverse("accounts:profile")).content.decode()

    assert ("Svar på formulär" in page) is shown
