"""The editor of workflows: who gets in, what it offers, what it shows beside the blocks, how it publishes."""

import json
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail_localize.segments.extract import extract_segments

from tests.factories.accounts import make_user
from tests.factories.editing import posted
from tests.factories.forms import make_form
from tests.factories.workflows import make_definition, small_workflow
from tests.workflows.example import REHABILITATION, WORDS
from workflows import publishing
from workflows.models import WorkflowDefinition, WorkflowVersion

pytestmark = pytest.mark.django_db
EDIT = "wagtailsnippets_workflows_workflowdefinition:edit"


@pytest.fixture(autouse=True)
def _the_running_side(monkeypatch):
    monkeypatch.setattr(publishing, "platform_roles", {"counsellor": "Counsellor"})
    monkeypatch.setattr(publishing, "on_freeze", [])


@pytest.fixture
def editor(client):
    client.force_login(make_user("runa", roles=("administrator",), language="en"))
    return client


def test_the_editor_opens_for_administrators_and_for_nobody_else(editor, client):
    definition = make_definition()
    address = reverse(EDIT, args=[definition.pk])

    assert editor.get(address).status_code == 200

    client.force_login(make_user("alva", roles=("counsellor",)))
    assert client.get(address).status_code == 403


def test_a_draft_may_be_unfinished(editor):
    definition = make_definition(document=replace(small_workflow(), roles=()))

    answer = editor.post(reverse(EDIT, args=[definition.pk]), posted(definition, title="Draft"))

    assert answer.status_code == 302
    definition.refresh_from_db()
    assert definition.get_latest_revision_as_object().title == "Draft"
    assert not WorkflowVersion.objects.exists()


def test_publishing_a_sound_workflow_freezes_it(editor):
    definition = make_definition()

    answer = editor.post(
        reverse(EDIT, args=[definition.pk]), posted(definition, **{"action-publish": "1"})
    )

    assert answer.status_code == 302
    version = WorkflowVersion.objects.get()
    assert version.document() == small_workflow()
    assert version.frozen_by.username == "runa"


def test_publishing_with_problems_says_each_as_a_sentence_and_keeps_what_was_typed(editor):
    definition = make_definition(document=replace(small_workflow(), roles=()))
    typed = posted(definition, title="My new title", **{"action-publish": "1"})

    answer = editor.post(reverse(EDIT, args=[definition.pk]), typed)

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "“Look” names a role that does not exist (own_contact)." in page
    assert "My new title" in page
    assert not WorkflowVersion.objects.exists()


def test_a_language_that_must_be_complete_holds_publishing_back():
    """The same rule as for forms, from the same home."""
    definition = make_definition()
    assert definition.problems() == []

    definition.complete_in = ["fi"]
    with translation.override("en"):
        (problem,) = definition.problems()
    assert "Finnish lacks" in problem.sentence
    assert problem.url.endswith(f"/languages/{definition.pk}/")

    said = {key: f"{text} suomeksi" for key, text in definition.compiled()[1].items()}
    make_definition(texts=said, language="fi", of=definition)
    assert definition.problems() == []


def test_the_preview_shows_picture_problems_and_text_with_the_same_numbers(editor):
    definition = make_definition(document=replace(REHABILITATION, outcomes=()), texts=WORDS)
    address = reverse(
        "wagtailsnippets_workflows_workflowdefinition:preview_on_edit", args=[definition.pk]
    )

    assert editor.post(address, posted(definition)).json()["is_valid"]
    page = editor.get(address).content.decode()

    # Three ends without an outcome, and a decision by a role whose people may not decide.
    assert "4 things prevent publishing" in page
    assert page.count('class="problems__no"') == page.count('class="diagram__problem-no"') == 4
    assert 'href="#part-over"' in page
    assert 'id="part-over"' in page
    assert "Bedöm servicebehovet" in page
    assert "Personen slutar" in page


def test_an_empty_workflow_has_a_preview_too(editor):
    definition = WorkflowDefinition(title="", slug="new", locale=make_definition().locale)

    assert definition.get_preview_context(None, "")["preview"].problems[0].sentence == (
        "The start has no title. Write what registering a new case is called."
    )


def test_the_editor_is_offered_forms_questions_roles_facts_and_days(editor):
    make_form("notice", {"urgency": "text"})

    offered = json.loads(editor.get(reverse("workflow_lists")).content)

    assert offered["forms"] == {"notice": "A form"}
    assert offered["fields"] == {"notice": {"urgency": "Urgency"}}
    assert offered["platform-roles"] == {"counsellor": "Counsellor"}
    assert "case.urgency" in offered["facts"]
    assert offered["anchors"]["service_start"] == "the start of the service"


@pytest.mark.parametrize("forms", [1, 3])
def test_offering_lists_costs_the_same_for_many_forms(editor, forms, django_assert_max_num_queries):
    for number in range(forms):
        make_form(f"form{number}")

    with django_assert_max_num_queries(25):
        editor.get(reverse("workflow_lists"))


def test_strangers_are_offered_nothing(client):
    assert client.get(reverse("workflow_lists")).status_code == 302


def test_keys_and_rules_are_never_offered_to_translators():
    definition = make_definition(document=small_workflow(), texts={"step.look.title": "Titta"})
    # wagtail-localize asks blocks for what can be translated; only words may come back.
    offered = {
        segment.string.render_text()
        for segment in extract_segments(definition)
        if hasattr(segment, "string")
    }

    assert "Titta" in offered
    assert not offered & {"look", "own_contact", "all", "completed", "workflow"}


def test_each_problem_stands_beside_the_block_that_it_is_about(editor):
    document = replace(small_workflow(), roles=())
    definition = make_definition(document=document)

    answer = editor.post(
        reverse(EDIT, args=[definition.pk]), posted(definition, **{"action-publish": "1"})
    )

    form = answer.context["form"]
    (marked,) = form.errors["body"].as_data()
    first_phase = marked.block_errors[1].block_errors["blocks"].block_errors
    said = [error for n in (0, 1) for error in first_phase[n].non_block_errors]
    way = first_phase[1].block_errors["branches"].block_errors[0].block_errors["blocks"]
    said += way.block_errors[0].non_block_errors
    assert sorted(said) == sorted(form.non_field_errors())
    assert "Validation error" not in answer.content.decode()


@pytest.mark.parametrize("model", ["workflows_workflowdefinition", "forms_formdefinition"])
def test_a_short_name_that_is_taken_is_said_and_nothing_typed_is_lost(editor, model):
    make_definition("taken")
    make_form("taken")
    typed = {"title": "My other title", "slug": "taken", "body-count": "0"}

    answer = editor.post(reverse(f"wagtailsnippets_{model}:add"), typed)

    assert answer.status_code == 200
    assert "The short name “taken” is taken." in answer.text
    assert "My other title" in answer.text


def test_whoever_publishes_writes_down_the_keys_that_titles_made(editor):
    definition = make_definition()
    typed = posted(definition)
    unkeyed = {name: "" if name.endswith("-key") else value for name, value in typed.items()}
    editor.post(reverse(EDIT, args=[definition.pk]), unkeyed)
    definition.refresh_from_db()
    revision = definition.get_latest_revision()
    assert '"key": "look"' not in revision.content["body"]

    definition.publish(revision)  # as the clock does, or the page about running cases

    definition.refresh_from_db()
    for body in (definition.body.get_prep_value(), revision.as_object().body.get_prep_value()):
        assert '"key": "look"' in json.dumps(body)


def test_a_step_that_is_renamed_after_publishing_is_the_same_step(editor):
    definition = make_definition()
    address = reverse(EDIT, args=[definition.pk])
    typed = posted(definition, **{"action-publish": "1"})
    unkeyed = {name: "" if name.endswith("-key") else value for name, value in typed.items()}
    editor.post(address, unkeyed)
    before = WorkflowVersion.objects.latest("number").document()
    edited = posted(definition.__class__.objects.get().get_latest_revision_as_object())
    titled = next(name for name, value in edited.items() if value == "Look")

    editor.post(address, {**edited, titled: "Look closely", "action-publish": "1"})

    newest = WorkflowVersion.objects.latest("number")
    assert [block.key for block in newest.document().blocks()] == [
        block.key for block in before.blocks()
    ]
    assert newest.texts("sv")["step.look.title"] == "Look closely"
