"""Retiring, copying and beginning from a template; when a form takes answers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from forms.models import FormDefinition
from forms.problems import problems
from forms.sent.windows import open_to
from forms.texts import easy, kept, missing
from forms.versions.form_templates import shipped
from tests.factories.accounts import make_user
from tests.factories.forms import make_definition, make_form, publish

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 9, tzinfo=UTC)  # noon in Helsinki


@pytest.fixture
def runa(client):
    user = make_user("runa", roles=("administrator",), language="sv")
    client.force_login(user)
    return user


def url(name, *args):
    return reverse(f"wagtailsnippets_forms_formdefinition:{name}", args=args)


def a_form(**own):
    """A published form whose newest row says when it takes answers."""
    version = make_form("note")
    FormDefinition.objects.filter(pk=version.definition_id).update(**own)
    version.definition.refresh_from_db()
    return version


@pytest.mark.parametrize(
    ("own", "begins"),
    [
        ({}, None),
        ({"answers_from": NOON}, None),
        ({"answers_from": NOON + timedelta(seconds=1)}, "This form opens"),
        ({"answers_until": NOON + timedelta(seconds=1)}, None),
        ({"answers_until": NOON}, "This form closed"),
        ({"retired_at": NOON}, "This form is no longer used."),
        ({"expire_at": NOON}, "This form takes no answers now."),
        ({"live": False}, "This form takes no answers now."),
        ({"is_template": True}, "This form takes no answers now."),
    ],
)
def test_a_form_is_open_exactly_from_and_until_its_moments(own, begins):
    version = a_form(**own)

    with translation.override("en"):
        sentences = {open_to(each, NOON) for each in (version, version.definition)}

    assert len(sentences) == 1
    sentence = sentences.pop()
    assert sentence is None if begins is None else sentence.startswith(begins)


@pytest.mark.parametrize(
    ("last", "open_still"),
    [(None, True), (date(2026, 5, 4), True), (date(2026, 5, 3), False)],
)
def test_a_draft_on_an_older_version_is_finished_until_the_last_day(last, open_still):
    old = a_form(drafts_until=last)
    definition = FormDefinition.objects.get(pk=old.definition_id)
    definition.body = make_definition("other", {"other": "date"}).body
    newest = publish(definition)
    old.definition.refresh_from_db()

    assert (open_to(old, NOON) is None) == open_still
    assert open_to(newest, NOON) is None
    assert open_to(old.definition, NOON) is None


def test_retiring_asks_first_and_holds_for_every_language(client, runa):
    version = make_form("note")
    finnish = publish(
        make_definition("note", {"note": "text"}, language="fi", of=version.definition)
    )
    where = url("retire", version.definition_id)

    assert client.get(where).status_code == 200
    assert open_to(version) is None
    client.post(where)

    rows = FormDefinition.objects.filter(translation_key=version.definition.translation_key)
    assert [row.retired_by for row in rows] == [runa, runa]
    assert finnish.document() == version.document()  # old ones stay readable
    client.post(where)
    assert not rows.exclude(retired_at=None).exists()


def test_publishing_an_older_draft_does_not_take_a_retired_form_into_use(runa):
    version = make_form("note")
    definition = FormDefinition.objects.get(pk=version.definition_id)
    revision = definition.save_revision()
    FormDefinition.objects.update(retired_at=NOON, retired_by=runa)

    type(revision).objects.get(pk=revision.pk).publish(user=runa, skip_permission_checks=True)

    assert FormDefinition.objects.get(pk=definition.pk).retired_at == NOON


def test_a_copy_has_all_languages_and_no_past(client, runa):
    version = make_form("note", {"note": "text"}, texts={"form.purpose": "Därför"})
    publish(
        make_definition(
            "note",
            {"note": "text"},
            texts={"form.title": "Muistio"},
            language="fi",
            of=version.definition,
        )
    )
    where = url("copy", version.definition_id)

    client.post(where, {"title": "En till", "slug": "one-more"})

    copies = FormDefinition.objects.filter(slug="one-more").order_by("pk")
    assert [(copy.locale.language_code, copy.title) for copy in copies] == [
        ("sv", "En till"),
        ("fi", "Muistio"),
    ]
    assert {copy.translation_key for copy in copies} != {version.definition.translation_key}
    assert not any(copy.live or copy.versions.exists() for copy in copies)
    assert copies[0].compiled()[0] == version.document()
    assert publish(copies[0]).number == 1


def test_a_short_name_that_is_taken_is_refused_with_a_sentence(client, runa):
    version = make_form("note")

    page = client.post(url("copy", version.definition_id), {"title": "En till", "slug": "note"})

    assert "Kortnamnet ”note” är upptaget." in page.content.decode()
    assert "En till" in page.content.decode()
    assert FormDefinition.objects.count() == 1


@pytest.mark.parametrize("template", shipped(), ids=lambda each: each.key)
def test_shipped_templates_are_sound_and_complete_in_three_languages(template):
    assert list(template.texts) == ["sv", "fi", "en"]
    for texts in template.texts.values():
        assert list(problems(template.document, texts)) == []
        assert missing(template.document, texts) == []
        assert kept(template.document, texts) == texts
        assert texts.keys() == template.texts["sv"].keys()


@pytest.mark.parametrize("template", shipped(), ids=lambda each: each.key)
def test_a_form_made_of_a_template_can_be_published_as_it_is(client, runa, template):
    assert client.get(url("from_template", template.key)).status_code == 200
    assert client.get(url("picture", template.key)).status_code == 200
    client.post(url("from_template", template.key), {"title": "Eget", "slug": "own"})

    made = FormDefinition.objects.filter(slug="own").order_by("pk")
    assert [each.locale.language_code for each in made] == ["sv", "fi", "en"]
    version = publish(made[0])
    assert version.document() == template.document
    assert version.texts("sv") == {**template.texts["sv"], "form.title": "Eget"}


def test_a_form_marked_as_a_template_is_offered_and_takes_no_answers(client, runa):
    version = a_form(is_template=True)

    page = client.get(url("templates")).content.decode()

    assert url("from_template", f"own-{version.definition_id}") in page
    assert url("from_template", "contact") in page
    assert open_to(version)
    assert client.get(url("from_template", "nothing")).status_code == 404


def test_easy_words_stand_in_for_the_usual_ones():
    texts = {
        "section.a.title": "Avsnitt",
        "section.a.easy": "Del",
        "field.q.label": "Frågan",
        "field.q.easy": "Fråga",
        "field.g.help": "Texten",
        "field.g.easy_help": "Text",
        "field.other.label": "Annat",
        "field.other.easy": " ",
    }

    found = easy(texts)

    assert found["section.a.title"] == "Del"
    assert found["field.q.label"] == "Fråga"
    assert found["field.g.help"] == "Text"
    assert found["field.other.label"] == "Annat"


def test_a_form_that_closes_before_it_opens_is_refused(runa):
    definition = make_definition("note", {"note": "text"})
    definition.answers_from, definition.answers_until = NOON, NOON - timedelta(hours=1)

    with pytest.raises(ValidationError) as refusal:
        definition.full_clean()

    assert list(refusal.value.message_dict) == ["answers_until"]
