"""Publishing freezes: structure once, words whenever they change, problems never."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from forms.models import FormText, FormVersion
from tests.factories.forms import make_definition, make_form, publish, question, section

pytestmark = pytest.mark.django_db


def test_publishing_freezes_structure_and_words():
    version = make_form("note", {"note": "text"}, texts={"field.note.label": "Vad har hänt?"})

    assert version.number == 1
    assert version.document().field("note").kind == "text"
    assert version.texts("sv")["field.note.label"] == "Vad har hänt?"


def test_the_same_content_makes_nothing_new():
    version = make_form("note")

    again = publish(version.definition)

    assert again == version
    assert FormText.objects.count() == 1


def test_a_corrected_typo_is_a_new_revision_of_the_words_only():
    version = make_form("note", texts={"form.title": "Anmälan"})
    definition = version.definition
    definition.title = "Anmälan om behov"

    again = publish(definition)

    assert again == version
    assert [(row.revision, row.texts["form.title"]) for row in version.words.all()] == [
        (1, "Anmälan"),
        (2, "Anmälan om behov"),
    ]
    assert version.texts("sv")["form.title"] == "Anmälan om behov"


def test_another_structure_is_a_new_version_and_leaves_the_old_one_alone():
    version = make_form("note")
    definition = version.definition
    definition.body = make_definition("other", {"note": "text", "more": "date"}).body

    again = publish(definition)

    assert again.number == 2
    assert [question.key for question in version.document().fields()] == ["note"]
    assert [question.key for question in again.document().fields()] == ["note", "more"]


def test_a_form_with_problems_is_not_published_by_any_route():
    definition = make_definition("empty", section("main"))
    revision = definition.save_revision()

    with pytest.raises(ValidationError) as refusal:
        revision.publish()

    definition.refresh_from_db()
    assert not definition.live
    assert len(refusal.value.messages) == 2  # asks nothing, and its section is empty
    assert not FormVersion.objects.exists()


def test_a_scheduled_publication_freezes_when_its_hour_comes():
    definition = make_definition("later", {"note": "text"})
    definition.go_live_at = timezone.now() + timezone.timedelta(hours=1)
    revision = definition.save_revision()
    revision.publish()
    assert not FormVersion.objects.exists()

    type(revision).objects.filter(pk=revision.pk).update(
        approved_go_live_at=timezone.now() - timezone.timedelta(minutes=1)
    )
    revision.refresh_from_db()
    content = {**revision.content, "go_live_at": None}
    type(revision).objects.filter(pk=revision.pk).update(content=content)
    call_command("publish_scheduled")

    assert FormVersion.objects.get().number == 1


def test_a_translation_gives_words_and_what_it_lacks_is_said_in_the_source_language():
    version = make_form("note", texts={"form.title": "Anteckning", "field.note.label": "Vad?"})
    finnish = make_definition(
        "note",
        {"note": "text", "not_in_source": "date"},
        texts={"form.title": "Muistiinpano", "field.note.label": ""},
        language="fi",
        of=version.definition,
    )

    publish(finnish)

    texts = version.texts("fi")
    assert FormVersion.objects.count() == 1
    assert texts["form.title"] == "Muistiinpano"
    assert texts["field.note.label"] == "Vad?"
    assert not version.words.get(language="fi").complete
    assert "field.not_in_source.label" not in version.words.get(language="fi").texts


def test_a_language_without_words_reads_the_source():
    version = make_form("note", texts={"form.title": "Anteckning"})

    assert version.texts("en")["form.title"] == "Anteckning"


def test_a_new_version_takes_the_live_translations_along():
    version = make_form("note", texts={"form.title": "Anteckning"})
    publish(
        make_definition(
            "note",
            {"note": "text"},
            texts={"form.title": "Muistiinpano"},
            language="fi",
            of=version.definition,
        )
    )
    definition = version.definition
    definition.body = make_definition("other", {"note": "text", "more": "date"}).body

    again = publish(definition)

    assert again.texts("fi")["form.title"] == "Muistiinpano"


def test_a_published_key_keeps_its_kind_for_ever():
    definition = make_form("note", {"note": "text"}).definition
    definition.body = make_definition("other", {"note": "date"}).body

    assert [problem.where for problem in definition.problems()] == ["note"]


@pytest.mark.parametrize(
    "change",
    [{"structure": {}}, {"number": 7}, {"sha256": "x"}],
    ids=["structure", "number", "sha256"],
)
def test_the_database_refuses_to_change_a_version(change):
    version = make_form("note")

    with pytest.raises(DatabaseError), transaction.atomic():
        FormVersion.objects.filter(pk=version.pk).update(**change)


def test_the_database_refuses_to_change_frozen_words():
    version = make_form("note")

    with pytest.raises(DatabaseError), transaction.atomic():
        version.words.update(texts={})


def test_two_questions_with_one_key_are_a_problem():
    definition = make_definition("twice", section("main", question("a"), question("a", "date")))

    assert [problem.where for problem in definition.problems()] == ["a"]
