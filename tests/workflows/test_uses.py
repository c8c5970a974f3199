"""Where a form is asked: draft and published, and what is said before it is retired."""

from dataclasses import replace

import pytest
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.forms import make_form
from tests.factories.workflows import make_definition, publish, small_workflow, words
from workflows.bodies.writing import body_from
from workflows.uses import uses_of_form

pytestmark = pytest.mark.django_db
ASKING = small_workflow(form="asking")
SILENT = small_workflow()


def edited(definition, document):
    definition.body = body_from(document, words(document))
    definition.save_revision()


@pytest.fixture
def form():
    return make_form("asking").definition


def test_a_form_is_found_in_every_step_that_asks_it(form):
    publish(make_definition("one", ASKING))
    make_definition("other", SILENT)

    (use,) = uses_of_form("asking")

    assert str(use) == "Start, Look"
    assert "workflowdefinition/edit/" in use.url


def test_what_only_the_draft_asks_is_said_so(form):
    make_definition("one", ASKING)

    assert [str(use) for use in uses_of_form("asking")] == ["Start, Look (only in the draft)"]


def test_what_only_the_published_version_asks_is_said_so(form):
    definition = make_definition("one", replace(ASKING))
    publish(definition)
    edited(definition, SILENT)

    found = [str(use) for use in uses_of_form("asking")]
    assert found == ["Start, Look (published, no longer in the draft)"]


@pytest.mark.parametrize("count", [1, 3])
def test_looking_costs_the_same_however_many_workflows_there_are(
    form, count, django_assert_num_queries
):
    for number in range(count):
        publish(make_definition(f"flow-{number}", ASKING))

    with django_assert_num_queries(3):
        assert len(uses_of_form("asking")) == count


def test_uses_are_shown_before_a_form_is_retired(form, client):
    publish(make_definition("one", ASKING))
    client.force_login(make_user("runa", roles=("administrator",), language="en"))

    page = client.get(reverse("wagtailsnippets_forms_formdefinition:retire", args=[form.pk]))

    assert "Where it is used" in page.text
    assert "A workflow" in page.text
    assert "Start, Look" in page.text
