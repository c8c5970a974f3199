"""Publishing a workflow lists its problems or freezes it, with the forms it asks and in one commit."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from tests.factories.accounts import make_user
from tests.factories.forms import make_definition as make_form_definition
from tests.factories.forms import make_form
from tests.factories.forms import publish as publish_form
from tests.factories.workflows import (
    make_definition,
    make_workflow,
    publish,
    small_workflow,
    words,
)
from workflows import publishing
from workflows.bodies.writing import body_from
from workflows.models import WorkflowDefinition, WorkflowText, WorkflowVersion
from workflows.steps import Task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_running_side(monkeypatch):
    """Roles of the platform are known; nothing is built unless a test says so."""
    monkeypatch.setattr(publishing, "platform_roles", {"counsellor": "Counsellor"})
    monkeypatch.setattr(publishing, "on_freeze", [])


def change(definition, document, texts=None):
    said = words(document, texts)
    definition.refresh_from_db()
    definition.title, definition.body = said["workflow.title"], body_from(document, said)
    return publish(definition)


def test_publishing_freezes_the_structure_the_words_and_who_did_it():
    editor = make_user("runa")
    definition = make_definition(texts={"step.look.title": "Titta"})

    version = publish(definition, by=editor)

    assert (version.number, version.frozen_by) == (1, editor)
    assert version.document() == small_workflow()
    assert version.texts("sv")["step.look.title"] == "Titta"
    assert version.texts("sv")["workflow.title"] == "A workflow"


def test_forms_are_pinned_as_they_are_on_that_day():
    first = make_form("notice")
    version = make_workflow(small_workflow(form="notice"))

    definition = first.definition
    definition.body = make_form_definition("other", {"changed": "number"}).body
    second = publish_form(definition)

    assert second.number == 2
    assert version.forms == {"notice": first.pk}
    assert version.form_version("notice") == first
    with pytest.raises(KeyError):
        version.form_version("other")


def test_publishing_again_pins_newer_forms_in_a_new_version():
    make_form("notice")
    first = make_workflow(small_workflow(form="notice"))
    form = first.form_version("notice").definition
    form.body = make_form_definition("other", {"changed": "number"}).body
    newer = publish_form(form)

    second = publish(WorkflowDefinition.objects.get())

    assert (second.number, second.forms) == (2, {"notice": newer.pk})


def test_the_same_structure_makes_no_new_version_and_a_corrected_word_a_new_revision():
    first = make_workflow()

    again = publish(first.definition)
    corrected = change(first.definition, small_workflow(), {"step.look.title": "Se efter"})

    assert again == corrected == first
    assert list(WorkflowText.objects.values_list("revision", flat=True)) == [1, 2]
    assert first.texts("sv")["step.look.title"] == "Se efter"


def test_a_changed_structure_is_a_new_version_and_the_old_one_stays():
    first = make_workflow()
    longer = replace(
        small_workflow(),
        phases=(
            *small_workflow().phases[:1],
            replace(
                small_workflow().phases[1],
                blocks=(Task("sum_up", role="own_contact"), *small_workflow().phases[1].blocks),
            ),
        ),
    )

    second = change(first.definition, longer)

    assert (second.number, second.document()) == (2, longer)
    assert WorkflowVersion.objects.get(number=1).document() == small_workflow()


def test_a_workflow_with_problems_is_not_published_and_nothing_is_stored():
    broken = replace(small_workflow(), roles=())
    definition = make_definition(document=broken)

    with pytest.raises(ValidationError) as refusal:
        publish(definition)

    assert {
        f"“{step}” names a role that does not exist (own_contact). Choose another role or add it."
        for step in ("Look", "Which")
    } <= set(refusal.value.messages)
    definition.refresh_from_db()
    assert not definition.live
    assert not WorkflowVersion.objects.exists()


def test_a_form_that_is_not_published_is_a_problem():
    make_form_definition("notice", {"note": "text"})
    definition = make_definition(document=small_workflow(form="notice"))

    assert {problem.where for problem in definition.problems()} == {"look", "start"}
    assert "is not published (notice)" in definition.problems()[0].sentence


def test_the_running_side_builds_once_for_each_new_version(monkeypatch):
    built = []
    monkeypatch.setattr(publishing, "on_freeze", [built.append])

    version = make_workflow()
    publish(version.definition)

    assert built == [version]


def test_what_cannot_be_built_is_not_published(monkeypatch):
    def refuse(version):
        raise RuntimeError("cannot be built")

    monkeypatch.setattr(publishing, "on_freeze", [refuse])
    definition = make_definition()

    with pytest.raises(RuntimeError), transaction.atomic():
        publish(definition)

    definition.refresh_from_db()
    assert not definition.live
    assert not WorkflowVersion.objects.exists()


def test_a_translation_gives_words_and_never_structure():
    version = make_workflow(texts={"step.look.title": "Titta"})
    other = replace(small_workflow(), phases=small_workflow().phases[1:])
    finnish = make_definition(
        document=other, texts={"workflow.title": "Kulku"}, language="fi", of=version.definition
    )

    assert finnish.problems() == []
    assert publish(finnish) == version

    assert version.document() == small_workflow()
    assert version.texts("fi")["workflow.title"] == "Kulku"
    assert version.texts("fi")["step.look.title"] == "Titta"  # falls back to the source
    assert not version.words.get(language="fi").complete


@pytest.mark.parametrize("change", [{"structure": {}}, {"forms": {"a": 1}}, {"number": 7}])
def test_the_database_refuses_to_change_a_version(change):
    version = make_workflow()

    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        WorkflowVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        version.words.update(texts={})


def test_problems_are_told_in_the_language_of_the_editor():
    definition = make_definition(document=replace(small_workflow(), phases=()))

    with translation.override("sv"):
        sentences = [problem.sentence for problem in definition.problems()]

    assert sentences == ["Flödet har inga skeden. Lägg till ett, med de steg som hör dit."]


def test_reading_a_version_costs_one_query_for_words_and_none_for_structure(
    django_assert_num_queries,
):
    version = make_workflow()
    version = WorkflowVersion.objects.get(pk=version.pk)
    version.document(), version.texts("sv")

    with django_assert_num_queries(0):
        version.document()
    with django_assert_num_queries(1):
        version.texts("sv")
