"""Two who publish, one who publishes while another saves, and publishing while cases move: nothing is lost."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.urls import reverse

from cases.actions.move_runs import carry_on, start_run
from cases.models import Programme
from cases.refusals import NotTheNewest
from tests.cases.test_races import at_once
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import flow, make_case, make_worker, task
from tests.factories.editing import posted
from tests.factories.workflows import make_definition, publish, words
from tests.faults.invariants import broken
from workflows.bodies.reading import compile_body
from workflows.bodies.writing import body_from

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, RING, WRITE = (flow(task("look"), task(key)) for key in ("plan", "ring", "write"))


@pytest.fixture
def place():
    """A published workflow with a programme, and two administrators who are signed in."""
    definition = make_definition("way", FIRST)
    publish(definition)
    definition.refresh_from_db()
    people = [
        make_user(name, roles=("administrator",), language="en") for name in ("oskar", "disa")
    ]
    clients = [Client() for _each in people]
    for client, person in zip(clients, people, strict=True):
        client.force_login(person)
    return definition, people, clients


def sent(definition, document, **button):
    """What a browser sends whose page was opened before anybody pressed anything."""
    definition.body = body_from(document, words(document))
    return posted(definition, **button)


def press(client, definition, fields):
    """Press a button of the editor; what the page says then."""
    page = reverse("wagtailsnippets_workflows_workflowdefinition:edit", args=[definition.pk])
    answer = client.post(page, fields)
    assert answer.status_code == 302, answer.content
    return [str(each) for each in get_messages(answer.wsgi_request)]


def documents(definition):
    return [version.document() for version in definition.versions.order_by("number")]


PUBLISH = {"action-publish": "1"}


def test_the_same_published_by_two_at_once_is_one_version_and_the_second_is_told(place):
    definition, people, (one, other) = place
    fields = sent(definition, RING, **PUBLISH)

    said = at_once(lambda: press(one, definition, fields), lambda: press(other, definition, fields))

    assert documents(definition) == [FIRST, RING]
    by = definition.latest_version().frozen_by
    told = said[1 - people.index(by)]
    assert any("version 2" in each.lower() for each in told), said


def test_two_who_publish_otherwise_have_a_version_each_and_the_second_is_told(place):
    definition, people, (one, other) = place
    fields = [sent(definition, each, **PUBLISH) for each in (RING, WRITE)]

    said = at_once(
        lambda: press(one, definition, fields[0]), lambda: press(other, definition, fields[1])
    )

    _first, second, third = documents(definition)
    assert sorted([second, third], key=repr) == sorted([RING, WRITE], key=repr)
    definition.refresh_from_db()
    assert compile_body(definition)[0] == third, "what is live is what was frozen last"
    late = people.index(definition.latest_version().frozen_by)
    assert "Version 2" in " ".join(said[late]) or "version 2" in " ".join(said[late]), said


def test_a_draft_saved_while_another_publishes_is_kept_and_never_mixed_in(place):
    definition, _people, (one, other) = place
    published, saved = sent(definition, RING, **PUBLISH), sent(definition, WRITE)

    at_once(lambda: press(one, definition, published), lambda: press(other, definition, saved))

    assert documents(definition) == [FIRST, RING]
    definition.refresh_from_db()
    assert compile_body(definition)[0] == RING
    kept = [compile_body(each.as_object())[0] for each in definition.revisions.all()]
    assert WRITE in kept
    assert RING in kept
    newest = compile_body(definition.get_latest_revision_as_object())[0]
    assert definition.has_unpublished_changes == (newest != RING)


def test_publishing_in_the_editor_while_cases_move_sends_them_where_they_were_to_go(place):
    definition, (oskar, _disa), (one, _other) = place
    programme = Programme.objects.create(
        slug="way", titles={"sv": "Way"}, unit=make_unit(), workflow=definition
    )
    worker = make_worker(programme, "alva")
    cases = [make_case(programme, by=worker) for _ in range(4)]
    definition.body = body_from(RING, words(RING))
    to = publish(definition, by=oskar)
    definition.refresh_from_db()
    run = start_run(to, by=oskar, choices={})
    fields = sent(definition, WRITE, **PUBLISH)

    said = at_once(lambda: carry_on(run.pk), lambda: press(one, definition, fields))

    assert documents(definition) == [FIRST, RING, WRITE]
    assert {case.processes.get().version_id for case in cases} == {to.pk}
    assert any("4 running cases go on in an earlier version." in each for each in said[1]), said
    with pytest.raises(NotTheNewest):
        start_run(to, by=oskar, choices={})
    page = reverse("wagtailsnippets_workflows_workflowdefinition:run", args=[definition.pk, run.pk])
    assert one.get(page).context["newer"].number == 3
    assert not list(broken(connection))
