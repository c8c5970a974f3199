"""Server and worker from one command: watched, restarted, and ended together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from stegvis.supervisor import Program
from tests.faults.place import is_alive

SITE = Path(__file__).resolve().parents[2] / "site"
# Two programs that write down their process ids, one per start.
SCRIPT = """
import sys
from stegvis.supervisor import Program, Supervisor
note = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\\\n'); time.sleep(60)"
def program(name, restart):
    return Program(name, [sys.executable, "-c", note, f"{sys.argv[1]}/{name}"], restart)
sys.exit(Supervisor([program("server", False), program("worker", True)]).run())
"""


@pytest.fixture
def running(tmp_path) -> Iterator[subprocess.Popen[bytes]]:
    """A supervisor with a server and a worker, both started."""
    environment = {**os.environ, "PYTHONPATH": str(SITE)}
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path)], env=environment, stderr=subprocess.DEVNULL
    )
    wait_for(lambda: started(tmp_path, "server") and started(tmp_path, "worker"))
    yield process
    process.terminate()
    process.wait(20)


def started(folder, name) -> list[int]:
    """The process ids of every start of a program so far."""
    path = folder / name
    return [int(line) for line in path.read_text().splitlines()] if path.exists() else []


def wait_for(question) -> None:
    deadline = time.monotonic() + 20
    while not question():
        assert time.monotonic() < deadline, "it did not happen within 20 seconds"
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asking_it_to_stop_ends_server_and_worker(running, tmp_path, number):
    children = started(tmp_path, "server") + started(tmp_path, "worker")

    running.send_signal(number)

    assert running.wait(20) == 0
    assert not any(is_alive(pid) for pid in children)


def test_a_worker_that_is_killed_is_started_again(running, tmp_path):
    os.kill(started(tmp_path, "worker")[0], signal.SIGKILL)

    wait_for(lambda: len(started(tmp_path, "worker")) == 2)

    assert is_alive(started(tmp_path, "worker")[1])
    assert len(started(tmp_path, "server")) == 1


def test_when_the_server_ends_the_worker_ends_too(running, tmp_path):
    os.kill(started(tmp_path, "server")[0], signal.SIGKILL)

    assert running.wait(20) != 0
    assert not is_alive(started(tmp_path, "worker")[0])


def test_a_killed_supervisor_leaves_nothing_running(running, tmp_path):
    children = started(tmp_path, "server") + started(tmp_path, "worker")

    running.kill()

    wait_for(lambda: not any(is_alive(pid) for pid in children))


def test_what_was_started_again_does_not_outlive_a_killed_supervisor_either(running, tmp_path):
    os.kill(started(tmp_path, "worker")[0], signal.SIGKILL)
    wait_for(lambda: len(started(tmp_path, "worker")) == 2)

    running.kill()

    wait_for(lambda: not is_alive(started(tmp_path, "worker")[1]))


def test_a_program_waits_for_what_it_needs():
    answers = iter([False, True])
    program = Program("worker", ["true"], restart=True, prepare=lambda: next(answers))

    program.start({})
    before = program.process
    program.start({})

    assert before is None
    assert program.process
    assert program.process.wait(20) == 0
