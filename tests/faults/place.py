"""A whole site of its own: an embedded PostgreSQL, the web server and the worker, all real and all killable."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import psycopg

from localdb.cluster import Cluster
from localdb.place import find_place

ROOT = Path(__file__).resolve().parents[2]
SEED = "import django; django.setup(); from tests.faults.seed import seed; seed()"
NAME, EMPTY = "stegvis", "empty"  # the database of the site, and its tables without rows
PATIENCE = 40.0  # a start takes 3 seconds on an idle machine


class Place:
    """One site in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cluster = Cluster(folder / "f")
        self.port = _free_port()
        self.started: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
            "PYTHONUNBUFFERED": "1",
            "STEGVIS_FOLDER": str(self.cluster.folder),
            "STEGVIS_MODE": "local",
            "REQUIRE_SECOND_FACTOR": "no",
            "DATABASE_URL": "",
            "EMAIL_URL": "",
        }

    # Processes --------------------------------------------------------------------------------

    def manage(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a command of the site in a group of its own; what it says goes to a file."""
        log = self.folder / f"{words[0]}.log"
        with log.open("ab") as said:
            process = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), *words],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def serve(self) -> subprocess.Popen[bytes]:
        """Start the web server and wait until it answers."""
        server = self.manage("serve", "--processes", "1", "--address", f"127.0.0.1:{self.port}")
        until(lambda: server.poll() is not None or self.is_well(), "the server answers")
        assert server.poll() is None, self.said("serve")
        return server

    def is_well(self) -> bool:
        """Whether the site answers, its database included."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def said(self, command: str) -> str:
        """Everything a command said."""
        return (self.folder / f"{command}.log").read_text(errors="replace")

    def end(self) -> None:
        """End everything that was started here, and only that; the database stays."""
        while self.started:
            kill_group(self.started.pop())

    def remove(self) -> None:
        """Leave nothing behind."""
        self.end()
        pid_file = self._pid_file()
        if pid_file.exists():
            os.kill(
                _first_number(pid_file), signal.SIGQUIT
            )  # at once, without writing everything down
            until(lambda: not pid_file.exists(), "PostgreSQL has ended")
        self.cluster.remove()

    # The database -----------------------------------------------------------------------------

    def copy_tables(self, address: dict[str, Any]) -> None:
        """Make the tables that the migrations made in the database of the tests, without its rows."""
        self.cluster.ensure()
        programs = find_place(self.cluster.folder).programs / "bin"
        asked = {
            name: address[name] for name in ("host", "user", "password", "port") if name in address
        }
        dump = self._postgres(
            programs / "pg_dump",
            *("--schema-only", "--no-owner", "--no-comments", "--no-privileges", address["dbname"]),
            **asked,
        )
        own = self.cluster.address()
        self._postgres(programs / "psql", "-qX", "-v", "ON_ERROR_STOP=1", NAME, told=dump, **own)
        self._elsewhere(f"ALTER DATABASE {NAME} RENAME TO {EMPTY}")

    def begin_anew(self) -> None:
        """Give the site its tables without any row, whatever was there before."""
        self.cluster.ensure()
        self._elsewhere(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        self._elsewhere(f"CREATE DATABASE {NAME} TEMPLATE {EMPTY}")

    def _elsewhere(self, statement: str) -> None:
        """Say something about the databases, from one that nobody uses."""
        address = self.cluster.address()
        with psycopg.connect(**address, dbname="postgres", autocommit=True) as outside:
            outside.execute(statement.encode())

    def _postgres(self, program: Path, *words: str, told: bytes = b"", **address: Any) -> bytes:
        environment = {f"PG{name.upper()}": str(value) for name, value in address.items() if value}
        done = subprocess.run(
            [program, *words],
            input=told,
            env={"PATH": "/usr/bin:/bin", **environment},
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def seed(self) -> Any:
        """Fill the database in a process that knows the models."""
        done = subprocess.run(
            [sys.executable, "-c", SEED],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=2 * PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def connect(self) -> psycopg.Connection[Any]:
        """A plain connection, made anew each time: the server may have been killed since."""
        return psycopg.connect(**self.cluster.address(), dbname=NAME, autocommit=True)

    def rows(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database answers."""
        with self.connect() as connection:
            return connection.execute(question, values).fetchall()

    def write(self, statement: str) -> None:
        """Change rows as only time would."""
        with self.connect() as connection:
            connection.execute(statement)

    def kill_database(self) -> int:
        """Kill the PostgreSQL server itself; its children notice."""
        pid = _first_number(self._pid_file())
        os.kill(pid, signal.SIGKILL)
        return pid

    def _pid_file(self) -> Path:
        return find_place(self.cluster.folder).cluster / "postmaster.pid"


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a command and everything it started, as when a machine loses power."""
    below = children(process.pid)  # those of a supervisor lead groups of their own
    for pid in (process.pid, *below):
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
    process.wait(PATIENCE)
    until(lambda: not any(map(is_alive, below)), "everything it started is gone")


def children(pid: int) -> list[int]:
    """The processes that a process started and that still run."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if listed.exists():
        return [int(each) for each in listed.read_text().split()]
    told = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(each) for each in told.stdout.split()]


def is_alive(pid: int) -> bool:
    """Whether a process still runs. One that waits to be reaped, in a container without init, does not."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # gone this very moment, or a system without /proc
        return not Path("/proc/self").exists()
    return state != "Z"


def until(condition: Callable[[], Any], what: str, *, seconds: float = PATIENCE) -> Any:
    """Wait for something; give up in a sentence."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"Waited {seconds:.0f} s in vain until {what}.")


def _first_number(file: Path) -> int:
    return int(file.read_text().split()[0])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
