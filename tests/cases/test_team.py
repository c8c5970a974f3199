"""Who comes into the team of a case, and who may take whom out of it."""

import pytest

from cases.actions import tasks, team
from cases.queries.people import may_take_out
from cases.refusals import NotYoursToTakeOut
from tests.factories.cases import make_case, make_programme, make_worker, open_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """A case whose worker appointed a leader, and a manager of the unit."""
    programme = make_programme()
    worker, leader = make_worker(programme, "alva"), make_worker(programme, "bo")
    manager = make_worker(programme, "maria", roles=("manager",))
    case = make_case(programme, by=worker)
    tasks.take_task(open_task(case, "first"), worker)
    team.appoint(case, by=worker, role="leader", people=[leader])
    return case, worker, leader, manager


def now(case) -> set[str]:
    return set(case.team.filter(until=None).values_list("user__username", flat=True))


def test_a_member_does_not_take_out_another(place):
    case, worker, leader, _ = place

    with pytest.raises(NotYoursToTakeOut):
        team.leave(case, by=leader, role="worker", user=worker)

    assert now(case) == {"alva", "bo"}


def test_nor_by_appointing_somebody_else_in_their_place(place):
    case, _, leader, _ = place

    with pytest.raises(NotYoursToTakeOut):
        team.appoint(case, by=leader, role="worker", people=[leader])

    assert now(case) == {"alva", "bo"}


@pytest.mark.parametrize("who", ["bo", "alva", "maria"])
def test_one_leaves_oneself_or_is_taken_out_by_who_appointed_one_or_by_the_manager(place, who):
    case, worker, leader, manager = place
    by = {"bo": leader, "alva": worker, "maria": manager}[who]

    team.leave(case, by=by, role="leader", user=leader)

    assert now(case) == {"alva"}


def test_the_holder_hands_a_role_on(place):
    case, worker, leader, _ = place

    team.appoint(case, by=worker, role="worker", people=[leader])

    assert now(case) == {"bo"}


def test_the_page_offers_what_the_action_allows(place):
    case, worker, leader, manager = place
    members = {each.user.username: each.pk for each in case.team.filter(until=None)}

    assert may_take_out(case, leader) == {members["bo"]}
    assert may_take_out(case, worker) == set(members.values())
    assert may_take_out(case, manager) == set(members.values())
