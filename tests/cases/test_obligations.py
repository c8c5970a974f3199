"""What a service owes on a date: when it falls due, opens, is met, late, missed or no longer owed."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from cases.actions.events import start_event
from cases.actions.obligations import NothingToExplain, explain_miss
from cases.actions.tasks import complete_task
from cases.refusals import NotForYou, ReasonMissing
from cases.sweeper import sweep
from forms.conditions.rules import Row, Rule
from tests.factories.cases import (
    end,
    flow,
    make_case,
    make_programme,
    make_worker,
    open_keys,
    open_task,
    task,
)
from workflows import document as doc
from workflows import steps as tree

pytestmark = pytest.mark.django_db


def at(day: str):
    """Noon of a day."""
    moment = datetime.fromisoformat(day).replace(hour=10, tzinfo=UTC)
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def started():
    """A service that begins on 31 August 2024 and owes what the test says."""

    def start(*obligations, steps=()):
        first = task("begin", form="begin", records={"service_start": "remark"})
        stop = doc.Event("stop", roles=("worker",), blocks=(end("off", "stopped"),))
        document = flow(first, *steps, task("work"), obligations=obligations, events=(stop,))
        programme = make_programme(document)
        worker, boss = make_worker(programme), make_worker(programme, roles=("manager",))
        with at("2024-08-31"):
            case = make_case(programme, by=worker)
            complete_task(open_task(case, "begin"), by=worker, answers={"remark": "2024-08-31"})
        return case, worker, boss

    return start


def owed(case, key="visit"):
    return [
        (each.number, each.due_on.isoformat(), each.state)
        for each in case.obligations.filter(key=key).order_by("number")
    ]


def visit(**settings):
    """A visit six months after the service began, and then again; its task comes two weeks before."""
    return doc.Obligation(
        "visit",
        **{
            "first": tree.Moment("service_start", tree.Period(months=6)),
            "every": tree.Period(months=6),
            "opens": 14,
            "role": "worker",
            **settings,
        },
    )


def test_days_are_counted_from_the_first_day_and_clip_to_the_end_of_the_month(started):
    case, *_ = started(visit(every=tree.Period(months=1), times=4))

    with at("2025-07-01"):
        sweep()

    assert [day for _, day, _ in owed(case)] == [
        "2025-02-28",
        "2025-03-28",
        "2025-04-28",
        "2025-05-28",
    ]


def test_nothing_is_owed_before_its_anchor_is_known():
    programme = make_programme(flow(task("first"), obligations=(visit(),)))
    case = make_case(programme)

    assert owed(case) == []


def test_its_own_task_comes_when_it_opens_and_belongs_to_who_holds_the_role(started):
    case, worker, _ = started(visit())

    with at("2025-02-13"):
        sweep()
        assert open_keys(case) == ["work"]
    with at("2025-02-14"):
        sweep()
        sweep()

    given = open_task(case, "visit")
    assert (given.owner, given.due_on) == (worker, date(2025, 2, 28))
    assert owed(case) == [(1, "2025-02-28", "open"), (2, "2025-08-28", "coming")]


def test_met_in_time_and_the_next_one_is_counted_from_the_first_day(started):
    case, worker, _ = started(visit())
    with at("2025-02-28"):
        sweep()
        assert owed(case)[0] == (1, "2025-02-28", "open")  # the day itself is in time
        complete_task(open_task(case, "visit"), by=worker, answers={})

    assert owed(case) == [(1, "2025-02-28", "met"), (2, "2025-08-28", "coming")]
    assert not case.tasks.filter(key="visit", status="NEW").exists()


def test_a_day_later_it_is_overdue_and_those_who_answer_for_it_are_told_once(started):
    case, worker, boss = started(visit())

    with at("2025-03-01"):
        sweep()
        sweep()

    assert owed(case)[0] == (1, "2025-02-28", "overdue")
    for person in (worker, boss):
        assert [each.code for each in person.notices.all()] == ["obligation_overdue"]
    with at("2025-03-02"):
        complete_task(open_task(case, "visit"), by=worker, answers={})
    assert owed(case)[0] == (1, "2025-02-28", "met_late")


def test_a_step_of_the_drawing_meets_it(started):
    case, worker, _ = started(visit(step="work", role="", every=None))

    with at("2025-02-01"):
        complete_task(open_task(case, "work"), by=worker, answers={})

    assert owed(case)[0] == (1, "2025-02-28", "met")


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2025-03-20", "coming"),  # really the first one, once more
        ("2025-08-10", "met"),  # the second one, a little early
    ],
)
def test_an_extra_visit_soon_after_the_last_does_not_meet_the_next_one(started, day, state):
    again = Rule("all", (Row("case.entry", "not_answered"),))
    loop = tree.Choice(
        "loop", (tree.Branch("back", (tree.Return("back_to", "only"),), again), tree.Branch("on"))
    )
    owes = visit(step="visit_step", role="")
    case, worker, _ = started(owes, steps=(task("visit_step"), loop))
    with at("2025-02-20"):
        complete_task(open_task(case, "visit_step"), by=worker, answers={})
        begin_again(case, worker)

    with at(day):
        complete_task(open_task(case, "visit_step"), by=worker, answers={})

    assert [owed(case)[0][2], owed(case)[1][2]] == ["met", state]


def test_it_moves_with_its_anchor_while_it_is_not_met(started):
    moved = task("again", form="again", records={"service_start": "remark"})
    case, worker, _ = started(visit(), steps=(moved,))

    with at("2024-09-10"):
        complete_task(open_task(case, "again"), by=worker, answers={"remark": "2024-10-01"})

    assert owed(case) == [(1, "2025-04-01", "coming")]


def test_a_day_that_is_corrected_afterwards_makes_nothing_owed_again(started):
    again = task("again", form="again", records={"service_start": "remark"})
    case, worker, _ = started(visit(every=None, step="work", role=""), steps=(again,))
    case.obligations.update(state="met", met_at=case.opened_at)

    with at("2024-09-10"):
        complete_task(open_task(case, "again"), by=worker, answers={"remark": "2024-10-01"})

    assert owed(case) == [(1, "2025-02-28", "met")]


def test_a_decision_that_follows_makes_a_new_one_owed():
    before_end = doc.Obligation(
        "review", first=tree.Moment("decision_end", tree.Period(days=-14)), step="review"
    )
    period = tree.Decision("grant", role="worker", form="period", starts="from", ends="to")
    document = flow(
        period, task("review"), tree.Return("back", "only"), end(), obligations=(before_end,)
    )
    programme = make_programme(document)
    decider = make_worker(programme, roles=("counsellor", "decision_maker"))
    case = make_case(programme, by=decider)

    with at("2024-09-02"):
        grant(case, decider, "2024-09-02", "2025-03-01")
    with at("2025-02-10"):
        complete_task(open_task(case, "review"), by=decider, answers={})
        grant(case, decider, "2025-03-02", "2025-09-01")

    assert owed(case, "review") == [(1, "2025-02-15", "met"), (2, "2025-08-18", "coming")]


def test_a_missed_one_is_explained_by_somebody_in_the_team(started):
    case, worker, _ = started(visit())
    stranger = make_worker(case.programme, "stranger")
    with at("2025-03-01"):
        sweep()
        late = case.obligations.get(number=1)
        with pytest.raises(ReasonMissing):
            explain_miss(late, worker, " ")
        with pytest.raises(NotForYou):
            explain_miss(late, stranger, "sick")
        explain_miss(late, worker, "sick")
        with pytest.raises(NothingToExplain):
            explain_miss(case.obligations.get(number=2), worker, "sick")

    late.refresh_from_db()
    assert (late.state, late.explanation, late.explained_by) == ("missed", "sick", worker)
    assert open_keys(case) == ["work"]


def test_when_the_next_one_has_passed_too_the_earlier_one_is_missed(started):
    case, *_ = started(visit())

    with at("2025-03-01"):
        sweep()
    with at("2025-09-01"):
        sweep()

    assert [state for _, _, state in owed(case)] == ["missed", "overdue", "coming"]
    assert open_keys(case) == ["visit", "work"]


def test_closing_drops_what_lies_ahead_and_misses_what_was_overdue(started):
    case, worker, _ = started(visit(), visit_two())
    with at("2025-03-01"):
        sweep()
        start_event(case, "stop", worker, {})

    assert owed(case)[0] == (1, "2025-02-28", "missed")
    assert {state for _, _, state in owed(case, "later")} == {"dropped"}
    assert open_keys(case) == []


def test_a_follow_up_after_closing_is_given_out_in_the_closed_case(started):
    after = doc.Obligation(
        "follow", first=tree.Moment("closing", tree.Period(months=6)), role="worker"
    )
    case, worker, _ = started(after)
    with at("2024-10-01"):
        start_event(case, "stop", worker, {})
    with at("2025-04-01"):
        sweep()
        assert open_task(case, "follow").owner == worker
        complete_task(open_task(case, "follow"), by=worker, answers={})

    assert owed(case, "follow") == [(1, "2025-04-01", "met")]


def visit_two():
    return doc.Obligation(
        "later", first=tree.Moment("service_start", tree.Period(months=12)), role="worker"
    )


def grant(case, decider, starts_on, ends_on):
    answers = {"from": starts_on, "to": ends_on}
    complete_task(open_task(case, "grant"), by=decider, answers=answers)


def begin_again(case, worker):
    complete_task(open_task(case, "begin"), by=worker, answers={"remark": "2024-08-31"})
