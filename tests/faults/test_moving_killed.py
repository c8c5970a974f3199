"""`kill -9` while many cases move: each one is where it was or where it goes, and the run goes on where it was cut."""

import json
import subprocess
import sys

import pytest

from tests.faults.invariants import broken
from tests.faults.moving import CASES
from tests.faults.place import PATIENCE, ROOT, Place, kill_group, until

pytestmark = pytest.mark.django_db
BEGIN = "import django; django.setup(); from tests.faults import moving; "
MOVED = "SELECT count(*) FROM cases_casemove WHERE outcome = 'moved'"
# Cases that are in the new version without a row that says so, or the other way round, or by half.
HALF = (
    "SELECT p.case_id FROM cases_caseprocess p "
    "LEFT JOIN cases_casemove m ON m.case_id = p.case_id AND m.outcome = 'moved' "
    "LEFT JOIN cases_casetask t ON t.case_id = p.case_id AND t.status NOT IN ('DONE', 'CANCELED') "
    "WHERE (p.version_id = %s) <> (m.id IS NOT NULL) OR (p.version_id = %s) <> (t.role = 'leader')"
)


def seed(place: Place) -> dict[str, int]:
    """Make the cases and the run in a process of their own."""
    command = [sys.executable, "-c", BEGIN + "moving.seed()"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=place.environment,
        capture_output=True,
        check=True,
        timeout=2 * PATIENCE,
    )
    return json.loads(done.stdout.splitlines()[-1])


def carry_on(place: Place, run: int) -> "subprocess.Popen[bytes]":
    """Start what the worker does with the run; it can be killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", BEGIN + f"moving.move({run})"],
        cwd=ROOT,
        env=place.environment,
        start_new_session=True,
    )
    place.started.append(process)
    return process


def test_a_run_that_was_killed_goes_on_and_moves_each_case_once(place):
    seeded = seed(place)
    version, run = seeded["version"], seeded["run"]

    for wanted in (2, 9):
        process = carry_on(place, run)
        until(lambda wanted=wanted: place.rows(MOVED)[0][0] >= wanted, "some cases have moved")
        kill_group(process)
        assert place.rows(HALF, version, version) == []
    assert place.rows("SELECT finished_at FROM cases_moverun") == [(None,)]
    last = carry_on(place, run)

    assert last.wait(2 * PATIENCE) == 0
    assert place.rows(MOVED) == [(CASES,)]
    assert place.rows("SELECT count(*) FROM cases_moverun WHERE finished_at IS NOT NULL") == [(1,)]
    traces = "SELECT count(*) FROM cases_journalentry WHERE code = 'case_moved' GROUP BY case_id"
    assert place.rows(traces) == [(1,)] * CASES
    with place.connect() as connection:
        assert list(broken(connection)) == []
