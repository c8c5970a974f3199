"""Parallel branches meet: a join waits for every branch that can still arrive, and for none that cannot."""

import pytest

from cases.actions.tasks import complete_task, skip_task, stop_task
from cases.models import Case, CaseTask
from cases.refusals import CannotBeStopped
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
from workflows import steps

pytestmark = pytest.mark.django_db
AFTER = (task("after"),)


def both_ways(*ways):
    branches = tuple(steps.Branch(f"way{number}", way) for number, way in enumerate(ways))
    return steps.Parallel("both", branches=branches)


@pytest.fixture
def started():
    def start(*ways, after=AFTER, **parts):
        programme = make_programme(flow(both_ways(*ways), *after, **parts))
        worker = make_worker(programme)
        return make_case(programme, by=worker), worker

    return start


def test_the_path_goes_on_when_every_branch_has_come(started):
    case, worker = started((task("a"),), (task("b"),))

    complete_task(open_task(case, "a"), by=worker, answers={})
    assert open_keys(case) == ["b"]
    complete_task(open_task(case, "b"), by=worker, answers={})

    assert open_keys(case) == ["after"]


def test_a_branch_that_is_stopped_after_another_came_is_not_waited_for(started):
    case, worker = started((task("a"),), (task("b"),))
    complete_task(open_task(case, "a"), by=worker, answers={})

    stop_task(open_task(case, "b"), worker, "not needed")

    assert open_keys(case) == ["after"]


def test_a_branch_that_is_stopped_first_is_not_waited_for(started):
    case, worker = started((task("a"),), (task("b"),))
    held_by(case, worker)

    stop_task(open_task(case, "a"), worker, "not needed")
    complete_task(open_task(case, "b"), by=worker, answers={})

    assert open_keys(case) == ["after"]


def test_when_every_branch_is_stopped_the_path_still_goes_on(started):
    case, worker = started((task("a"),), (task("b"),))
    held_by(case, worker)

    for key in ("a", "b"):
        stop_task(open_task(case, key), worker, "not needed")

    assert open_keys(case) == ["after"]


def test_a_skipped_branch_counts_as_come(started):
    case, worker = started((task("a", may_skip=True),), (task("b"),))

    complete_task(open_task(case, "b"), by=worker, answers={})
    skip_task(open_task(case, "a"), worker, "not needed")

    assert open_keys(case) == ["after"]


def test_a_branch_that_leads_to_the_end_closes_everything(started):
    case, worker = started((task("a"), end("stop", "stopped")), (task("b"),), after=(end(),))

    complete_task(open_task(case, "a"), by=worker, answers={})

    case.refresh_from_db()
    assert (case.outcome, case.outcome_kind) == ("stopped", "interrupted")
    assert not CaseTask.objects.unfinished().filter(case=case).exists()


def test_parallel_branches_inside_a_branch_meet_first(started):
    inner = steps.Parallel(
        "inner", branches=(steps.Branch("x", (task("x"),)), steps.Branch("y", (task("y"),)))
    )
    case, worker = started((inner, task("a")), (task("b"),))

    for key in ("x", "b", "y"):
        complete_task(open_task(case, key), by=worker, answers={})
    assert open_keys(case) == ["a"]
    complete_task(open_task(case, "a"), by=worker, answers={})

    assert open_keys(case) == ["after"]


def test_an_empty_branch_has_already_come(started):
    never = Rule("all", (Row("case.entry", "is", "nowhere"),))
    maybe = steps.Choice(
        "maybe", branches=(steps.Branch("yes", (task("a"),), never), steps.Branch("no"))
    )
    case, worker = started((maybe,), (task("b"),))

    complete_task(open_task(case, "b"), by=worker, answers={})

    assert open_keys(case) == ["after"]


def test_the_same_parallel_can_be_walked_again_and_again(started):
    again = Rule("all", (Row("case.entry", "not_answered"),))
    loop = steps.Choice(
        "loop",
        branches=(
            steps.Branch("back", (steps.Return("back_to", "only"),), again),
            steps.Branch("on"),
        ),
    )
    case, worker = started((task("a"),), (task("b"),), after=(loop, task("after")))

    for _ in range(30):
        for key in ("a", "b"):
            complete_task(open_task(case, key), by=worker, answers={})

    assert open_keys(case) == ["a", "b"]
    assert max(len(each.token) for each in case.tasks.all()) == len("start")
    assert case.visits.count() == 31
    assert case.visits.filter(left_at=None).count() == 1


def test_going_back_to_a_phase_leaves_nothing_of_it_open(started):
    """No published drawing returns out of one of several ways; if one did, the others would stop."""
    case, worker = started((task("a"), steps.Return("back", "only")), (task("b"),))

    complete_task(open_task(case, "a"), by=worker, answers={})

    assert open_keys(case) == ["a", "b"]
    assert case.tasks.filter(key="b").values_list("status", flat=True).count() == 2
    assert case.tasks.unfinished().filter(kind="join").count() == 1


def test_a_task_that_the_path_needs_cannot_be_stopped():
    programme = make_programme()
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    held_by(case, worker)

    with pytest.raises(CannotBeStopped):
        stop_task(open_task(case, "first"), worker, "not needed")

    assert open_keys(case) == ["first"]


def held_by(case: Case, worker) -> None:
    """Let the worker hold everything that is open."""
    case.tasks.filter(flow_task_type="HUMAN", status="NEW").update(owner=worker, status="ASSIGNED")


def test_a_branch_that_leads_straight_to_the_end_leaves_no_task_behind():
    ways = (steps.Branch("away", (end("over"),)), steps.Branch("on", (task("never"),)))
    case = make_case(make_programme(flow(steps.Parallel("both", ways), task("last"))))

    case.refresh_from_db()
    assert not case.is_open
    assert not case.tasks.unfinished().exists()
