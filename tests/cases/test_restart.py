"""The machine dies or is started again in the middle of cases: what was confirmed is stored, nothing by half."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from cases.models import Case, CaseTask
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
from workflows import steps

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = Path(__file__).with_name("other_process.py")


def start_worker(*words) -> subprocess.Popen:
    command = [sys.executable, SCRIPT, connection.settings_dict["NAME"], *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_fresh_process_takes_up_cases_of_two_versions():
    programme = make_programme(flow(task("old"), task("old_two")))
    worker = make_worker(programme)
    first = make_case(programme, by=worker)
    both = steps.Parallel(
        "both", branches=(steps.Branch("a", (task("new"),)), steps.Branch("b", (task("other"),)))
    )
    make_version(flow(both, task("newer")), definition=programme.workflow)
    second = make_case(programme, by=worker)

    tasks = [open_task(first, "old").pk, open_task(second, "new").pk, open_task(second, "other").pk]
    said, faults = start_worker("finish", worker.pk, *tasks).communicate(timeout=120)

    assert [int(line) for line in said.split()] == tasks, faults
    assert open_keys(first) == ["old_two"]
    assert open_keys(second) == ["newer"]


def test_nothing_confirmed_is_lost_and_nothing_is_half_done_when_a_worker_is_killed():
    both = steps.Parallel(
        "both", branches=(steps.Branch("a", (task("a"),)), steps.Branch("b", (task("b"),)))
    )
    back = steps.Return("back", "only")
    programme = make_programme(flow(both, task("after"), back, steps.End("end", "finished")))
    worker = make_worker(programme)
    case = make_case(programme, by=worker)

    confirmed: list[int] = []
    for _ in range(3):
        process = start_worker("go_on", worker.pk, case.pk)
        confirmed.append(int(process.stdout.readline()))
        time.sleep(random.uniform(0.05, 0.4))
        process.send_signal(signal.SIGKILL)
        confirmed += [int(line) for line in process.communicate()[0].split()]
        wait_until_the_database_has_noticed()
        check_that_the_case_is_whole(case, confirmed)

    assert len(confirmed) > 10


def wait_until_the_database_has_noticed() -> None:
    """The server may still end what the killed worker had asked for."""
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    with connection.cursor() as cursor:
        for _ in range(200):
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.05)
    raise AssertionError("a session of the killed worker is still there")


def check_that_the_case_is_whole(case: Case, confirmed: list[int]) -> None:
    done = set(CaseTask.objects.filter(case=case, status="DONE").values_list("pk", flat=True))
    assert set(confirmed) <= done
    assert open_keys(case) in (["a"], ["b"], ["a", "b"], ["after"])
    joins = case.tasks.unfinished().filter(kind="join").count()
    assert joins == (0 if open_keys(case) == ["after"] else 1)
    noted = case.journal.filter(code="task_done").values_list("task", flat=True)
    finished = case.tasks.filter(kind="task", status="DONE").values_list("pk", flat=True)
    assert sorted(noted) == sorted(finished)
    assert case.visits.filter(left_at=None).count() == 1
