"""How server and worker are called, in one place for `run`, `serve` and `work`."""

import sys
from pathlib import Path

from django.conf import settings

DEFAULT_ADDRESS = "127.0.0.1:8000"


def split_address(address: str) -> tuple[str, int]:
    """Host and port of `host:port`, `port` or `host`.

    errors  ValueError, with a sentence
    """
    host, _, port = address.rpartition(":")
    if not host and port and not port.isdecimal():
        host, port = port, "8000"
    if not port.isdecimal() or not 0 < int(port) < 2**16:
        raise ValueError(f"“{address}” is no address. Write host:port, for example 127.0.0.1:8000.")
    return host.strip("[]") or "127.0.0.1", int(port)


def server_command(address: str, *, processes: int = 1, threads: int = 4) -> list[str]:
    """The web server's command line."""
    host, port = split_address(address)
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port), "--log-level", "warning"),
        *("--workers", str(processes), "--blocking-threads", str(threads)),
        # A server process that dies is replaced; the others go on.
        *("--respawn-failed-workers", "stegvis.wsgi:application"),
    ]


def worker_command(*, jobs_at_once: int = 2) -> list[str]:
    """The worker's command line."""
    return [
        *(sys.executable, str(Path(settings.ROOT) / "manage.py"), "procrastinate", "worker"),
        *("--concurrency", str(jobs_at_once), "--shutdown-graceful-timeout", "10"),
    ]
