"""Beginning a workflow: from an example that is whole, with a short name that is proposed."""

import pytest
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.workflows import make_definition, publish
from workflows import publishing
from workflows.beginning import example
from workflows.checks import problems
from workflows.models import WorkflowDefinition
from workflows.steps import Task
from workflows.texts import kept, missing

pytestmark = pytest.mark.django_db
PAGES = "wagtailsnippets_workflows_workflowdefinition"


@pytest.fixture(autouse=True)
def _the_running_side(monkeypatch):
    monkeypatch.setattr(publishing, "platform_roles", {"counsellor": "C", "manager": "M"})
    monkeypatch.setattr(publishing, "on_freeze", [])


@pytest.fixture
def editor(client):
    client.force_login(make_user("runa", roles=("administrator",), language="fi"))
    return client


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_the_example_is_sound_and_said_in_every_language(language):
    document, texts = example().document, example().texts[language]

    found = problems(document, texts, forms={}, platform_roles=("counsellor", "manager"))
    assert list(found) == []
    assert missing(document, texts) == []
    assert kept(document, texts) == dict(sorted(texts.items()))
    assert len([block for block in document.blocks() if isinstance(block, Task)]) == 5


def test_a_workflow_begins_from_the_example_under_its_own_name(editor):
    url = reverse(f"{PAGES}:from_example")
    assert "Pieni palvelu viidessä vaiheessa" in editor.get(url).content.decode()

    answer = editor.post(url, {"title": "Åter på väg", "slug": ""})

    made = WorkflowDefinition.objects.get(locale__language_code="sv")
    assert answer.url == reverse(f"{PAGES}:edit", args=[made.pk])
    assert (made.title, made.slug, made.live) == ("Åter på väg", "ater-pa-vag", False)
    assert made.compiled()[0] == example().document
    assert made.get_translations().count() == 2
    publish(made)


def test_a_proposed_short_name_is_one_that_nothing_has(editor):
    make_definition("ater-pa-vag")

    editor.post(reverse(f"{PAGES}:from_example"), {"title": "Åter på väg", "slug": ""})
    refused = editor.post(reverse(f"{PAGES}:from_example"), {"title": "…", "slug": ""})

    assert WorkflowDefinition.objects.filter(slug="ater-pa-vag-2").exists()
    assert "slug" in refused.context["form"].errors


def test_a_new_workflow_offers_the_example(editor):
    page = editor.get(reverse(f"{PAGES}:add")).content.decode()

    assert reverse(f"{PAGES}:from_example") in page


def test_strangers_do_not_begin(client):
    client.force_login(make_user("alva", roles=("counsellor",)))

    assert client.get(reverse(f"{PAGES}:from_example")).status_code in (302, 403, 404)
