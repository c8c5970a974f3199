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
    loaded = definition.latest_revision
    definition.body = body_from(document, words(document))
    return posted(
        definition,
        loaded_revision_id=loaded.pk,
        loaded_revision_created_at=loaded.created_at.isoformat(),
        **button,
    )


def press(client, definition, fields):
    """Press a button of the editor: whether it was done, and what the page says then."""
    page = reverse("wagtailsnippets_workflows_workflowdefinition:edit", args=[definition.pk])
    answer = client.post(page, fields)
    said = " ".join(str(each) for each in get_messages(answer.wsgi_request))
    return answer.status_code == 302, said


def one_waits(said):
    """One of two was done; the other is told who was first, and nothing of theirs is saved. Their place."""
    done = [each[0] for each in said]
    assert sorted(done) == [False, True], said
    assert "saved this while you were writing" in said[done.index(False)][1], said
    return done.index(False)


def documents(definition):
    return [version.document() for version in definition.versions.order_by("number")]


PUBLISH = {"action-publish": "1"}


def test_the_same_published_by_two_at_once_is_one_version_and_the_second_is_told(place):
    definition, _people, (one, other) = place
    fields = sent(definition, RING, **PUBLISH)

    said = at_once(lambda: press(one, definition, fields), lambda: press(other, definition, fields))

    one_waits(said)
    assert documents(definition) == [FIRST, RING]


def test_of_two_who_publish_otherwise_the_second_decides_again_and_neither_is_lost(place):
    definition, people, clients = place
    drawn = (RING, WRITE)
    fields = [sent(definition, each, **PUBLISH) for each in drawn]

    late = one_waits(
        at_once(*[lambda n=n: press(clients[n], definition, fields[n]) for n in (0, 1)])
    )

    assert documents(definition) == [FIRST, drawn[1 - late]]
    assert definition.latest_version().frozen_by == people[1 - late]
    definition.refresh_from_db()
    again = sent(definition, drawn[late], **PUBLISH)
    assert press(clients[late], definition, again)[0]
    assert documents(definition) == [FIRST, drawn[1 - late], drawn[late]]
    definition.refresh_from_db()
    assert compile_body(definition)[0] == drawn[late], "what is live is what was frozen last"


def test_a_draft_saved_while_another_publishes_is_never_mixed_in(place):
    definition, _people, (one, other) = place
    published, saved = sent(definition, RING, **PUBLISH), sent(definition, WRITE)

    late = one_waits(
        at_once(lambda: press(one, definition, published), lambda: press(other, definition, saved))
    )

    definition.refresh_from_db()
    newest = compile_body(definition.get_latest_revision_as_object())[0]
    assert newest == (WRITE, RING)[late]
    assert documents(definition) == ([FIRST], [FIRST, RING])[late]
    assert definition.has_unpublished_changes == (late == 0)


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
    assert said[1][0], said
    assert "4 running cases go on in an earlier version." in said[1][1], said
    with pytest.raises(NotTheNewest):
        start_run(to, by=oskar, choices={})
    page = reverse("wagtailsnippets_workflows_workflowdefinition:run", args=[definition.pk, run.pk])
    assert one.get(page).context["newer"].number == 3
    assert not list(broken(connection))
