"""Handing a task over: alone, with its role, or back to whose it was."""

import pytest

from cases import access
from cases.actions import tasks, team
from cases.refusals import CannotHoldRole
from tests.factories.cases import make_case, make_programme, make_worker, open_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """A programme with two tasks, its worker, and a case."""
    programme = make_programme()
    worker = make_worker(programme, "alva")
    return programme, worker, make_case(programme, by=worker)


def test_a_task_handed_over_goes_alone_and_the_role_stays(place):
    programme, worker, case = place
    other = make_worker(programme, "bo")
    tasks.take_task(open_task(case, "first"), worker)

    tasks.give_task(open_task(case, "first"), worker, other)

    assert open_task(case, "first").owner == other
    assert [each.user for each in case.team.filter(until=None)] == [worker]
    assert list(access.tasks_for(other)) == [open_task(case, "first")]
    assert not access.cases_for(other).exists()  # the task alone is in their hands
    assert case.journal.get(code="task_given").facts["to"] == "bo"
    complete(open_task(case, "first"), other)
    assert open_task(case, "second").owner == worker
    assert not access.tasks_for(other).exists()


def test_a_task_that_went_alone_stays_when_the_holder_of_the_role_changes(place):
    programme, worker, case = place
    other, third = make_worker(programme, "bo"), make_worker(programme, "cia")
    tasks.take_task(open_task(case, "first"), worker)
    tasks.give_task(open_task(case, "first"), worker, other)

    team.appoint(case, by=worker, role="worker", people=[third])

    assert open_task(case, "first").owner == other
    tasks.put_back(open_task(case, "first"), other)
    assert open_task(case, "first").owner == third


def test_handing_over_the_whole_role_hands_over_the_role_and_tells_the_new_holder(place):
    programme, worker, case = place
    other = make_worker(programme, "bo")
    tasks.take_task(open_task(case, "first"), worker)

    tasks.give_task(open_task(case, "first"), worker, other, whole_role=True)

    assert case.journal.get(code="task_given_with_role").facts["role"] == "worker"

    assert open_task(case, "first").owner == other
    assert [each.user for each in case.team.filter(until=None)] == [other]
    assert [notice.code for notice in other.notices.all()] == ["task_given"]


def test_nobody_hands_a_task_to_somebody_who_may_not_have_it(place):
    programme, worker, case = place
    tasks.take_task(open_task(case, "first"), worker)
    partner = make_worker(programme, "partner", roles=("partner",))

    with pytest.raises(CannotHoldRole, match="partner"):
        tasks.give_task(open_task(case, "first"), worker, partner)

    assert open_task(case, "first").owner == worker


def test_an_extra_task_goes_alone_to_somebody_in_the_team(place):
    programme, worker, case = place
    tasks.take_task(open_task(case, "first"), worker)
    leader, stranger = make_worker(programme, "leader"), make_worker(programme, "stranger")
    team.appoint(case, by=worker, role="leader", people=[leader])
    extra = tasks.add_extra_task(case, worker, title="Ring läkaren", role="worker")

    with pytest.raises(CannotHoldRole):
        tasks.give_task(extra, worker, stranger)
    tasks.give_task(extra, worker, leader)

    extra.refresh_from_db()
    assert (extra.owner, extra.role) == (leader, "")
    assert open_task(case, "first").owner == worker
    complete(extra, leader)


def complete(task_row, by):
    return tasks.complete_task(task_row, by=by, answers={})
