"""Flow classes that are built while the site runs, and Viewflow's traps around them."""

import threading

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from viewflow.workflow import STATUS
from viewflow.workflow.fields import import_flow_by_ref, import_task_by_ref

from cases import published
from cases.actions.tasks import complete_task, take_task
from cases.flows import CaseFlow
from cases.locks import ProcessLock
from cases.models import CaseProcess, CaseTask
from cases.published import flow_of
from tests.factories.cases import (
    flow,
    make_case,
    make_programme,
    make_version,
    make_worker,
    open_keys,
    open_task,
    task,
)
from workflows import publishing, steps

pytestmark = pytest.mark.django_db


def test_a_version_becomes_one_class_and_viewflow_finds_it_by_its_name():
    version = make_version(flow(task("first")))

    built = flow_of(version)

    assert flow_of(version) is built
    assert getattr(published, f"Version{version.pk}") is built
    assert import_flow_by_ref(f"cases/published.Version{version.pk}") is built
    step = import_task_by_ref(f"cases/published.Version{version.pk}.n_first")
    assert step is built.instance.node("n_first")
    assert issubclass(built, CaseFlow)


def test_many_threads_at_once_get_the_same_class():
    """Viewflow compares classes by identity: two would split the cases of one version."""
    version = make_version(flow(*[task(f"step{number}") for number in range(30)]))
    published.version_of(version.pk)  # other threads do not see this test's transaction
    built, ready = [], threading.Barrier(8)

    def build():
        ready.wait()
        built.append(flow_of(version))

    threads = [threading.Thread(target=build) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(built) == 8
    assert len(set(built)) == 1


def test_a_version_that_cannot_be_built_is_loud():
    """An AttributeError or ImportError would silently take every task of the version off its step."""
    broken = make_version(flow(task("twice"), task("twice")))

    for name in (f"Version{broken.pk}", "Version999999999"):
        with pytest.raises(RuntimeError):
            getattr(published, name)


@pytest.mark.parametrize(
    "name", ["Version", "Version0", "Version01", "Version1x", "version1", "Flow1"]
)
def test_other_names_are_simply_not_there(name):
    with pytest.raises(AttributeError):
        getattr(published, name)


def test_publishing_builds_the_class_so_a_broken_version_never_exists():
    assert flow_of in publishing.on_freeze


def test_steps_keep_the_order_of_the_drawing():
    version = make_version(flow(task("zebra"), task("apple")))

    names = list(flow_of(version)._nodes_by_name)

    assert names.index("n_zebra") < names.index("n_apple")


def test_a_step_may_be_called_cancel_or_anything_else_that_viewflow_uses():
    keys = ("cancel", "care_path", "instance", "nodes", "lock")
    programme = make_programme(flow(*[task(key) for key in keys]))
    worker = make_worker(programme)
    case = make_case(programme, by=worker)

    for key in keys:
        assert open_keys(case) == [key]
        complete_task(open_task(case, key), by=worker, answers={})

    case.refresh_from_db()
    assert not case.is_open


def test_two_versions_run_side_by_side_each_to_its_own_end():
    programme = make_programme(flow(task("old")))
    worker = make_worker(programme)
    first = make_case(programme, by=worker)
    make_version(flow(task("new"), task("newer")), definition=programme.workflow)
    second = make_case(programme, by=worker)

    complete_task(open_task(first, "old"), by=worker, answers={})
    complete_task(open_task(second, "new"), by=worker, answers={})

    first.refresh_from_db()
    assert not first.is_open
    assert open_keys(second) == ["newer"]


def test_viewflow_locks_the_row_that_we_lock():
    assert isinstance(flow_of(make_version(flow(task("a")))).lock_impl, ProcessLock)


def test_a_person_with_tasks_is_never_deleted_and_neither_are_the_tasks():
    """Viewflow deletes the tasks of a deleted owner, and with them the history of the case."""
    programme = make_programme()
    worker = make_worker(programme)
    case = make_case(programme)
    take_task(open_task(case, "first"), worker)

    with pytest.raises(ProtectedError):
        worker.delete()

    assert open_task(case, "first").assigned is not None


def test_an_interrupted_task_leaves_no_timer_behind():
    """Viewflow's own human task leaves its reminders armed when it is cancelled."""
    moment = steps.Moment("now", steps.Period(days=10))
    reminded = task("reminded", due=moment, reminders=(-3,))
    both = steps.Parallel(
        "both",
        branches=(
            steps.Branch("a", (reminded,)),
            steps.Branch("b", (task("stop"), steps.End("over", "stopped"))),
        ),
    )
    programme = make_programme(flow(both, steps.End("end", "finished")))
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    assert open_task(case, "reminded").remind_on is not None

    complete_task(open_task(case, "stop"), by=worker, answers={})

    left = CaseTask.objects.get(case=case, key="reminded")
    assert (left.status, left.remind_on) == (STATUS.CANCELED, None)
    assert CaseProcess.objects.get(case=case).status == "DONE"


def test_a_waiting_step_is_not_finished_by_coming_to_it():
    wait = steps.Wait("pause", until=steps.Moment("now", steps.Period(days=1)))
    case = make_case(make_programme(flow(wait, task("after"))))

    assert CaseTask.objects.get(case=case, key="pause").status == STATUS.SCHEDULED


def test_a_refusal_half_way_leaves_nothing_behind(monkeypatch):
    """Everything is written last: an error while the path walks on stores nothing."""
    programme = make_programme(flow(task("first"), task("second")))
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    node = case.processes.get().flow_class.instance.node("n_second")
    monkeypatch.setattr(type(node), "due", property(lambda _node: 1 / 0))

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        complete_task(open_task(case, "first"), by=worker, answers={})

    assert open_keys(case) == ["first"]
    assert not case.team.exists()
    assert not case.journal.filter(code="task_done").exists()
