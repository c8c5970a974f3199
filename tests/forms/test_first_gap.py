"""From the page of languages to the first text that a language lacks, in a browser."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Locale

from forms.editing.translating import open_translation
from forms.editing.views import to_words
from tests.factories.forms import make_form
from tests.forms.test_versions_translation import translated


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("", ""),
        ("Läge - nu, då?", "#:~:text=L%C3%A4ge%20%2D%20nu%2C%20d%C3%A5%3F"),
        ("one two three\nfour five six seven", "#:~:text=one%20two%20three%20four%20five%20six"),
    ],
)
def test_the_end_of_the_address_names_the_first_words(text, end):
    assert to_words(text) == end


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_translators_page_opens_at_the_first_gap(live_server, chromium, client):
    user = get_user_model().objects.create_superuser("admin", "admin@example.org", "a long phrase")
    client.force_login(user)
    keys = [f"question_{n}" for n in range(30)]
    version = make_form("long", dict.fromkeys(keys, "text"))
    said = {text: f"{text} FI" for text in version.texts("sv").values() if text != "Question 25"}
    finnish = Locale.objects.get_or_create(language_code="fi")[0]
    translated(open_translation(version.definition, finnish), **said)
    context, name = chromium.new_context(), settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    context.add_cookies([cookie])
    page = context.new_page()
    where = reverse("wagtailsnippets_forms_formdefinition:languages", args=[version.definition_id])

    page.goto(live_server.url + where)
    page.locator('form:has(input[value="fi"]) button').click()
    gap = page.get_by_text("Question 25", exact=True).last
    gap.wait_for()
    page.wait_for_timeout(1500)

    box = gap.bounding_box()
    assert 0 <= box["y"] <= page.viewport_size["height"]
    context.close()
