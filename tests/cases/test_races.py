"""Two people, or two sweepers, at the same moment: one wins, the other is told, nothing happens twice."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from accounts.models import User
from cases import locks
from cases.actions import proposals
from cases.actions.events import Said, start_event
from cases.actions.tasks import complete_task, take_task
from cases.models import CaseTask
from cases.refusals import CaseBusy
from cases.simulated_time import shift_case
from cases.sweeper import Swept, sweep
from tests.factories.cases import (
    flow,
    make_case,
    make_programme,
    make_worker,
    open_keys,
    open_task,
    task,
)
from workflows import document as doc
from workflows import effects, steps

pytestmark = pytest.mark.django_db(transaction=True)
TRIALS = 8


def at_once(*acts: Callable) -> list:
    """Do things in threads that start together; what each returned or raised, in the order given."""
    ready, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable) -> None:
        try:
            ready.wait()
            outcomes[place] = act()
        except Exception as refusal:  # noqa: BLE001  the test looks at it
            outcomes[place] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes


def fresh(user: User) -> User:
    """As in another request."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def place():
    programme = make_programme(flow(*[task(f"step{number}") for number in range(TRIALS + 1)]))
    return programme, make_worker(programme, "alva"), make_worker(programme, "bo")


def test_a_double_click_finishes_a_task_once(place):
    programme, worker, _ = place
    case = make_case(programme, by=worker)

    for trial in range(TRIALS):
        pk = open_task(case, f"step{trial}").pk
        done = at_once(*[lambda pk=pk: finish(pk, worker)] * 4)

        assert (
            sorted(type(each).__name__ for each in done) == ["CaseTask"] + ["TaskAlreadyDone"] * 3
        )
        assert open_keys(case) == [f"step{trial + 1}"]
    assert case.journal.filter(code="task_done").count() == TRIALS


def test_two_counsellors_take_a_task_and_one_has_it(place):
    programme, first, second = place

    for _ in range(TRIALS):
        case = make_case(programme, by=first)
        pk = open_task(case, "step0").pk
        taken = at_once(lambda pk=pk: take(pk, first), lambda pk=pk: take(pk, second))

        assert sorted(type(each).__name__ for each in taken) == ["CaseTask", "TaskTaken"]
        owner = open_task(case, "step0").owner
        assert [each.user for each in case.team.filter(until=None)] == [owner]


def test_of_two_who_pause_a_case_one_is_told_that_it_is_paused():
    _, worker, case = paused_place()

    done = at_once(*[lambda: pause(case, worker)] * 4)

    names = sorted(type(each).__name__ for each in done)
    assert names == ["AlreadyPaused"] * 3 + ["CaseTask"]
    assert (case.pauses.count(), case.journal.filter(code="case_paused").count()) == (1, 1)


def test_a_pause_and_the_last_step_at_once_leave_no_closed_case_paused():
    for _ in range(TRIALS):
        _, worker, case = paused_place()
        pk = open_task(case, "last").pk

        ended = at_once(
            lambda pk=pk, by=worker: finish(pk, by), lambda c=case, by=worker: pause(c, by)
        )

        case.refresh_from_db()
        assert not case.is_open
        assert type(ended[0]).__name__ == "CaseTask"
        assert type(ended[1]).__name__ in ("CaseTask", "CaseIsClosed")
        assert case.paused_on is None
        assert not case.pauses.filter(ended_at=None).exists()


def test_two_sweepers_and_a_person_resume_a_case_once():
    for _ in range(TRIALS):
        _, worker, case = paused_place()
        start_event(
            case, "pause", worker, {}, said=Said("rest", timezone.localdate() + timedelta(5))
        )
        shift_case(case, 6, really=True)

        at_once(sweep, sweep, lambda c=case, by=worker: start_event(c, "go_on", fresh(by), {}))

        case.refresh_from_db()
        assert (case.paused_on, case.journal.filter(code="case_resumed").count()) == (None, 1)


def paused_place():
    """A case one step before its end, which its worker may pause."""
    events = (
        doc.Event("pause", roles=("worker",), effect=effects.Pause(effects.CLOCKS)),
        doc.Event("go_on", roles=("worker",), effect=effects.Resume()),
    )
    programme = make_programme(flow(task("last"), events=events))
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    take_task(open_task(case, "last"), worker)
    return programme, worker, case


def pause(case, worker):
    return start_event(case, "pause", fresh(worker), {}, said=Said("Sjukskriven"))


def test_taking_over_and_withdrawing_at_once_is_one_of_the_two():
    for _ in range(TRIALS):
        event = doc.Event("hand_on", roles=("worker",), effect=effects.Transfer(("worker",)))
        programme = make_programme(flow(task("last"), events=(event,)))
        worker, other = make_worker(programme), make_worker(programme)
        case = make_case(programme, by=worker)
        take_task(open_task(case, "last"), worker)
        start_event(case, "hand_on", worker, {}, said=Said("Byter", to=other))
        row = case.proposals.get()

        said = at_once(
            lambda row=row, by=other: proposals.answer(row, by=fresh(by), agrees=True),
            lambda row=row, by=worker: proposals.withdraw(row, by=fresh(by)),
        )

        assert sorted(type(each).__name__ for each in said) == ["AlreadySettled", "Proposal"]
        row.refresh_from_db()
        held = case.team.get(role="worker", until=None).user
        assert held == (other if row.state == "agreed" else worker)
        assert open_task(case, "last").owner == held


def test_two_sweepers_fire_a_wait_once(place):
    _, worker, _ = place
    wait = steps.Wait("pause", until=steps.Moment("now", steps.Period(days=5)))
    programme = make_programme(flow(wait, task("after")), unit=worker.unit)
    cases = [make_case(programme, by=worker) for _ in range(10)]
    for case in cases:
        shift_case(case, 6, really=True)

    swept = at_once(sweep, sweep, sweep)

    assert all(isinstance(each, Swept) for each in swept)
    assert sum(each.fired for each in swept) == 10
    assert [open_keys(case) for case in cases] == [["after"]] * 10
    assert CaseTask.objects.filter(key="after").count() == 10


def test_a_sweeper_does_not_wait_for_somebody_who_works_in_the_case(place):
    _, worker, _ = place
    wait = steps.Wait("pause", until=steps.Moment("now", steps.Period(days=5)))
    case = make_case(make_programme(flow(wait, task("after")), unit=worker.unit), by=worker)
    shift_case(case, 6, really=True)

    with transaction.atomic():
        locks.take(case.processes.get().pk)
        (while_busy,) = at_once(sweep)
    (afterwards,) = at_once(sweep)

    assert (while_busy, afterwards) == (Swept(), Swept(fired=1))


def test_two_branches_that_finish_at_once_meet_once(place):
    _, worker, _ = place
    both = steps.Parallel(
        "both", branches=(steps.Branch("a", (task("a"),)), steps.Branch("b", (task("b"),)))
    )
    programme = make_programme(flow(both, task("after")), unit=worker.unit)

    for _ in range(TRIALS):
        case = make_case(programme, by=worker)
        pks = [open_task(case, key).pk for key in ("a", "b")]
        done = at_once(*[lambda pk=pk: finish(pk, worker) for pk in pks])

        assert [type(each) for each in done] == [CaseTask, CaseTask]
        assert open_keys(case) == ["after"]


def test_who_waits_too_long_for_the_lock_is_told_that_the_case_is_busy(place, monkeypatch):
    programme, worker, _ = place
    case = make_case(programme, by=worker)
    first = open_task(case, "step0")
    monkeypatch.setattr(locks.take, "__kwdefaults__", {"wait": "200ms"})

    with transaction.atomic():
        locks.take(case.processes.get().pk)
        (refusal,) = at_once(lambda: finish(first.pk, worker))

    assert isinstance(refusal, CaseBusy)
    assert refusal.status == 503
    assert open_keys(case) == ["step0"]


def test_the_lock_lets_others_write_rows_that_point_at_the_case(place):
    programme, worker, _ = place
    case = make_case(programme, by=worker)
    row = open_task(case, "step0")
    row.pk = None

    def add_a_row():
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = '2s'")
        return CaseTask.objects.bulk_create([row])[0]

    with transaction.atomic():
        locks.take(case.processes.get().pk)
        (written,) = at_once(add_a_row)

    assert written.pk


def finish(pk: int, worker: User):
    return complete_task(CaseTask.objects.get(pk=pk), by=fresh(worker), answers={})


def take(pk: int, worker: User):
    return take_task(CaseTask.objects.get(pk=pk), fresh(worker))
