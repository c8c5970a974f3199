"""The list of forms: one language at a time, by title, with what is published and said."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.models import Locale

from tests.factories.accounts import make_user
from tests.factories.forms import make_definition, make_form, publish

pytestmark = pytest.mark.django_db
LIST = "wagtailsnippets_forms_formdefinition:list"


@pytest.fixture
def rows(client):
    """Read the list as rows of what stands in the cells."""
    client.force_login(make_user("runa", roles=("administrator",), language="sv"))

    def read(**asked):
        page = client.get(reverse(LIST), asked).context["table"]
        return [
            tuple(
                strip_tags(str(column.get_value(row))) for column in list(page.columns.values())[1:]
            )
            for row in page.data
        ]

    return read


def translated(version, title, **texts):
    """Publish the Finnish words of a form."""
    words = {"form.title": title, **texts}
    return publish(
        make_definition(
            version.definition.slug, {"note": "text"}, texts=words, language="fi",
            of=version.definition,
        )
    )  # fmt: skip


def test_the_source_language_is_shown_until_another_is_asked_for(rows):
    version = make_form("beslut", texts={"form.title": "Beslut"})
    translated(version, "Päätös")
    make_definition("anmalan", {"a": "text"}, texts={"form.title": "Anmälan"})

    assert rows() == [
        ("Anmälan", "anmalan", "Utkast", "–", "–"),
        ("Beslut", "beslut", "I bruk", "1", "Finska: komplett · Engelska: 0 av 3"),
    ]
    assert [row[0] for row in rows(locale="fi")] == ["Päätös"]
    assert [row[0] for row in rows(locale="")] == ["Anmälan", "Beslut", "Päätös"]


def test_a_language_that_lacks_words_is_not_called_complete(rows):
    version = make_form("beslut", texts={"form.title": "Beslut"})
    translated(version, "Päätös", **{"field.note.label": ""})

    assert rows()[0][-1] == "Finska: 2 av 3 · Engelska: 0 av 3"


def test_a_newer_draft_is_told(rows):
    definition = make_form("beslut").definition
    definition.refresh_from_db()
    definition.title = "Nytt"
    definition.save_revision()

    assert rows()[0][2] == "I bruk, ett nyare utkast väntar"


def test_search_finds_titles_and_short_names_in_the_shown_language(rows):
    make_form("beslut", texts={"form.title": "Beslut"})
    make_form("anmalan", texts={"form.title": "Anmälan"})

    assert [row[0] for row in rows(q="besl")] == ["Beslut"]
    assert [row[0] for row in rows(q="anmalan")] == ["Anmälan"]
    assert rows(q="päätös") == []


@pytest.mark.parametrize("forms", [1, 3])
def test_the_list_costs_the_same_for_many_forms(rows, forms, django_assert_max_num_queries):
    Locale.objects.get_or_create(language_code="fi")
    for number in range(forms):
        make_form(f"form{number}")

    with django_assert_max_num_queries(30):
        rows()
