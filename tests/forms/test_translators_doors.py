"""Who comes to the translators' pages of forms: those who may change them, whoever else may translate pages."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import TranslationSource

from forms.editing.translating import open_translation
from forms.models import FormDefinition
from tests.factories.accounts import make_user
from tests.factories.forms import make_form
from tests.forms.test_versions_translation import may_translate

pytestmark = pytest.mark.django_db
NAMES = (
    "submit_snippet_translation",
    "update_translations",
    "snippets_api_listing",
    "snippets_api_detail",
)


@pytest.fixture
def opened() -> dict[str, tuple]:
    """The addresses of one form in the translators' part, by name."""
    form = make_form("start").definition
    translation = open_translation(form, Locale.objects.get_or_create(language_code="fi")[0])
    segment = translation.source.stringsegment_set.first()
    one = ("forms", "formdefinition")
    return {
        "submit_snippet_translation": (*one, form.pk),
        "snippets_api_listing": one,
        "snippets_api_detail": (*one, form.pk),
        "update_translations": (translation.source.pk,),
        "edit_string_translation": (translation.pk, segment.pk),
        "upload_pofile": (translation.pk,),
        "download_pofile": (translation.pk,),
        "stop_translation": (translation.pk,),
    }


def browser(role: str) -> Client:
    client, user = Client(), make_user(role, roles=(role,), language="en")
    user.user_permissions.add(may_translate())
    client.force_login(user)
    return client


def outcome(client: Client, name: str, where: tuple, method: str) -> int:
    answer = getattr(client, method)(reverse(f"wagtail_localize:{name}", args=where))
    return 403 if answer.status_code == 302 and answer.url == "/cms/" else answer.status_code


def test_who_translates_pages_reaches_no_form(opened):
    siri = browser("communication")

    said = {
        (name, method): outcome(siri, name, where, method)
        for name, where in opened.items()
        for method in ("get", "post", "put")
    }

    assert {each for each, status in said.items() if status not in {403, 405}} == set()
    assert FormDefinition.objects.count() == 2
    assert TranslationSource.objects.count() == 1


def test_who_changes_forms_comes_in(opened):
    runa = browser("administrator")

    assert {name: outcome(runa, name, opened[name], "get") for name in NAMES} == dict.fromkeys(
        NAMES, 200
    )


def test_a_text_that_cannot_be_stored_is_not_understood(opened):
    runa = browser("administrator")
    url = reverse(
        "wagtail_localize:edit_string_translation", args=opened["edit_string_translation"]
    )
    form = "application/x-www-form-urlencoded"

    said = [
        runa.put(url, body, content_type=form).status_code
        for body in ("value=a%00b", "", "value=Ja")
    ]

    assert said == [400, 400, 201]
