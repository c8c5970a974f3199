"""Why a case ends: whoever ends it chooses one of the outcome's reasons, once and in one place."""

import pytest

from cases.actions import ending
from cases.actions.events import Said, start_event
from cases.actions.tasks import complete_task, skip_task, take_task
from cases.refusals import EndingReasonKnown, EndingReasonMissing
from tests.factories.cases import (
    DONE,
    LEADER,
    WORKER,
    end,
    flow,
    make_case,
    make_programme,
    make_worker,
    open_task,
    task,
)
from workflows import document as doc

pytestmark = pytest.mark.django_db
OFF = doc.Outcome("stopped", "interrupted", ("moved", "crisis"))
WELL = doc.Outcome("finished", reasons=("planned", "other"))
STOP = doc.Event("stop", roles=("worker",), blocks=(end("off", "stopped"),))
FIRST = task("first", form="why", records={"reason": "remark"}, may_skip=True)


@pytest.fixture
def place():
    """A case whose only task ends it, and an event that ends it otherwise."""
    document = flow(FIRST, events=(STOP,), roles=(WORKER, LEADER), outcomes=(WELL, OFF))
    programme = make_programme(document)
    worker = make_worker(programme, "alva")
    case = make_case(programme, by=worker)
    take_task(open_task(case, "first"), worker)
    return case, worker


def finish(case, worker, answers=None, **said):
    complete_task(open_task(case, "first"), by=worker, answers=answers or {}, **said)
    case.refresh_from_db()


@pytest.mark.parametrize("said", ["", "crisis", "no such"])
def test_a_case_does_not_end_without_one_of_the_reasons_of_its_outcome(place, said):
    case, worker = place

    with pytest.raises(EndingReasonMissing) as refused:
        finish(case, worker, ending=said)

    case.refresh_from_db()
    assert (case.is_open, case.tasks.get(key="first").submission) == (True, None)
    assert refused.value.outcome == "finished"


def test_the_reason_stands_on_the_case_and_in_its_journal(place):
    case, worker = place

    finish(case, worker, ending="planned")

    assert (case.outcome, case.ending_reason) == ("finished", "planned")
    assert case.journal.get(code="case_closed").facts["ending"] == "planned"


def test_what_the_answers_say_already_is_not_asked_again(place):
    case, worker = place

    finish(case, worker, {"remark": "other"})

    assert (case.reason, case.ending_reason) == ("other", "other")


def test_an_event_that_ends_the_case_asks_for_the_reasons_of_its_own_outcome(place):
    case, worker = place

    with pytest.raises(EndingReasonMissing):
        start_event(case, "stop", worker, {}, said=Said(ending="planned"))
    start_event(case, "stop", worker, {}, said=Said(ending="moved"))

    case.refresh_from_db()
    assert (case.outcome, case.ending_reason) == ("stopped", "moved")


def test_where_nobody_is_asked_the_reason_is_said_afterwards_and_once(place):
    case, worker = place
    skip_task(open_task(case, "first"), worker, "Det behövdes inte.")
    case.refresh_from_db()
    assert (case.outcome, case.ending_reason) == ("finished", "")

    with pytest.raises(EndingReasonMissing):
        ending.say_why(case, by=worker, reason="moved")
    ending.say_why(case, by=worker, reason="other")

    case.refresh_from_db()
    assert case.ending_reason == "other"
    assert case.journal.get(code="ending_explained").facts["ending"] == "other"
    with pytest.raises(EndingReasonKnown):
        ending.say_why(case, by=worker, reason="planned")


def test_an_outcome_without_reasons_asks_for_none():
    programme = make_programme(flow(task("first"), outcomes=(DONE,)))
    worker = make_worker(programme, "alva")
    case = make_case(programme, by=worker)
    take_task(open_task(case, "first"), worker)

    finish(case, worker)

    assert (case.outcome, case.ending_reason) == ("finished", "")
