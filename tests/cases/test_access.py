"""Who sees what: the team, the unit's manager, nobody else; a miss is 404 and leaves no trace."""

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessEntry
from cases import access
from cases.actions.tasks import complete_task, put_back, take_task
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import make_case, make_programme, make_worker, open_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    programme = make_programme()
    worker = make_worker(programme, "alva")
    case = make_case(programme, by=make_worker(programme, "registrar"))
    take_task(open_task(case, "first"), worker)
    return programme, worker, case


def test_the_team_sees_the_case_and_reading_it_is_noted(place):
    _, worker, case = place

    assert access.case_of(worker, case.pk, what="timeline") == case

    entry = AccessEntry.objects.get()
    assert (entry.user, entry.subject_type, entry.subject_id, entry.what) == (
        worker,
        "case",
        case.pk,
        "timeline",
    )


@pytest.mark.parametrize(
    ("roles", "unit"),
    [
        (("counsellor",), "Social rehabilitering"),  # same unit, not in the team
        (("counsellor",), "Vuxensocialt arbete"),
        (("manager",), "Vuxensocialt arbete"),
        (("administrator", "communication"), "Social rehabilitering"),
        (("partner",), "Arbetskraftsbyrån"),
        (("funder", "survey_handler"), "Social rehabilitering"),
        ((), "Social rehabilitering"),
    ],
)
def test_a_stranger_learns_nothing_and_leaves_no_trace(place, roles, unit):
    _, _, case = place
    stranger = make_user("stranger", roles=roles, unit=make_unit(unit))

    with pytest.raises(Http404):
        access.case_of(stranger, case.pk)
    with pytest.raises(Http404):
        access.task_of(stranger, case.pk, open_task(case, "first").pk)

    assert not access.cases_for(stranger).exists()
    assert not access.tasks_for(stranger).exists()
    assert not access.participants_for(stranger).exists()
    assert not AccessEntry.objects.exists()


def test_a_superuser_sees_no_case(place):
    _, _, case = place
    root = make_user("root", roles=(), is_superuser=True, is_staff=True)

    with pytest.raises(Http404):
        access.case_of(root, case.pk)


def test_the_manager_of_the_unit_sees_its_cases(place):
    programme, _, case = place
    boss = make_worker(programme, "boss", roles=("manager",))

    assert list(access.cases_for(boss)) == [case]
    assert access.case_of(boss, case.pk) == case


def test_who_has_left_the_team_sees_nothing_from_that_moment(place):
    _, worker, case = place

    put_back(open_task(case, "first"), worker)

    assert not access.cases_for(worker).exists()


def test_a_task_under_another_cases_address_is_not_there(place):
    programme, worker, case = place
    other = make_case(programme, by=worker)
    take_task(open_task(other, "first"), worker)

    with pytest.raises(Http404):
        access.task_of(worker, case.pk, open_task(other, "first").pk)


def test_the_queue_holds_what_my_roles_may_do_in_my_units(place):
    programme, worker, _ = place
    waiting = make_case(programme, by=worker)
    leader = make_worker(programme, "leader", roles=("group_leader",))
    elsewhere = make_user("elsewhere", unit=make_unit("Vuxensocialt arbete"))

    assert list(access.queue_for(worker)) == [open_task(waiting, "first")]
    assert not access.queue_for(leader).exists()
    assert not access.queue_for(elsewhere).exists()


def test_a_task_in_the_queue_is_found_without_opening_its_case(place):
    programme, worker, _ = place
    waiting = open_task(make_case(programme, by=make_worker(programme)), "first")

    assert access.queue_task_of(worker, waiting.case_id, waiting.pk) == waiting
    with pytest.raises(Http404):
        access.task_of(worker, waiting.case_id, waiting.pk)


def test_my_tasks_are_in_my_hands(place):
    _, worker, case = place

    assert list(access.my_tasks(worker)) == [open_task(case, "first")]
    complete_task(open_task(case, "first"), by=worker, answers={})
    assert list(access.my_tasks(worker)) == [open_task(case, "second")]


@pytest.mark.parametrize("lists", ["cases_for", "tasks_for", "queue_for", "my_tasks"])
def test_a_list_costs_the_same_with_one_row_and_with_three(place, lists):
    programme, worker, _ = place
    costs = []

    for _ in range(2):
        person = type(worker).objects.get(pk=worker.pk)
        with CaptureQueriesContext(connection) as made:
            list(getattr(access, lists)(person))
        costs.append(len(made))
        for _ in range(2):
            take_task(open_task(make_case(programme, by=worker), "first"), worker)

    assert costs[0] == costs[1] <= 3


def test_a_programme_is_offered_to_those_who_may_register_a_case(place):
    programme, worker, _ = place
    partner = make_user("partner", roles=("partner",), unit=make_unit("Arbetskraftsbyrån"))

    assert access.programmes_for(worker) == [programme]
    assert access.programmes_for(partner) == []
