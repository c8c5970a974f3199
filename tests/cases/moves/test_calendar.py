"""Moving back after days have passed: what only the calendar did is taken back and done anew, nothing else is."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from cases.actions.moves import move_case, undo_move
from cases.actions.obligations import explain_miss
from cases.actions.tasks import put_back, save_draft, take_task
from cases.models import CaseTask
from cases.refusals import CaseWentOn
from cases.sweeper import sweep
from tests.cases.moves.test_moving import started, version
from tests.factories.cases import flow, open_task, task
from workflows import document as doc
from workflows import steps

pytestmark = pytest.mark.django_db
WEEK = steps.Moment("case_start", steps.Period(weeks=1))
MONTH = steps.Moment("case_start", steps.Period(months=1))
VISIT = doc.Obligation("visit", WEEK, opens=3, role="worker")
OPENS, OVERDUE = 5, 9  # days after the case began


@pytest.fixture
def clock():
    """Days pass, and the calendar is swept on each of them that is named."""
    began = timezone.now()
    with time_machine.travel(began) as travelling:

        def later(*days: int) -> None:
            for day in days:
                travelling.move_to(began + timedelta(days=day))
                sweep()

        yield later


def moved(before, after):
    case, worker = started(before)
    return case, worker, move_case(case, version(case, after), by=worker)


def owed(case) -> dict[str, str]:
    return dict(case.obligations.order_by("key").values_list("key", "state"))


def tasks(case) -> list[str]:
    rows = CaseTask.objects.unfinished().filter(case=case, kind="obligation")
    return sorted(rows.values_list("key", flat=True))


def test_what_has_opened_since_does_not_hold_a_case_back_and_opens_anew(clock):
    longer = flow(task("look"), task("other"), obligations=(VISIT,))
    case, worker, move = moved(flow(task("look"), obligations=(VISIT,)), longer)
    clock(OPENS)
    assert tasks(case) == ["visit"]

    undo_move(move, by=worker)

    row, process = case.obligations.get(), case.processes.get()
    assert (row.state, row.task.flow_task.flow_class) == ("open", process.flow_class)
    assert tasks(case) == ["visit"]
    assert process.version_id == move.from_version_id


def test_what_only_the_new_version_owes_is_owed_no_longer(clock):
    case, worker, move = moved(flow(task("look")), flow(task("look"), obligations=(VISIT,)))
    clock(OPENS, OVERDUE)
    assert owed(case) == {"visit": "overdue"}

    undo_move(move, by=worker)

    assert (owed(case), tasks(case)) == ({}, [])


def test_what_became_overdue_by_the_new_days_is_as_late_as_the_old_version_has_it(clock):
    later = doc.Obligation("visit", MONTH, opens=3, role="worker")
    before, after = (flow(task("look"), obligations=(each,)) for each in (later, VISIT))
    case, worker, move = moved(before, after)
    clock(OPENS, OVERDUE)
    assert owed(case) == {"visit": "overdue"}

    undo_move(move, by=worker)

    assert (owed(case), tasks(case)) == ({"visit": "coming"}, [])


def test_what_was_open_before_and_is_overdue_since_is_to_do_again(clock):
    open_already = doc.Obligation("visit", MONTH, opens=40, role="worker")
    before, after = (flow(task("look"), obligations=(each,)) for each in (open_already, VISIT))
    case, worker, move = moved(before, after)
    clock(OVERDUE)
    assert owed(case) == {"visit": "overdue"}

    undo_move(move, by=worker)

    assert (owed(case), tasks(case)) == ({"visit": "open"}, ["visit"])


def test_an_occurrence_that_a_step_meets_opens_anew_too(clock):
    met = doc.Obligation("visit", WEEK, opens=3, step="look")
    case, worker, move = moved(flow(task("look")), flow(task("look"), obligations=(met,)))
    clock(OPENS)
    assert owed(case) == {"visit": "open"}

    undo_move(move, by=worker)

    assert owed(case) == {}


@pytest.mark.parametrize("touch", ["take", "write", "explain"])
def test_what_somebody_has_touched_keeps_the_case_where_it_is(clock, touch):
    case, worker, move = moved(flow(task("look")), flow(task("look"), obligations=(VISIT,)))
    clock(OPENS)
    row = open_task(case, "visit")
    if touch == "take":
        take_task(row, worker)
    elif touch == "write":
        save_draft(take_task(row, worker), worker, {"remark": ["half"]})
        put_back(row, by=worker)
    else:
        take_task(open_task(case, "look"), worker)
        clock(OVERDUE)
        explain_miss(case.obligations.get(), worker, "ill")
        put_back(open_task(case, "look"), by=worker)

    with pytest.raises(CaseWentOn):
        undo_move(move, by=worker)

    assert case.processes.get().version_id == move.to_version_id
