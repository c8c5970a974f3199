"""Any workflow that an editor can draw runs to an end on the real engine, whatever people do and in any order."""

import contextlib

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cases.actions.events import events_for, start_event
from cases.actions.tasks import complete_task, skip_task, stop_task
from cases.hand import GoesInCircles
from cases.models import Case, CaseTask
from cases.refusals import CannotBeStopped
from cases.simulated_time import shift_case
from cases.sweeper import sweep
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import make_case, make_participant, make_programme
from tests.factories.workflow_trees import workflows
from workflows.checks import problems
from workflows.paths import goes_on
from workflows.steps import Choice

pytestmark = pytest.mark.django_db
MOST_STEPS = 60
FREE_STEPS = 25
RELAXED = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def people():
    unit = make_unit()
    roles = ("counsellor", "manager", "decision_maker")
    return unit, make_user("alva", roles=roles, unit=unit)


@RELAXED
@given(st.data())
def test_no_drawing_hangs_under_complete_skip_and_stop_in_any_order(people, data):
    unit, worker = people
    document = data.draw(workflows(depth=2))
    assume(not list(problems(document, forms={}, platform_roles={"counsellor", "manager"})))
    case = make_case(
        make_programme(document, unit=unit), by=worker, participant=make_participant(unit)
    )

    for step in range(MOST_STEPS):
        case.refresh_from_db()
        if not case.is_open:
            break
        check_that_somebody_can_go_on(case)
        try:
            do_something(case, worker, data, freely=step < FREE_STEPS)
        except GoesInCircles:
            assume(False)  # a rule that is always true sends the case round: editors are told

    check_that_nothing_is_left(case)


def check_that_somebody_can_go_on(case: Case) -> None:
    """An open case rests on a person or on a day, never on a join alone."""
    kinds = set(case.tasks.unfinished().values_list("flow_task_type", "status"))

    assert kinds & {("HUMAN", "NEW"), ("HUMAN", "ASSIGNED"), ("TIMER", "SCHEDULED")}, kinds
    assert case.visits.filter(left_at=None).count() == 1


def check_that_nothing_is_left(case: Case) -> None:
    case.refresh_from_db()
    if case.is_open:  # a case may go round for ever; then people still have something to do
        check_that_somebody_can_go_on(case)
        return
    assert case.outcome
    assert not case.tasks.unfinished().exclude(kind="obligation").exists()
    assert not case.obligations.filter(state__in=["coming", "open", "overdue"]).exists()


def do_something(case: Case, worker, data, *, freely: bool) -> None:
    """One thing that a person or the calendar does; the way on first when not `freely`."""
    waiting = list(CaseTask.objects.waiting().filter(case=case).order_by("pk"))
    on_path = [task for task in waiting if task.kind not in ("obligation", "extra")]
    acts = ["complete", "skip", "stop", "event", "time"] if freely else ["complete"]
    act = data.draw(st.sampled_from(acts)) if on_path else "time"
    if act == "time":
        shift_case(case, 31, really=True)
        sweep()
    elif act == "event":
        begun = events_for(case, worker)
        if begun:
            start_event(case, data.draw(st.sampled_from(begun)).key, worker, {})
    else:
        do_task(data.draw(st.sampled_from(on_path)), act, worker, data, freely=freely)


def do_task(task: CaseTask, act: str, worker, data, *, freely: bool) -> None:
    block = task.flow_task.block
    if act == "skip" and getattr(block, "may_skip", False):
        skip_task(task, worker, "not needed")
    elif act == "stop":
        with contextlib.suppress(CannotBeStopped):
            stop_task(task, worker, "not needed")
    else:
        answers = {}
        if isinstance(block, Choice):
            ways = [each for each in block.branches if freely or goes_on(each.blocks)]
            answers = {"branch": data.draw(st.sampled_from(ways)).key}
        complete_task(task, by=worker, answers=answers)
