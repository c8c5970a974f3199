"""Ends what a killed supervisor left running: a small process beside it that outlives it by a moment.

The supervisor holds one end of a pipe and writes down whom it started. However it ends, the operating
system closes its end; whoever is still noted then is ended too, and lets go of the address.
"""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path


class Lifeline:
    """The supervisor's end of the pipe."""

    def __init__(self) -> None:
        self._keeper = subprocess.Popen(  # noqa: S603  this file
            [sys.executable, "-I", str(Path(__file__).resolve())],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def note(self, pid: int) -> None:
        """A process runs that must not outlive us. It leads a group of its own."""
        self._tell(f"+{pid}")

    def forget(self, pid: int) -> None:
        """It has ended; its number may belong to somebody else from now on."""
        self._tell(f"-{pid}")

    def let_go(self) -> None:
        """Everything has ended in good order, or ends now."""
        if self._keeper.stdin:
            self._keeper.stdin.close()
        self._keeper.wait()

    def _tell(self, line: str) -> None:
        # Without its keeper a supervisor goes on: this is a second belt.
        with contextlib.suppress(BrokenPipeError):
            if self._keeper.stdin:
                self._keeper.stdin.write(f"{line}\n".encode())
                self._keeper.stdin.flush()


def keep(lines: Iterable[str]) -> None:
    """Read until the supervisor is gone, then end what it left.

    lines   "+pid" when one was started, "-pid" when it has ended
    """
    running: set[int] = set()
    for line in lines:
        pid = int(line[1:])
        if line.startswith("+"):
            running.add(pid)
        else:
            running.discard(pid)
    for pid in running:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


if __name__ == "__main__":
    keep(sys.stdin)
