"""While nobody holds a role, its tasks lie with whoever holds the role that it falls back on."""

from dataclasses import replace

import pytest

from cases.actions import tasks, team
from tests.factories.cases import (
    LEADER,
    WORKER,
    flow,
    make_case,
    make_programme,
    make_worker,
    open_task,
    task,
)

pytestmark = pytest.mark.django_db
LED = task("led", role="leader")
FALLING = flow(task("first"), LED, roles=(WORKER, replace(LEADER, fallback="worker")))


@pytest.fixture
def place():
    """A case that rests on the leader's task, whose worker is alva; nobody leads yet."""
    programme = make_programme(FALLING)
    alva, bo = make_worker(programme, "alva"), make_worker(programme, "bo")
    case = make_case(programme, by=alva)
    first = open_task(case, "first")
    tasks.take_task(first, alva)
    tasks.complete_task(first, by=alva, answers={})
    return case, alva, bo


def owner(case):
    found = open_task(case, "led").owner
    return found and found.username


def test_the_one_it_falls_back_on_gets_the_task(place):
    assert owner(place[0]) == "alva"


def test_whoever_comes_to_hold_the_role_takes_it_over_and_leaving_gives_it_back(place):
    case, alva, bo = place

    team.appoint(case, by=alva, role="leader", people=[bo])
    assert owner(case) == "bo"

    team.leave(case, by=alva, role="leader", user=bo)
    assert owner(case) == "alva"


def test_the_task_follows_the_role_that_it_falls_back_on(place):
    case, alva, bo = place

    team.appoint(case, by=alva, role="worker", people=[bo])

    assert owner(case) == "bo"


def test_a_role_that_is_held_keeps_its_tasks_when_the_other_changes(place):
    case, alva, bo = place
    team.appoint(case, by=alva, role="leader", people=[alva])

    team.appoint(case, by=alva, role="worker", people=[bo])

    assert owner(case) == "alva"


def test_when_nobody_holds_either_it_lies_in_the_queue(place):
    case, alva, _bo = place

    team.leave(case, by=alva, role="worker", user=alva)

    assert owner(case) is None
    assert open_task(case, "led").who == list(LEADER.who)
