"""Somebody is away: tasks, cases and what one is told are with the substitute, and come back by themselves."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.actions.absences import register
from accounts.models import AccessEntry, User
from cases import access
from cases.actions import tasks, team
from cases.actions.journal import write_note
from cases.models import JournalEntry, Notice
from cases.queries.inbox import my_open_tasks
from cases.refusals import CannotHoldRole, NotForYou, TaskNotYours
from tests.factories.accounts import grant_role, make_unit, make_user
from tests.factories.cases import make_case, make_programme, make_worker, open_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """A case of Alva's, and Bo, who works in the same unit and has nothing to do with it."""
    programme = make_programme()
    alva, bo = make_worker(programme, "alva"), make_worker(programme, "bo")
    case = make_case(programme, by=alva)
    tasks.take_task(open_task(case, "first"), alva)
    return case, alva, bo


def stand_in(alva: User, bo: User, first: int = 0, last: int = 7) -> User:
    """Let Bo stand in, and come with the next request."""
    today = timezone.localdate()
    days = {"starts_on": today + timedelta(days=first), "ends_on": today + timedelta(days=last)}
    register(alva, by=alva, substitute=bo, **days)
    return User.objects.get(pk=bo.pk)


@pytest.mark.parametrize(("first", "last", "sees"), [(0, 0, True), (-5, -1, False), (1, 5, False)])
def test_case_and_task_are_with_the_substitute_on_those_days_alone(place, first, last, sees):
    case, alva, bo = place
    bo = stand_in(alva, bo, first, last)
    task = open_task(case, "first")

    assert access.cases_for(bo).exists() is sees
    assert access.tasks_open_to(bo).filter(pk=task.pk).exists() is sees
    assert access.participants_for(bo).exists() is sees
    assert bool(my_open_tasks(bo)) is sees
    assert access.cases_for(alva).exists()
    assert my_open_tasks(alva)


def test_reading_notes_in_whose_place(place):
    case, alva, bo = place
    bo = stand_in(alva, bo)

    access.case_of(bo, case.pk)
    access.task_of(bo, case.pk, open_task(case, "first").pk)
    access.case_of(alva, case.pk)

    said = list(AccessEntry.objects.order_by("pk").values_list("user__username", "why"))
    assert said == [("bo", "stands in for alva"), ("bo", "stands in for alva"), ("alva", "")]


def test_somebody_in_the_team_reads_in_their_own_name(place):
    case, alva, bo = place
    team.appoint(case, by=alva, role="leader", people=[bo])
    bo = stand_in(alva, bo)

    access.case_of(bo, case.pk)

    assert AccessEntry.objects.get().why == ""


def test_what_the_substitute_finishes_is_theirs_in_the_place_of_the_other(place):
    case, alva, bo = place
    bo = stand_in(alva, bo)

    done = tasks.complete_task(open_task(case, "first"), by=bo, answers={})

    done.refresh_from_db()
    entry = JournalEntry.objects.get(case=case, code="task_done")
    assert (done.owner, done.done_by) == (alva, bo)
    assert (entry.author, entry.facts["instead_of"]) == (bo, "alva")
    assert not case.team.filter(user=bo).exists(), "nothing of the case moved"


def test_a_task_that_comes_stays_with_its_owner_and_the_substitute_is_told(place):
    case, alva, bo = place
    bo = stand_in(alva, bo)

    tasks.give_task(open_task(case, "first"), by=alva, to=alva)

    assert [row.pk for row in my_open_tasks(bo)] == [row.pk for row in my_open_tasks(alva)]
    maria = make_user("maria", roles=("manager",), unit=case.unit)
    tasks.give_task(open_task(case, "first"), by=maria, to=alva)
    told = Notice.objects.filter(code="task_given").order_by("pk")
    assert [(each.user.username, each.facts.get("instead_of", "")) for each in told] == [
        ("alva", ""),
        ("bo", "alva"),
    ]


def test_when_the_absence_ends_the_substitute_has_nothing_left(place, time_machine):
    case, alva, bo = place
    time_machine.move_to(timezone.now())
    stand_in(alva, bo, 0, 2)
    time_machine.shift(timedelta(days=3))
    bo = User.objects.get(pk=bo.pk)
    task = open_task(case, "first")

    with pytest.raises(Http404):
        access.case_of(bo, case.pk)
    with pytest.raises(TaskNotYours):
        tasks.complete_task(task, by=bo, answers={})
    with pytest.raises(NotForYou):
        write_note(case, by=bo, title="x", text="x")


def test_a_substitute_does_only_what_their_own_roles_may(place):
    case, alva, _ = place
    helper = make_user("helper", roles=("group_leader",), unit=case.unit)
    helper = stand_in(alva, helper)
    task = open_task(case, "first")

    assert access.case_of(helper, case.pk) == case
    with pytest.raises(CannotHoldRole, match="alva"):
        tasks.complete_task(task, by=helper, answers={})

    grant_role(helper, "counsellor", unit=make_unit("Vuxensocialt arbete"))
    tasks.complete_task(task, by=User.objects.get(pk=helper.pk), answers={})


def test_the_manager_s_rights_do_not_move(place):
    case, _, bo = place
    maria = make_user("maria", roles=("manager",), unit=case.unit)

    bo = stand_in(maria, bo)

    assert not access.cases_for(bo).exists()


def test_somebody_from_another_unit_stands_in_when_the_manager_says_so(place):
    case, alva, _ = place
    maria = make_user("maria", roles=("manager",), unit=case.unit)
    eva = make_user("eva", unit=make_unit("Vuxensocialt arbete"))
    today = timezone.localdate()

    register(alva, by=maria, starts_on=today, ends_on=today, substitute=eva)

    eva = User.objects.get(pk=eva.pk)
    assert access.cases_for(eva).exists()
    tasks.complete_task(open_task(case, "first"), by=eva, answers={})


def test_what_lies_in_the_queue_is_taken_in_one_s_own_right_alone(place):
    case, alva, _ = place
    helper = stand_in(alva, make_user("helper", roles=("group_leader",), unit=case.unit))
    task = open_task(case, "first")
    tasks.put_back(task, alva)
    case.team.create(user=alva, role=task.role, since=timezone.now(), appointed_by=alva)

    with pytest.raises(TaskNotYours):
        tasks.take_task(task, helper)

    assert not case.team.filter(user=helper).exists()
