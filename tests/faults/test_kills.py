"""`kill -9` under load: nothing that was acknowledged is lost, nothing is there by half, nothing happens twice.

All in one file, so that one process runs them one after the other: they share a site.
"""

import os
import signal
import subprocess

import pytest

from tests.faults.invariants import broken
from tests.faults.place import PATIENCE, Place, children, is_alive, kill_group, until
from tests.faults.visitors import WITH_FORM, Load, Work

Process = subprocess.Popen[bytes]
# The tables come from the database of the tests; the mark has it made.
pytestmark = pytest.mark.django_db

# Of one thing done: its state, how many traces tell of it, and what was answered.
ONE_TASK = (
    "SELECT t.status, (SELECT count(*) FROM cases_journalentry j WHERE j.task_id = t.id "
    "AND j.code = 'task_done'), s.answers ->> 'remark' FROM cases_casetask t "
    "LEFT JOIN forms_submission s ON s.id = t.submission_id WHERE t.id = %s"
)
STEPS = "SELECT flow_task_type, key, status FROM cases_casetask WHERE case_id = %s ORDER BY id"
FIRED = "SELECT count(*) FROM cases_casetask WHERE key = 'rest' AND status = 'DONE'"
LEFT_DOING = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"
TO_DO = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
FAILED = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'"
# Each of these happens once in each case that was due.
AFTER_SWEEP = """
WITH due AS (SELECT c.id FROM cases_case c JOIN cases_programme p ON p.id = c.programme_id WHERE p.slug = 'due'),
task AS (SELECT * FROM cases_casetask WHERE case_id IN (SELECT id FROM due)),
entry AS (SELECT * FROM cases_journalentry WHERE case_id IN (SELECT id FROM due))
SELECT
    (SELECT count(*) FROM task WHERE key = 'rest' AND status = 'DONE'),
    (SELECT count(*) FROM task WHERE key = 'after' AND status IN ('NEW', 'ASSIGNED')),
    (SELECT count(*) FROM task WHERE key = 'visit' AND status IN ('NEW', 'ASSIGNED')),
    (SELECT count(*) FROM entry WHERE code = 'obligation_opened'),
    (SELECT count(*) FROM entry WHERE code = 'obligation_overdue'),
    (SELECT count(*) FROM cases_reminder r JOIN task ON task.id = r.task_id WHERE r.days = -2),
    (SELECT count(*) FROM cases_reminder r JOIN task ON task.id = r.task_id WHERE r.days = 3),
    (SELECT count(*) FROM cases_reminder r JOIN task ON task.id = r.task_id WHERE r.kind = 'escalate' AND r.days = 1),
    (SELECT count(*) FROM cases_reminder r JOIN task ON task.id = r.task_id WHERE r.kind = 'escalate' AND r.days = 5),
    (SELECT count(*) FROM cases_notice n WHERE n.case_id IN (SELECT id FROM due) AND n.code = 'remind'),
    (SELECT count(*) FROM procrastinate_jobs WHERE args ->> 'path' = 'cases.letters.remind')
"""
WAITING = ("NEW", "ASSIGNED")


def sound(place: Place) -> list[str]:
    with place.connect() as connection:
        return list(broken(connection))


def is_done(place: Place, name: str, work: Work) -> bool:
    """Whether a task is wholly done; fails when it is something between done and not done."""
    case, task, step = work
    [(status, traces, remark)] = place.rows(ONE_TASK, task)
    done = status == "DONE"
    asks = step in WITH_FORM
    assert traces == int(done), work
    assert remark == (f"{name} finished {task}" if done and asks else None), work
    assert goes_on(place, case, step, done=done), work
    return done


def goes_on(place: Place, case: int, step: str, *, done: bool) -> bool:
    """Whether what follows a step is there, once, if and only if it is done."""
    rows = [(key, status) for kind, key, status in place.rows(STEPS, case) if kind == "HUMAN"]
    follows = {"first": ("left", "right"), "left": ("last",), "right": ("last",), "last": ()}[step]
    if step in ("left", "right"):
        done = all(status == "DONE" for key, status in rows if key in ("left", "right"))
    for key in follows:
        if [status in WAITING for each, status in rows if each == key] != [True] * done:
            return False
    [(closed,)] = place.rows("SELECT closed_at IS NOT NULL FROM cases_case WHERE id = %s", case)
    return closed == (step == "last" and done)


def judge(load: Load) -> None:
    """The site after the fault: what was acknowledged is done, the rest is done or not done."""
    place = load.place
    assert load.unanswered, "Nothing was under way when the fault came: this proved nothing."
    assert len(load.acknowledged) + len(load.unanswered) == sum(map(len, load.work.values()))
    lost = [work for name, work in load.acknowledged if not is_done(place, name, work)]
    assert lost == []
    known = {work: is_done(place, name, work) for name, work in load.unanswered}
    assert sound(place) == []

    said = load.try_again()

    assert said == ["done already" if known[work] else "done" for _, work in load.unanswered]
    assert sound(place) == []


def test_postgresql_killed_under_load_comes_back_by_itself_and_lost_nothing(place, seeded):
    server = place.serve()
    load = Load(place, seeded["work"]["database"])
    load.sign_in()
    load.start()

    for then in (0.0, 0.05):
        load.wait_for(6, then=then)
        killed = place.kill_database()
        until(lambda gone=killed: not is_alive(gone), "the database is gone")
        until(place.is_well, "the site answers again", seconds=20)
    load.finish()

    assert server.poll() is None, place.said("serve")
    judge(load)


def test_a_server_killed_under_load_lost_nothing_and_drafts_are_still_there(place, seeded):
    load = Load(place, seeded["work"]["server"])
    drafts = {name: mine.pop() for name, mine in load.work.items()}  # a first step
    server = place.serve()
    load.sign_in()
    for name, work in drafts.items():
        load.visitors[name].keep_draft(work)
    load.start()

    for kill in (kill_what_answers, kill_what_watches, kill_everything):
        load.wait_for(6)
        server = kill(place, server)
    load.finish()

    judge(load)
    for name, work in drafts.items():
        assert not is_done(place, name, work)
        assert load.visitors[name].sees(work, f"{name} began {work[1]}")


def kill_what_answers(place: Place, server: Process) -> Process:
    """The process behind the address: the server replaces it."""
    [answering] = children(server.pid)
    os.kill(answering, signal.SIGKILL)
    until(lambda: not is_alive(answering), "the process is gone")
    until(place.is_well, "another process answers")
    assert server.poll() is None, place.said("serve")
    return server


def kill_what_watches(place: Place, server: Process) -> Process:
    """The server, but not the process behind the address: that one must not outlive it."""
    [answering] = children(server.pid)
    os.kill(server.pid, signal.SIGKILL)
    server.wait(PATIENCE)
    until(lambda: not is_alive(answering), "the process of the server is gone", seconds=10)
    return place.serve()


def kill_everything(place: Place, server: Process) -> Process:
    """All at once, as when a machine loses power."""
    kill_group(server)
    return place.serve()


def test_a_worker_killed_in_the_middle_of_a_sweep_does_nothing_twice(place, seeded):
    due = seeded["due"]
    place.manage("work")
    for swept in (due // 10, due // 2):
        until(lambda enough=swept: count(place, FIRED) >= enough, f"{swept} cases are swept")
        place.end()
        assert count(place, FIRED) < due, "The sweep was over before the worker was killed."
        assert count(place, LEFT_DOING) >= 1
        time_passes(place)
        place.manage("work")

    until(lambda: count(place, FIRED) == due and not count(place, TO_DO), "every job is done")

    [numbers] = place.rows(AFTER_SWEEP)
    assert numbers == (due,) * len(numbers)
    letters = place.said("work").count("Subject: ")
    assert due <= letters <= due + 4  # a letter whose worker died right after it is sent again
    assert count(place, FAILED) == 0
    assert sound(place) == []


def count(place: Place, question: str) -> int:
    return place.rows(question)[0][0]


def time_passes(place: Place) -> None:
    """Five minutes: the killed worker has been silent for long, and the minute has come again."""
    place.write(
        "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '5 minutes'"
    )
    place.write("UPDATE procrastinate_periodic_defers SET defer_timestamp = defer_timestamp - 300")
