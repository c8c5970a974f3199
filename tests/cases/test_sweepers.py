"""Several sweepers at once, and clocks that jump: whatever falls due happens once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from cases.actions.tasks import take_task
from cases.models import JournalEntry, Notice, Reminder
from cases.sweeper import Swept, due_processes, still_due, sweep, sweep_process
from tests.factories.cases import flow, make_case, make_programme, make_worker, open_task, task
from workflows import document as doc
from workflows import steps
from workflows.steps import Escalation

pytestmark = pytest.mark.django_db(transaction=True)
BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
WEEK = steps.Period(weeks=1)
CASES, SWEEPERS, ROUNDS = 12, 4, 3


def everything() -> doc.WorkflowDocument:
    """A wait, a task with reminder and two escalations, and something owed: all of it falls due."""
    look = task(
        "look",
        due=steps.Moment("now", WEEK),
        reminders=(-2,),
        escalate_after=1,
        escalate_to="manager",
        escalations=(Escalation(3, "manager"),),
    )
    rest = steps.Wait("rest", until=steps.Moment("now", WEEK))
    ways = (steps.Branch("a", (rest, task("after"))), steps.Branch("b", (look,)))
    owed = doc.Obligation("visit", steps.Moment("case_start", WEEK), opens=2, role="worker")
    return flow(steps.Parallel("both", branches=ways), obligations=(owed,))


@pytest.fixture
def cases():
    programme = make_programme(everything())
    worker = make_worker(programme, "alva")
    make_worker(programme, "boss", roles=("manager",))
    made = [make_case(programme, by=worker, now=BEGUN) for _ in range(CASES)]
    for case in made:
        take_task(open_task(case, "look"), worker)
    return made


def at_once(count: int, now: datetime) -> list[Swept]:
    """Sweep in threads that start together."""
    ready = threading.Barrier(count)
    swept: list[Swept] = []

    def run() -> None:
        try:
            ready.wait()
            swept.extend(sweep(now=now) for _ in range(ROUNDS))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return swept


def happened(case) -> list[int]:
    """How often each thing happened in a case."""
    codes = [each.code for each in JournalEntry.objects.filter(case=case)]
    return [
        case.tasks.filter(key="rest", status="DONE").count(),
        case.tasks.filter(key="after").count(),
        case.tasks.filter(key="visit").count(),
        codes.count("obligation_opened"),
        codes.count("obligation_overdue"),
        Notice.objects.filter(case=case, code="remind").count(),
        Notice.objects.filter(case=case, code="escalate").count(),
        Reminder.objects.filter(task__case=case).count(),
    ]


def test_four_sweepers_at_once_do_everything_once(cases):
    swept = at_once(SWEEPERS, BEGUN + timedelta(days=30))

    total = sum(swept, start=Swept())
    assert (total.fired, total.opened, total.failed) == (CASES, CASES, 0)
    assert [happened(case) for case in cases] == [[1, 1, 1, 1, 1, 1, 1, 3]] * CASES


def test_sweepers_on_every_day_of_a_month_do_everything_once(cases):
    for days in range(0, 31, 3):
        at_once(2, BEGUN + timedelta(days=days))

    assert [happened(case)[:6] for case in cases] == [[1, 1, 1, 1, 1, 1]] * CASES
    assert {happened(case)[7] for case in cases} == {3}


def test_a_clock_that_jumps_forward_and_back_does_nothing_twice_and_undoes_nothing(cases):
    case = cases[0]
    for days in (40, 5, 40, 0, 41, 400):
        sweep(now=BEGUN + timedelta(days=days))

    assert happened(case) == [1, 1, 1, 1, 1, 1, 1, 3]
    assert [each.state for each in case.obligations.all()] == ["overdue"]


def test_what_another_sweeper_has_done_is_left_alone(cases):
    now = BEGUN + timedelta(days=30)
    listed = list(due_processes(now))
    sweep(now=now)

    assert sweep_process(listed[0], now=now) == Swept()
    assert still_due(listed, now) == []


@contextmanager
def held(process: int) -> Iterator[None]:
    """Somebody works in a case."""
    ready, over = threading.Event(), threading.Event()

    def work() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("BEGIN")
                cursor.execute(
                    "SELECT 1 FROM cases_caseprocess WHERE id = %s FOR NO KEY UPDATE", [process]
                )
                ready.set()
                over.wait(30)
                cursor.execute("ROLLBACK")
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    ready.wait(30)
    try:
        yield
    finally:
        over.set()
        thread.join(30)


def test_a_case_that_somebody_works_in_waits_for_the_next_sweep_and_holds_up_no_other(cases):
    now = BEGUN + timedelta(days=30)
    busy = next(iter(due_processes(now)))

    with held(busy):
        assert sweep(now=now).fired == CASES - 1
    assert list(due_processes(now)) == [busy]
    assert sweep(now=now).fired == 1
