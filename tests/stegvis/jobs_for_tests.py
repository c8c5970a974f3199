"""Jobs that leave a trace a test can look for."""

import os
import signal
import time
from pathlib import Path

from django.tasks import task


@task
def write_line(path: str, line: str) -> None:
    with Path(path).open("a") as file:
        file.write(line + "\n")


@task
def fail_the_first_time(path: str) -> None:
    tries = Path(path)
    before = tries.read_text() if tries.exists() else ""
    tries.write_text(before + "tried\n")
    if not before:
        raise RuntimeError("the mail server restarts")


@task
def kill_the_worker_the_first_time(path: str) -> None:
    tries = Path(path)
    before = tries.read_text() if tries.exists() else ""
    tries.write_text(before + "tried\n")
    if not before:
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)


def not_a_job() -> None:
    """A plain function: nobody may run it by naming it in a row."""
