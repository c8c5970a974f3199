"""What is shipped can be worked with: each form and workflow, in each language, opens, previews and saves unchanged.

Each service is imported once for all tests of the module.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from forms.models import FormDefinition, FormText, FormVersion
from programmes.bundle import SHIPPED
from tests.factories.accounts import make_user
from tests.factories.editing import posted
from workflows.models import WorkflowDefinition, WorkflowText, WorkflowVersion

FOLDERS = [path for path in SHIPPED.iterdir() if path.is_dir()]
FROZEN = (FormVersion, FormText, WorkflowVersion, WorkflowText)
MODELS = (FormDefinition, WorkflowDefinition)

# Opening and drafting every editor costs a minute a service: the one with most forms stands for all.
LARGEST = max(FOLDERS, key=lambda path: len(list(path.glob("forms/*.yaml"))))

pytestmark = pytest.mark.django_db
OF_THE_LARGEST = pytest.mark.parametrize("folder", [LARGEST], ids=[LARGEST.name], indirect=True)
OF_ALL = pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name, indirect=True)


@pytest.fixture(scope="module")
def folder(request, django_db_setup, django_db_blocker) -> Iterator[Path]:
    """A service that stands here, taken away again when the tests of it are done."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("import_programme", str(request.param), verbosity=0)
        yield request.param
        transaction.set_rollback(True)


@pytest.fixture
def definitions(folder):
    return [definition for model in MODELS for definition in model.objects.order_by("pk")]


@pytest.fixture
def admin(client):
    client.force_login(make_user("runa", roles=("administrator",), language="en"))
    return client


def address(definition, view):
    name = definition._meta.label_lower.replace(".", "_")
    return reverse(f"wagtailsnippets_{name}:{view}", args=[definition.pk])


def wrong(response):
    """What the editor complains about, for the report of a failing test."""
    form = response.context and response.context.get("form")
    return json.dumps(form.errors.get_json_data(), default=str) if form else ""


@OF_THE_LARGEST
def test_every_editor_opens_and_previews_what_is_shipped(definitions, admin):
    for definition in definitions:
        opened = admin.get(address(definition, "edit"))
        assert opened.status_code == 200

        preview = admin.post(address(definition, "preview_on_edit"), posted(definition))
        assert preview.json() == {"is_valid": True, "is_available": True}, definition
        assert admin.get(address(definition, "preview_on_edit")).status_code == 200


@OF_THE_LARGEST
def test_saving_as_a_draft_changes_nothing(definitions, admin):
    for definition in definitions:
        before = definition.compiled()

        answer = admin.post(address(definition, "edit"), posted(definition))

        assert answer.status_code == 302, (definition, wrong(answer))
        definition.refresh_from_db()
        assert definition.get_latest_revision_as_object().compiled() == before, definition


@OF_ALL
def test_publishing_again_makes_no_version_and_no_revision(definitions, admin):
    before = [model.objects.count() for model in FROZEN]

    for definition in definitions:
        earlier = definition.live_revision_id
        fields = posted(definition, **{"action-publish": "1"})
        answer = admin.post(address(definition, "edit"), fields)
        assert answer.status_code == 302, (definition, wrong(answer))
        definition.refresh_from_db()
        assert definition.live_revision_id == definition.latest_revision_id > earlier

    assert [model.objects.count() for model in FROZEN] == before


@OF_ALL
def test_export_of_an_import_is_the_same_files(folder, tmp_path):
    call_command("export_programme", folder.name, str(tmp_path))

    assert contents(tmp_path) == contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")
    }
