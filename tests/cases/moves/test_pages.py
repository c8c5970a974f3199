"""The page that says what happens to running cases: administrators read counts and steps, and no name."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.actions.move_runs import carry_on, start_run
from cases.actions.tasks import complete_task, take_task
from cases.models import MoveRun, Programme
from cases.moves.sides import side_of
from cases.queries.moves import outlook
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import flow, make_case, make_participant, open_task, task
from tests.factories.editing import posted
from tests.factories.workflows import make_definition, publish, words
from workflows.bodies.writing import body_from

pytestmark = pytest.mark.django_db
BEFORE = flow(task("look"), task("assess"), task("plan"))
AFTER = flow(task("look"), task("plan"), task("follow"))


@pytest.fixture
def site(db):
    unit = make_unit()
    definition = make_definition("way", BEFORE)
    publish(definition)
    programme = Programme.objects.create(
        slug="way", titles={"sv": "Way"}, unit=unit, workflow=definition
    )
    return programme, definition


@pytest.fixture
def admin(site):
    return make_user("oskar", roles=("administrator",), unit=site[0].unit)


@pytest.fixture
def worker(site):
    return make_user("alva", roles=("counsellor",), unit=site[0].unit)


def draft(definition, document):
    said = words(document)
    definition.body = body_from(document, said)
    definition.save_revision()
    return definition


def address(definition, name="cases", *more) -> str:
    return reverse(
        f"wagtailsnippets_workflows_workflowdefinition:{name}", args=[definition.pk, *more]
    )


def at_assessment(programme, worker, name="Marja"):
    person = make_participant(programme.unit, given_name=name, family_name="Hemlig")
    case = make_case(programme, by=worker, participant=person)
    complete_task(open_task(case, "look"), by=worker, answers={})
    return case


def test_before_publishing_the_page_counts_verdicts_and_names_no_case(site, admin, worker, client):
    programme, definition = site
    for _ in range(2):
        at_assessment(programme, worker)
    make_case(programme, by=worker, participant=make_participant(programme.unit))
    draft(definition, AFTER)
    client.force_login(admin)

    response = client.get(address(definition))
    page, seen = response.content.decode(), response.context["outlook"]

    assert "Assess" in page
    assert seen.counts == {"unchanged": 0, "moves": 1, "choice": 2, "cannot": 0}
    assert [ask.count for ask in seen.asks] == [2]
    assert "Hemlig" not in page
    assert MoveRun.objects.count() == 0
    assert definition.latest_version().number == 1


def test_publish_and_move_with_one_choice_for_all_alike(site, admin, worker, client):
    programme, definition = site
    cases = [at_assessment(programme, worker) for _ in range(3)]
    draft(definition, AFTER)
    client.force_login(admin)
    shown = client.get(address(definition)).context
    [ask] = shown["outlook"].asks
    posted = {"revision": shown["revision"], "action": "move", ask.name: "n_plan"}

    response = client.post(address(definition), posted)

    run = MoveRun.objects.get()
    assert response.url == address(definition, "run", run.pk)
    carry_on(run.pk)
    definition.refresh_from_db()
    newest = definition.latest_version()
    assert newest.number == 2
    for case in cases:
        assert case.processes.get().version == newest
        assert open_task(case, "plan")
    page = client.get(response.url).content.decode()
    assert "Hemlig" not in page


def test_publishing_without_moving_leaves_every_case_where_it_is(site, admin, worker, client):
    programme, definition = site
    case = at_assessment(programme, worker)
    first = definition.latest_version()
    draft(definition, AFTER)
    client.force_login(admin)
    revision = client.get(address(definition)).context["revision"]

    client.post(address(definition), {"revision": revision, "action": "publish"})

    assert definition.latest_version().number == 2
    assert case.processes.get().version == first
    assert not MoveRun.objects.exists()


def test_whoever_decided_on_an_older_draft_is_told_to_look_again(site, admin, worker, client):
    programme, definition = site
    at_assessment(programme, worker)
    draft(definition, AFTER)
    client.force_login(admin)
    revision = client.get(address(definition)).context["revision"]
    draft(definition, flow(task("look"), task("other")))

    client.post(address(definition), {"revision": revision, "action": "move"}, follow=True)

    assert definition.latest_version().number == 1
    assert not MoveRun.objects.exists()


def test_whoever_sees_the_cases_anyhow_reads_their_names(site, worker, client):
    programme, definition = site
    both = make_user("both", roles=("administrator", "counsellor"), unit=programme.unit)
    case = at_assessment(programme, both)
    take_task(open_task(case, "assess"), both)
    draft(definition, AFTER)
    client.force_login(both)

    page = client.get(address(definition)).content.decode()

    assert "Hemlig" in page


def test_whoever_may_change_but_not_publish_moves_nobody_and_nothing_back(
    site, admin, worker, client
):
    programme, definition = site
    case = at_assessment(programme, worker)
    take_task(open_task(case, "assess"), worker)
    publish(draft(definition, AFTER))
    newest = definition.latest_version()
    editor = make_user("edit", roles=("communication",), unit=programme.unit)
    editor.user_permissions.add(
        *Permission.objects.filter(
            codename__in=("change_workflowdefinition", "view_workflowdefinition")
        )
    )
    client.force_login(editor)
    shown = client.get(address(definition))
    assert shown.status_code == 200
    assert 'value="move"' not in shown.text

    client.post(
        address(definition), {"revision": shown.context["revision"], "action": "move"}, follow=True
    )

    assert not MoveRun.objects.exists()
    run = start_run(newest, by=admin, choices={"1": {}})
    carry_on(run.pk)
    client.post(address(definition, "run", run.pk))
    assert MoveRun.objects.get() == run


def test_after_publishing_in_the_editor_a_message_counts_cases_and_leads_to_the_page(
    site, admin, worker, client
):
    programme, definition = site
    for _ in range(2):
        at_assessment(programme, worker)
    make_case(programme, by=worker, participant=make_participant(programme.unit))
    draft(definition, AFTER)
    definition.refresh_from_db()
    client.force_login(admin)
    edit = address(definition, "edit")
    sent = posted(definition.get_latest_revision_as_object(), **{"action-publish": "1"})

    response = client.post(edit, sent)
    said = [str(message) for message in get_messages(response.wsgi_request)]

    assert definition.latest_version().number == 2
    [sentence] = [each for each in said if address(definition) in each]
    told = sentence.partition("<")[0]
    assert [int(each) for each in told if each.isdigit()] == [3, 1, 2, 0]


def test_judging_costs_the_same_however_many_cases(site, worker):
    programme, definition = site
    at_assessment(programme, worker)
    to = side_of(definition.latest_version().pk)
    outlook(definition, to, {}, worker)  # what the request knows of its reader
    counted = []
    for more in (0, 3):
        for _ in range(more):
            at_assessment(programme, worker)
        with CaptureQueriesContext(connection) as queries:
            outlook(definition, to, {}, worker)
        counted.append(len(queries))

    assert counted[0] == counted[1] <= 12


@pytest.mark.parametrize("name", ["cases"])
def test_communication_and_counsellors_do_not_reach_the_page(site, worker, client, name):
    _programme, definition = site
    for user in (worker, make_user("siri", roles=("communication",), unit=worker.unit)):
        client.force_login(user)
        assert client.get(address(definition, name)).status_code in (302, 403, 404)
