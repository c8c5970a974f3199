"""BPMN files out of and into the administrators' part of the site."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.cases import flow, task
from tests.factories.workflows import make_definition, publish
from tests.workflows.bpmn.test_round_trip import FOREIGN
from workflows.bpmn.reading import read
from workflows.models import WorkflowDefinition

pytestmark = pytest.mark.django_db
PAGES = "wagtailsnippets_workflows_workflowdefinition"


@pytest.fixture
def admin(client):
    client.force_login(make_user("oskar", roles=("administrator",)))
    return client


def upload(admin, content: bytes, slug: str = "brought"):
    file = SimpleUploadedFile("drawing.bpmn", content)
    return admin.post(reverse(f"{PAGES}:from_bpmn"), {"file": file, "slug": slug})


def test_a_workflow_goes_out_and_comes_in_as_a_draft_without_a_report(admin):
    definition = make_definition("way", flow(task("look"), task("plan")))
    publish(definition)
    file = admin.get(reverse(f"{PAGES}:to_bpmn", args=[definition.pk]))
    assert read(file.content).document == definition.latest_version().document()

    response = upload(admin, file.content)

    made = WorkflowDefinition.objects.get(slug="brought")
    assert response.url == reverse(f"{PAGES}:edit", args=[made.pk])
    assert (made.live, made.compiled()[0]) == (False, definition.latest_version().document())


def test_what_was_not_taken_from_a_foreign_file_is_named(admin):
    page = upload(admin, FOREIGN.encode()).content.decode()

    assert "callActivity “Annan process”" in page
    assert WorkflowDefinition.objects.get(slug="brought").title == "Boende"


def test_a_file_that_cannot_be_read_makes_nothing(admin):
    response = upload(admin, b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>")

    assert response.status_code == 200
    assert "file" in response.context["form"].errors
    assert not WorkflowDefinition.objects.exists()


def test_a_counsellor_reaches_neither_page(client):
    definition = make_definition("way")
    client.force_login(make_user("alva", roles=("counsellor",)))

    for address in (
        reverse(f"{PAGES}:from_bpmn"),
        reverse(f"{PAGES}:to_bpmn", args=[definition.pk]),
    ):
        assert client.get(address).status_code in (302, 403, 404)
