"""Programs side by side on one machine: started, watched, stopped together, and gone when we are killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType

from stegvis.lifeline import Lifeline

LOOK_EVERY = 0.2
# A worker that cannot even start is tried again at this pace.
PAUSE_AFTER_DEATH = 1.0
PATIENCE = 15.0


@dataclass
class Program:
    """One program to keep running.

    restart   start it again when it ends, instead of ending with it
    prepare   what must be there each time before it starts; says whether it is
    """

    name: str
    command: Sequence[str]
    restart: bool
    prepare: Callable[[], bool] | None = None
    process: subprocess.Popen[bytes] | None = None

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it in a session of its own: Ctrl-C reaches us alone, and we end it in good order."""
        self.process = None
        if self.prepare and not self.prepare():
            return
        self.process = subprocess.Popen(  # noqa: S603  our own commands
            self.command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True
        )

    @property
    def has_ended(self) -> bool:
        """Whether it is not running now."""
        return self.process is None or self.process.poll() is not None


class Supervisor:
    """Keeps programs running until Ctrl-C, a polite kill, or the end of one that may not restart."""

    def __init__(self, programs: Sequence[Program]) -> None:
        self.programs = programs
        self.stopping = False
        self.lifeline: Lifeline | None = None

    def run(self) -> int:
        """Run until the end.

        returns  exit code: 0 when asked to stop, else that of the program that ended
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": _import_path()}
        self.lifeline = Lifeline()
        try:
            for program in self.programs:
                self._start(program, environment)
            return self._watch(environment)
        finally:
            self._stop()
            self.lifeline.let_go()

    def _watch(self, environment: Mapping[str, str]) -> int:
        while not self.stopping:
            for program in self.programs:
                if not program.has_ended:
                    continue
                if not program.restart:
                    return program.process.returncode if program.process else 1
                self._again(program, environment)
            time.sleep(LOOK_EVERY)
        return 0

    def _again(self, program: Program, environment: Mapping[str, str]) -> None:
        if program.process:
            print(f"The {program.name} ended; starting it again.", file=sys.stderr)  # noqa: T201  a command's voice
            if self.lifeline:
                self.lifeline.forget(program.process.pid)
        time.sleep(PAUSE_AFTER_DEATH)
        if not self.stopping:
            self._start(program, environment)

    def _start(self, program: Program, environment: Mapping[str, str]) -> None:
        program.start(environment)
        if program.process and self.lifeline:
            self.lifeline.note(program.process.pid)

    def _stop(self) -> None:
        """End every program: ask first, wait, then insist."""
        running = [p.process for p in self.programs if p.process and not p.has_ended]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            if self.lifeline:
                self.lifeline.forget(process.pid)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True


def _import_path() -> str:
    """Children find our packages where we found them."""
    return os.pathsep.join(entry for entry in sys.path if entry)
