"""Building a form in the administrators' part: problems as sentences, publishing freezes, nothing is lost."""

import json

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield  # noqa: F401
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.segments.types import StringSegmentValue

from forms.blocks.choices import ChoicesBlock
from forms.models import FormDefinition, FormVersion
from tests.factories.forms import make_definition, make_form, question, section, when

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = get_user_model().objects.create_superuser(
        "admin", "admin@example.org", "a long pass phrase"
    )
    client.force_login(user)
    Locale.objects.get_or_create(language_code="sv")
    return client


def add_url() -> str:
    return reverse("wagtailsnippets_forms_formdefinition:add")


def edit_url(definition: FormDefinition) -> str:
    return reverse("wagtailsnippets_forms_formdefinition:edit", args=[definition.pk])


def posted(*fields: tuple[str, dict], title: str = "Anmälan", **more: str) -> dict:
    """What the editor sends: one section with these questions."""
    block = {
        "title": "Om dig",
        "tips": "",
        "key": "",
        "rules": "",
        "fields": streamfield(
            [(kind, {"key": "", "help": "", "rules": "", **value}) for kind, value in fields]
        ),
    }
    body = streamfield([("section", block)])
    given = {
        "title": title,
        "slug": "anmalan",
        "intro": "",
        "least_shown": "0",
        "open_to": "nobody",
        "body": body,
    }
    return nested_form_data({**given, **more})


def test_publishing_with_problems_is_refused_with_every_sentence_and_nothing_typed_is_lost(admin):
    fields = [
        ("choice", {"label": "Hur ofta?", "choices": ""}),
        ("text", {"label": "Varför?", "rules": "show all: hur_ofta is daily\nwhen it rains"}),
        ("text", {"label": "", "key": "tom"}),
        ("text", {"label": "Igen", "key": "hur_ofta"}),
    ]

    response = admin.post(add_url(), posted(*fields, **{"action-publish": "1"}))

    page = response.content.decode()
    sentences = [str(error) for error in response.context["form"].non_field_errors()]
    assert response.status_code == 200
    assert len(sentences) == 5, (
        sentences
    )  # same key twice, no label, nothing to choose, impossible answer, unreadable line
    assert all(sentence.split("“")[0] in page for sentence in sentences)
    assert "when it rains" in page
    assert not FormVersion.objects.exists()
    (marked,) = response.context["form"].errors["body"].as_data()
    beside = marked.block_errors[0].block_errors["fields"].block_errors
    assert {n: len(error.non_block_errors) for n, error in beside.items()} == {
        0: 2,
        1: 2,
        2: 1,
        3: 2,
    }


def test_a_draft_may_be_unfinished(admin):
    response = admin.post(add_url(), posted(("choice", {"label": "Hur ofta?", "choices": ""})))

    assert response.status_code == 302
    assert not FormDefinition.objects.get().live


def test_publishing_freezes_a_version_with_keys_and_codes_made_of_the_words(admin):
    fields = [
        ("choice", {"label": "Hur ofta?", "choices": "Varje dag\nsallan\tSällan\t2"}),
        ("date", {"label": "Sedan när?", "rules": "show all: hur_ofta is varje_dag"}),
    ]

    response = admin.post(add_url(), posted(*fields, **{"action-publish": "1"}))

    version = FormVersion.objects.get()
    asked = version.document().sections[0]
    assert response.status_code == 302
    assert asked.key == "om_dig"
    assert [(each.key, each.kind) for each in asked.fields] == [
        ("hur_ofta", "choice"),
        ("sedan_nar", "date"),
    ]
    assert [(choice.code, choice.score) for choice in asked.fields[0].choices] == [
        ("varje_dag", None),
        ("sallan", 2),
    ]
    assert asked.fields[1].visible_if == when(("hur_ofta", "is", "varje_dag"))
    assert version.texts("sv")["field.hur_ofta.choice.varje_dag"] == "Varje dag"
    assert version.frozen_by.username == "admin"


def test_a_key_made_of_words_stays_when_the_words_change(admin):
    admin.post(add_url(), posted(("text", {"label": "Vad har hänt?"}), **{"action-publish": "1"}))
    definition = FormDefinition.objects.get()
    stored = definition.body.get_prep_value()

    assert stored[0]["value"]["fields"][0]["value"]["key"] == "vad_har_hant"


def test_the_preview_shows_the_form_for_real_and_what_stands_in_the_way():
    definition = make_definition("draft", section("main", question("a", "choice"), question("b")))
    response = definition.make_preview_request()
    page = response.content.decode()

    assert response.status_code == 200
    assert 'name="b"' in page
    assert "A" in page
    assert "errors__list" in page


def test_translators_are_offered_words_and_never_keys_codes_or_conditions():
    version = make_form(
        "note",
        section(
            "main",
            question("kind", "choice", choices=("yes_now",)),
            question("b", visible_if=when(("kind", "is", "yes_now"))),
        ),
        texts={"field.kind.choice.yes_now": "Ja, nu", "field.b.label": "Berätta"},
    )

    offered = {
        s.string.data
        for s in extract_segments(version.definition)
        if isinstance(s, StringSegmentValue)
    }

    assert {"Ja, nu", "Berätta", "Kind", "Main", "A form"} <= offered
    assert not offered & {"kind", "b", "yes_now", "main", "note", "show all: kind is yes_now"}


def test_a_translation_brings_back_words_and_leaves_the_rest_alone():
    source = make_form("note", {"kind": {"kind": "choice", "choices": ("now",)}}).definition
    target = FormDefinition(slug="note", title="", translation_key=source.translation_key)
    segments = extract_segments(source)
    for segment in segments:
        if isinstance(segment, StringSegmentValue):
            segment.string.data = f"FI {segment.string.data}"

    ingest_segments(source, target, Locale.objects.get(language_code="sv").pk, "fi", segments)

    document, texts = target.compiled()
    assert document == source.compiled()[0]
    assert texts["field.kind.choice.now"] == "FI Now"


def test_choices_are_pasted_as_a_spreadsheet_copies_them():
    block = ChoicesBlock()
    rows = block.value_from_form("daily\tVarje dag\t3\nSällan\nSällan\n\tIbland\t1,5\tretired\n\n")

    assert [(r["code"], r["label"], r["score"], r["retired"]) for r in rows] == [
        ("daily", "Varje dag", 3, False),
        ("sallan", "Sällan", None, False),
        ("sallan_2", "Sällan", None, False),
        ("ibland", "Ibland", "1,5", True),
    ]
    assert block.value_from_form(block.value_for_form(rows)) == rows


@pytest.fixture
def editor(live_server, chromium, client):
    """The editor of a form with a choice and a text, open in a browser."""
    user = get_user_model().objects.create_superuser("admin", "admin@example.org", "a long phrase")
    client.force_login(user)
    definition = make_definition(
        "note",
        section("main", question("often", "choice", choices=("daily",)), question("why")),
        texts={"field.often.label": "Hur ofta?", "field.often.choice.daily": "Varje dag"},
    )
    context, name = chromium.new_context(), settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + edit_url(definition))
    yield page
    context.close()


def light_editor(page, name):
    """The text area of a widget, and the small editor on top of it, opened."""
    area = page.locator(f'[name="body-0-value-fields-{name}"]')
    around = area.locator("xpath=following-sibling::div[1]")
    page.locator('[name="body-0-value-fields-0-value-label"]').focus()
    expect(area).to_be_hidden()
    around.locator("button").first.click()
    return area, around


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_choices_and_conditions_are_edited_without_ever_seeing_code(editor):
    choices, grid = light_editor(editor, "0-value-choices")
    grid.locator("table ~ button").click()
    grid.locator('[data-at="1"][data-cell="1"]').fill("Sällan")
    assert choices.input_value() == "daily\tVarje dag\n\tSällan"

    editor.locator('[aria-controls="block_group-body-0-value-fields-1-value-settings"]').click()
    rules, lines = light_editor(editor, "1-value-rules")
    lines.locator("fieldset").first.locator("button").last.click()
    row = lines.locator(".forms-editor__row").first
    offered = row.locator("select").first.locator("> option").all_inner_texts()
    assert offered[:-1] == ["Hur ofta?"]  # then what is known of the case, and anything else
    row.locator("select").nth(1).select_option("is")
    row.locator("select").nth(2).select_option(label="Sällan")
    assert rules.input_value() == "show all: often is sallan"


def test_a_revision_is_plain_data_that_names_no_python():
    definition = make_definition("note", {"a": "text"})

    assert "forms." not in json.dumps(definition.save_revision().content["body"])
