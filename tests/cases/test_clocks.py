"""The days of a task: it sleeps until one, the law sets one, and when it is late one after the other is told."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from cases.actions.moves import move_case
from cases.actions.tasks import complete_task, take_task
from cases.models import Reminder
from cases.queries.inbox import my_open_tasks, queue_count, task_rows
from cases.queries.my_day import my_day
from cases.sweeper import sweep
from forms.document import Field
from tests.factories.cases import (
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
from workflows.steps import Branch, Escalation, Meeting, Moment, Parallel, Period

pytestmark = pytest.mark.django_db
TEN_DAYS = Moment("now", Period(days=10))
START = Moment("service_start", Period(days=10))


def at(day):
    moment = datetime.fromisoformat(day).replace(hour=10, tzinfo=UTC)
    return time_machine.travel(moment, tick=False)


def begun(*blocks, start="2026-03-02", **parts):
    programme = make_programme(flow(*blocks, **parts))
    worker = make_worker(programme)
    with at(start):
        case = make_case(programme, by=worker)
        take_task(open_task(case, blocks[0].key), worker)
    return case, worker


def codes(person):
    return [each.code for each in person.notices.order_by("told_at", "pk")]


# Sleeping -----------------------------------------------------------------------------------


def test_a_task_sleeps_in_my_day_until_its_day_and_is_on_the_case_all_the_time():
    case, worker = begun(task("first", due=TEN_DAYS, not_before=Moment("now", Period(days=3))))

    days = {}
    for day in ("2026-03-04", "2026-03-05"):
        with at(day):
            seen = my_day(worker, today=date.fromisoformat(day))
            days[day] = (
                seen.next is not None,
                len(seen.groups),
                [row.when for row in seen.sleeping],
            )

    assert days["2026-03-04"] == (False, 0, ["Vilar till 5 mars"])
    assert days["2026-03-05"] == (True, 1, [])
    assert open_keys(case) == ["first"]


def test_a_task_that_sleeps_is_not_in_the_queue_yet():
    programme = make_programme(flow(task("first", not_before=Moment("now", Period(days=3)))))
    worker = make_worker(programme)
    with at("2026-03-02"):
        make_case(programme, by=worker)
        assert queue_count(worker).number == 0
    with at("2026-03-05"):
        assert queue_count(worker).number == 1


def test_somebody_may_do_a_task_that_sleeps():
    case, worker = begun(task("first", not_before=Moment("now", Period(days=3))), task("second"))

    with at("2026-03-02"):
        complete_task(open_task(case, "first"), by=worker, answers={})

    assert open_keys(case) == ["second"]


def test_the_list_costs_the_same_with_one_and_with_three_that_sleep(django_assert_num_queries):
    blocks = (task("first", not_before=TEN_DAYS, legal=TEN_DAYS),)
    case, worker = begun(*blocks)
    with at("2026-03-02"), django_assert_num_queries(2):
        task_rows(my_open_tasks(worker), today=date(2026, 3, 2))
    with at("2026-03-02"):
        for _ in range(2):
            other = make_case(case.programme, by=worker)
            take_task(open_task(other, "first"), worker)

    with at("2026-03-02"), django_assert_num_queries(2):
        assert len(task_rows(my_open_tasks(worker), today=date(2026, 3, 2))) == 3


# Days -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "calendar", "expected"),
    [
        (Moment("now", Period(days=3)), "FI", "2026-04-04"),  # a Saturday: it stays
        (Moment("now", Period(days=3), "next"), "FI", "2026-04-07"),  # over Easter
        (Moment("now", Period(days=3), "previous"), "FI", "2026-04-02"),
        (Moment("now", Period(workdays=3)), "FI", "2026-04-08"),
        (Moment("now", Period(workdays=3)), "", "2026-04-06"),  # only weekends are off
        (Moment("now", Period(days=-1)), "SE", "2026-03-31"),
    ],
)
def test_a_due_day_is_counted_by_the_calendar_of_the_workflow(due, calendar, expected):
    case, _ = begun(task("first", due=due), start="2026-04-01", calendar=calendar)

    assert open_task(case, "first").due_on == date.fromisoformat(expected)


def test_the_day_of_the_law_never_moves_in_silence():
    set_start = task("begin", form="begin", records={"service_start": "starts"})
    start = Moment("service_start")
    by_law = task("decide", role="leader", legal=START, due=START, not_before=start)
    again = task("again", form="begin", records={"service_start": "starts"})
    forms = {"begin": make_form_version("begin", Field("starts", "date"))}
    programme = make_programme(
        flow(Parallel("all", branches=(Branch("x", (set_start, again)), Branch("y", (by_law,))))),
        forms=forms,
    )
    worker, other = make_worker(programme), make_worker(programme)
    with at("2026-03-02"):
        case = make_case(programme, by=worker)
        take_task(open_task(case, "decide"), worker)
        complete_task(open_task(case, "begin"), by=worker, answers={"starts": "2026-03-03"})
    first = open_task(case, "decide")
    case.tasks.filter(key="again").update(owner=None, status="NEW")
    with at("2026-03-04"):
        complete_task(open_task(case, "again"), by=other, answers={"starts": "2026-03-10"})

    moved = open_task(case, "decide")
    assert (first.legal_on, first.due_on) == (date(2026, 3, 13), date(2026, 3, 13))
    assert (moved.legal_on, moved.not_before) == (date(2026, 3, 20), date(2026, 3, 10))
    facts = {"step": "decide", "before": "2026-03-13", "legal_on": "2026-03-20"}
    assert [each.facts for each in case.journal.filter(code="legal_day_moved")] == [facts]
    assert codes(worker) == ["legal_day_moved"]


def test_a_legal_day_is_shown_as_such():
    _, worker = begun(task("first", due=TEN_DAYS, legal=Moment("now", Period(days=30))))

    said = {}
    for day in ("2026-03-02", "2026-04-02"):
        with at(day):
            [row] = task_rows(my_open_tasks(worker), today=date.fromisoformat(day))
            said[day] = row.legal

    assert said == {
        "2026-03-02": "Enligt lag senast 1 april",
        "2026-04-02": "Lagens sista dag var 1 april",
    }


def test_a_case_that_moves_counts_its_days_as_the_new_version_does_and_never_in_silence():
    ten, twenty = TEN_DAYS, Moment("now", Period(days=20))
    case, worker = begun(task("first", due=ten, legal=ten, not_before=ten))
    other = task("first", due=ten, legal=twenty)
    version = make_version(flow(other), definition=case.programme.workflow)

    with at("2026-03-04"):
        move_case(case, version, by=make_worker(case.programme))

    moved = open_task(case, "first")
    days = (moved.due_on, moved.not_before, moved.legal_on)
    assert days == (date(2026, 3, 12), None, date(2026, 3, 22))
    assert "legal_day_moved" in codes(worker)


# Late -----------------------------------------------------------------------------------------


CHAIN = task(
    "first",
    due=TEN_DAYS,  # 12 March
    escalate_after=2,
    escalate_to="leader",
    escalations=(Escalation(5, "manager"), Escalation(5, "leader")),
)


@pytest.fixture
def late():
    case, worker = begun(CHAIN)
    leader = make_worker(case.programme, "leads")
    boss = make_worker(case.programme, "boss", roles=("manager",))
    case.team.create(user=leader, role="leader", since=case.opened_at, appointed_by=worker)
    return case, worker, leader, boss


def test_one_after_the_other_is_told_and_each_row_once(late):
    _, worker, leader, boss = late

    told = []
    for day in ("2026-03-13", "2026-03-14", "2026-03-15", "2026-03-17", "2026-03-18"):
        with at(day):
            sweep()
            sweep()
        told.append((len(codes(leader)), len(codes(boss))))

    assert told == [(0, 0), (1, 0), (1, 0), (2, 1), (2, 1)]
    assert not worker.notices.exists()
    assert sorted(Reminder.objects.values_list("days", flat=True)) == [2, 5]


def test_a_sweep_that_comes_late_tells_everybody_whose_day_has_come(late):
    _, _, leader, boss = late

    with at("2026-04-01"):
        sweep()
        sweep()

    assert (codes(leader), codes(boss)) == (["escalate"], ["escalate"])


def test_a_task_that_is_done_in_time_is_brought_to_nobody(late):
    case, worker, leader, boss = late
    with at("2026-03-12"):
        complete_task(open_task(case, "first"), by=worker, answers={})

    with at("2026-04-01"):
        sweep()

    assert (codes(leader), codes(boss)) == ([], [])


def test_a_meeting_says_who_takes_part(client):
    meeting = Meeting("meet", role="worker", attendees=("leader", "worker"))
    case, worker = begun(meeting)
    client.force_login(worker)

    page = client.get(f"/work/cases/{case.pk}/tasks/{open_task(case, 'meet').pk}/").content.decode()

    assert f"leader, {worker.display_name}" in page
