"""Where a form is asked: draft and published, and what is said before it is retired."""

from dataclasses import replace

import pytest
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.forms import make_form, when
from tests.factories.library import make_list
from tests.factories.workflows import make_definition, publish, small_workflow, words
from workflows.bodies.places import blocks_of
from workflows.bodies.writing import body_from
from workflows.document import Event, Gate, Obligation
from workflows.effects import Transfer
from workflows.steps import Moment
from workflows.tables import Table, TableRow
from workflows.uses import uses_of_form, uses_of_forms, uses_of_roles

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
        found = uses_of_forms(["asking", "other"])
    assert (len(found["asking"]), found["other"]) == (count, [])


def test_uses_are_shown_before_a_form_is_retired(form, client):
    publish(make_definition("one", ASKING))
    client.force_login(make_user("runa", roles=("administrator",), language="en"))

    page = client.get(reverse("wagtailsnippets_forms_formdefinition:retire", args=[form.pk]))

    assert "Where it is used" in page.text
    assert "A workflow" in page.text
    assert "Start, Look" in page.text


READING = replace(
    ASKING,
    tables=(Table("path", ("look.note", "done.look"), (TableRow(("", ""), "a"),)),),
    gates=(
        Gate("ready", "act", when(("start.note", "answered"))),
        Gate("table", "act", when(("table.path", "is", "a"))),
        Gate("else", "act", when(("done.look", "is", True))),
    ),
    obligations=(
        Obligation(
            "review", Moment("answer:look.note"), role="own_contact", tells=("own_contact",)
        ),
    ),
    events=(Event("hand", roles=("own_contact",), effect=Transfer(roles=("own_contact",))),),
)


def test_every_part_that_asks_or_reads_leads_to_its_block(form):
    definition = make_definition("one", READING)
    ids = blocks_of(definition.body.get_prep_value())

    (use,) = uses_of_form("asking")

    assert [(place.title, place.how) for place in use.places] == [
        ("Start", "asks it"),
        ("Look", "asks it"),
        ("Review", "reads its answers"),
        ("Ready", "reads its answers"),
        ("Table", "reads its answers"),
        ("Path", "reads its answers"),
    ]
    kinds = [("start", "start"), ("task", "look"), ("obligation", "review")]
    assert [place.url for place in use.places[:3]] == [f"{use.url}#block-{ids[k]}" for k in kinds]


def test_a_role_says_where_it_is_named_and_how():
    definition = make_definition("one", READING)

    ((title, role, places),) = uses_of_roles(definition)

    assert (title, role.key) == ("Own contact", "own_contact")
    assert [(place.title, place.how) for place in places] == [
        ("Look", "does it"),
        ("Which", "judges"),
        ("Act", "does it"),
        ("Hand", "may start it, is named by its effect"),
        ("Review", "does it, is told"),
    ]


def test_uses_have_pages_of_their_own(form, client):
    code_list = make_list("reasons")
    listed = make_form("listed", {"why": {"kind": "choice", "code_list": code_list.slug}})
    definition = make_definition("one", small_workflow(form="listed"))
    make_definition("two", READING)
    client.force_login(make_user("runa", roles=("administrator",), language="en"))

    def page(model, name, row):
        return client.get(reverse(f"wagtailsnippets_{model}:{name}", args=[row.pk])).text

    assert "reads its answers" in page("forms_formdefinition", "uses", form)
    assert "asks it" in page("forms_formdefinition", "uses", listed.definition)
    of_list = page("forms_codelist", "uses", code_list)
    assert "Workflows that ask these forms" in of_list
    assert "#block-" in of_list
    roles = page("workflows_workflowdefinition", "roles", definition)
    assert "does it" in roles
    assert "One person at a time." in roles
