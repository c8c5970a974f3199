"""Moving cases while others work, publish, or move them, too: one wins, the other is told, nothing is half moved."""

import pytest
from django.db import connection

from cases.actions.move_runs import carry_on, start_run, start_undo
from cases.actions.tasks import complete_task
from cases.models import CaseMove, MoveRun
from cases.refusals import CannotMoveBack, CasesAreMoving, NotTheNewest
from tests.cases.test_races import at_once, fresh
from tests.factories.accounts import make_user
from tests.factories.cases import (
    flow,
    make_case,
    make_programme,
    make_version,
    make_worker,
    open_task,
    task,
)
from tests.faults.invariants import broken

pytestmark = pytest.mark.django_db(transaction=True)
CASES = 6


@pytest.fixture
def place():
    programme = make_programme(flow(task("look"), task("plan")))
    worker = make_worker(programme, "alva")
    cases = [make_case(programme, by=worker) for _ in range(CASES)]
    to = make_version(flow(task("look"), task("other")), definition=programme.workflow)
    return cases, worker, to


@pytest.fixture
def admin(place):
    return make_user("oskar", roles=("administrator",))


def test_two_administrators_at_once_move_the_cases_once(place, admin):
    _cases, _worker, to = place

    begun = at_once(*[lambda: start_run(to, by=fresh(admin), choices={})] * 2)

    assert sorted(type(each).__name__ for each in begun) == ["CasesAreMoving", "MoveRun"]
    assert MoveRun.objects.count() == 1


def test_two_workers_with_one_run_move_each_case_once(place, admin):
    cases, _worker, to = place
    run = start_run(to, by=admin, choices={})

    at_once(*[lambda: carry_on(run.pk)] * 3)

    assert CaseMove.objects.filter(outcome="moved").count() == len(cases)
    assert {case.processes.get().version_id for case in cases} == {to.pk}
    assert {case.journal.filter(code="case_moved").count() for case in cases} == {1}


def test_a_case_that_is_finished_while_it_is_moved_is_told_of_and_whole(place, admin):
    cases, worker, to = place
    for case in cases:
        complete_task(open_task(case, "look"), by=worker, answers={})
    back = make_version(flow(task("look"), task("plan", may_skip=True)), definition=to.definition)
    run = start_run(back, by=admin, choices={})
    rows = [open_task(case, "plan") for case in cases]

    at_once(
        lambda: carry_on(run.pk),
        *[lambda row=row: complete_task(row, by=fresh(worker), answers={}) for row in rows[3:]],
    )

    assert CaseMove.objects.filter(run=run).count() <= len(cases)
    for case in cases:
        case.refresh_from_db()
        moved = case.moves.filter(outcome="moved").count()
        assert (case.processes.get().version_id == back.pk) == bool(moved)
        stayed = case.moves.filter(outcome="stayed").first()
        assert stayed is None or (stayed.why == [{"code": "closed"}] and not case.is_open)
    assert [case.is_open for case in cases] == [True] * 3 + [False] * 3
    assert not list(broken(connection))


def test_publishing_while_cases_move_leaves_them_where_they_were_sent(place, admin):
    cases, _worker, to = place
    run = start_run(to, by=admin, choices={})

    at_once(
        lambda: carry_on(run.pk),
        lambda: make_version(flow(task("look"), task("third")), definition=to.definition),
    )

    assert {case.processes.get().version_id for case in cases} == {to.pk}
    with pytest.raises(NotTheNewest):
        start_run(to, by=admin, choices={})


def test_a_run_is_undone_in_bulk_but_for_the_cases_that_have_gone_on(place, admin):
    cases, worker, to = place
    left = cases[0].processes.get().version_id
    run = start_run(to, by=admin, choices={})
    carry_on(run.pk)
    complete_task(open_task(cases[0], "look"), by=worker, answers={})

    back = start_undo(run, by=admin)
    with pytest.raises(CasesAreMoving):
        start_undo(run, by=admin)
    carry_on(back.pk)

    now = [case.processes.get().version_id for case in cases]
    assert now == [to.pk, *[left] * (CASES - 1)]
    assert back.moves.get(outcome="stayed").why == [{"code": "went_on"}]
    run.moves.filter(outcome="moved").update(changed={})
    with pytest.raises(CannotMoveBack):
        start_undo(run, by=admin)
