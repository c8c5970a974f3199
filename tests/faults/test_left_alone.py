"""A program whose neighbour was killed: a worker without its database, a server without its supervisor."""

import socket
import subprocess
import sys

import psycopg
import pytest

from tests.faults.place import ROOT, Place, children, is_alive, until

pytestmark = pytest.mark.django_db

ENQUEUE = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, args, priority) "
    "VALUES ('default', 'stegvis.jobs.rescue_jobs', '{\"timestamp\": 0}', 0)"
)
DONE = "SELECT count(*) FROM procrastinate_jobs WHERE args ->> 'timestamp' = '0' AND status = 'succeeded'"
AT_WORK = "SELECT count(*) FROM procrastinate_workers"
# As `manage.py run` does once the tables are there.
RUN = """
import sys, django; django.setup()
from stegvis.commands import server_command, worker_command
from stegvis.supervisor import Program, Supervisor
server = Program("server", server_command(sys.argv[1]), restart=False)
Supervisor([server, Program("worker", worker_command(), restart=True)]).run()
"""


def test_a_worker_alone_starts_a_killed_postgresql_again_and_goes_on(place):
    worker = place.manage("work")
    until(lambda: count(place, AT_WORK), "the worker is at work")
    place.write(ENQUEUE)
    until(lambda: count(place, DONE) == 1, "a job is done")

    killed = place.kill_database()
    until(lambda: not is_alive(killed), "the database is gone")
    until(lambda: answers(place), "PostgreSQL runs again", seconds=90)
    place.write(ENQUEUE)

    until(lambda: count(place, DONE) == 2, "the next job is done", seconds=60)
    assert worker.poll() is None, place.said("work")


def test_a_killed_run_takes_server_and_worker_with_it_and_frees_its_port(place):
    address = f"127.0.0.1:{place.port}"
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, address],
        cwd=ROOT,
        env=place.environment,
        stderr=subprocess.DEVNULL,
    )
    with run:
        until(place.is_well, "the site answers")
        started = children(run.pid)
        assert len(started) >= 2
        assert not can_listen(place.port)

        run.kill()

        until(lambda: can_listen(place.port), "the port is free again", seconds=10)
        until(lambda: not any(map(is_alive, started)), "server and worker are gone", seconds=10)


def count(place: Place, question: str) -> int:
    return place.rows(question)[0][0]


def answers(place: Place) -> bool:
    """Whether PostgreSQL answers; asking does not start it."""
    try:
        return bool(place.rows("SELECT 1"))
    except psycopg.OperationalError:
        return False


def can_listen(port: int) -> bool:
    """As `manage.py run` finds out."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
