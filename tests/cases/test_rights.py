"""Rights follow the service, data follows the version: a case of an older version, when a newer one is out."""

from dataclasses import replace

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from cases import access
from cases.actions import rights
from cases.actions.events import Said, start_event
from cases.actions.tasks import complete_task, take_task
from cases.facts import Facts
from cases.queries.people import pick_for_task, picks
from cases.queries.words import words_of_version
from cases.refusals import CannotHoldRole, TaskNotYours
from forms.document import Field
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import (
    LEADER,
    flow,
    make_case,
    make_form_version,
    make_programme,
    make_version,
    make_worker,
    open_keys,
    open_task,
    task,
)
from tests.factories.workflows import make_definition, publish, words
from workflows.bodies.writing import body_from
from workflows.document import Event, Need, Outcome, Role, WorkflowDocument
from workflows.effects import Transfer

pytestmark = pytest.mark.django_db
BEFORE = flow(task("look", form="asked"), task("plan"))
MANAGED = Role("worker", who=("manager",))


def after(*roles: Role, **parts) -> WorkflowDocument:
    """The next version: other roles, and other steps."""
    return flow(task("look", form="asked"), task("other"), roles=roles or (MANAGED,), **parts)


@pytest.fixture
def case():
    asked = make_form_version("asked", Field("first", "text"))
    return make_case(make_programme(BEFORE, forms={"asked": asked}))


@pytest.fixture
def manager(case):
    return make_worker(case.programme, roles=("manager",))


@pytest.fixture
def counsellor(case):
    return make_worker(case.programme)


def asked_in(case):
    """The form that the version of a case asks."""
    return case.processes.get().version.form_version("asked")


def newer(case, *roles, **forms):
    version = make_version(after(*roles), definition=case.programme.workflow, **forms)
    rights.follow(version.pk)
    return version


def test_whoever_may_hold_a_role_now_finds_its_tasks_and_takes_them(case, manager, counsellor):
    assert access.queue_for(counsellor).exists()
    assert not access.queue_for(manager).exists()
    newer(case)

    assert not access.queue_for(counsellor).exists()
    with pytest.raises(TaskNotYours):
        take_task(open_task(case, "look"), counsellor)
    take_task(access.queue_for(manager).get(), manager)

    assert case.team.get().user == manager


def test_steps_and_forms_stay_those_of_the_version_that_the_case_runs_on(case, manager):
    before = case.processes.get().version
    changed = make_form_version("asked", Field("second", "text"))
    newer(case, forms={"asked": changed})
    row = take_task(open_task(case, "look"), manager)

    complete_task(row, by=manager, answers={"first": "yes"}, form_version=asked_in(case))

    assert case.processes.get().version == before
    assert open_keys(case) == ["plan"]
    row.refresh_from_db()
    assert row.submission.version.number == 1


def test_who_holds_a_role_already_keeps_it_and_sees_the_case(case, counsellor):
    row = take_task(open_task(case, "look"), counsellor)
    newer(case)

    assert list(access.cases_for(counsellor)) == [case]
    complete_task(row, by=counsellor, answers={}, form_version=asked_in(case))
    assert open_task(case, "plan").owner == counsellor


def test_a_task_that_comes_later_lies_where_the_newest_version_says(case, counsellor, manager):
    newer(case)
    row = take_task(open_task(case, "look"), manager)
    complete_task(row, by=manager, answers={}, form_version=asked_in(case))

    assert open_task(case, "plan").who == ["manager"]


def test_what_a_holder_must_have_learned_is_what_the_newest_version_says(case, counsellor):
    learned = Role("worker", who=("counsellor",), needs=(Need("social_worker"),))
    newer(case, learned)

    with pytest.raises(CannotHoldRole):
        take_task(open_task(case, "look"), counsellor)


def test_a_role_that_the_service_has_no_more_is_held_as_the_case_has_it(case, counsellor):
    newer(case, LEADER)

    take_task(open_task(case, "look"), counsellor)

    assert case.team.get().user == counsellor


def test_people_are_offered_by_the_newest_version(case, counsellor, manager):
    newer(case)
    words_then, row = words_of_version(case.processes.get().version), open_task(case, "look")

    [pick] = picks(words_then, Facts(case), ["worker"])
    handed = pick_for_task(row, words_then.document, but=counsellor)

    assert pick.people == handed.people == [manager]


def test_only_the_newest_version_has_a_say_and_twice_changes_nothing(case):
    middle = make_version(after(), definition=case.programme.workflow)
    newest = newer(case, Role("worker", who=("manager", "counsellor")))

    assert rights.follow(middle.pk) == 0
    assert rights.follow(newest.pk) == 0
    assert open_task(case, "look").who == ["manager", "counsellor"]


def test_publishing_asks_for_it_only_when_somebody_else_may_hold_a_role():
    named = replace(flow(task("look")), outcomes=(Outcome("finished"),))
    definition = make_definition("rights", named)
    publish(definition)
    jobs = ProcrastinateJob.objects.filter(args__path=rights.follow_rights.module_path)

    for document, asked in (
        (replace(named, roles=(LEADER, Role("worker", who=("counsellor",)))), 0),
        (replace(named, roles=(LEADER, MANAGED)), 1),
    ):
        definition.body = body_from(document, words(document))
        publish(definition)
        assert jobs.count() == asked


def test_what_was_offered_to_another_unit_is_taken_over_by_who_may_now(case, counsellor):
    elsewhere = make_unit("Andra enheten")
    event = Event("hand_on", roles=("worker",), effect=Transfer(("worker",)))
    make_version(replace(BEFORE, events=(event,)), definition=case.programme.workflow)
    begun = make_case(case.programme, by=counsellor)
    take_task(open_task(begun, "look"), counsellor)
    start_event(begun, "hand_on", counsellor, {}, said=Said("Flytt", to=elsewhere))
    there = [make_user(role, unit=elsewhere, roles=(role,)) for role in ("manager", "counsellor")]

    rights.follow(make_version(after(), definition=case.programme.workflow).pk)

    assert [access.proposals_asked_of(each).exists() for each in there] == [True, False]
