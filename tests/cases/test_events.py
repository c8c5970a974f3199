"""Events: who may start them, in which phases, and what they do beside the path."""

import pytest

from cases.actions.events import events_for, start_event
from cases.actions.tasks import complete_task, take_task
from cases.refusals import CaseIsClosed, EventNotNow, NotForYou
from tests.factories.cases import (
    DONE,
    LEADER,
    STOPPED,
    WORKER,
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

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """Two phases; a pause with a task of its own in the second, an interruption in both."""
    pause = doc.Event("pause", roles=("worker",), phases=("work",), blocks=(task("resume"),))
    stop = doc.Event(
        "stop",
        roles=("leader",),
        form="why",
        records={"reason": "remark"},
        blocks=(end("off", "stopped"),),
    )
    phases = (doc.Phase("start", (task("first"),)), doc.Phase("work", (task("second"), end())))
    programme = make_programme(
        flow(
            end(),
            phases=phases,
            events=(pause, stop),
            roles=(WORKER, LEADER),
            outcomes=(DONE, STOPPED),
        )
    )
    worker = make_worker(programme, "alva")
    case = make_case(programme, by=worker)
    take_task(open_task(case, "first"), worker)
    return programme, worker, case


def test_an_event_runs_beside_the_path(place):
    _, worker, case = place
    complete_task(open_task(case, "first"), by=worker, answers={})
    case.refresh_from_db()

    start_event(case, "pause", worker, {})
    start_event(case, "pause", worker, {})
    assert open_keys(case) == ["resume", "resume", "second"]
    complete_task(open_task(case, "second"), by=worker, answers={})

    case.refresh_from_db()
    assert not case.is_open


def test_an_event_belongs_to_its_phases(place):
    _, worker, case = place

    with pytest.raises(EventNotNow):
        start_event(case, "pause", worker, {})
    with pytest.raises(EventNotNow):
        start_event(case, "no_such_event", worker, {})

    assert events_for(case, worker) == []


def test_an_event_is_started_by_its_roles(place):
    programme, worker, case = place
    leader = make_worker(programme, "leader")

    with pytest.raises(NotForYou):
        start_event(case, "stop", worker, {"remark": "moved"})
    with pytest.raises(NotForYou):
        start_event(case, "stop", leader, {"remark": "moved"})

    case.team.create(user=leader, role="leader", since=case.opened_at, appointed_by=worker)
    assert [event.key for event in events_for(case, leader)] == ["stop"]
    start_event(case, "stop", leader, {"remark": "moved"})

    case.refresh_from_db()
    assert (case.outcome, case.outcome_kind, case.reason) == ("stopped", "interrupted", "moved")
    with pytest.raises(CaseIsClosed):
        start_event(case, "stop", leader, {})
