"""Where the embedded server keeps its files, and who it runs as."""

import json
import os
import pwd
import secrets
from dataclasses import dataclass
from pathlib import Path

# PostgreSQL refuses to run as root; every Unix has this user and it owns nothing else.
UNPRIVILEGED = "nobody"
# Survives a restart of the machine, unlike /tmp.
OUTSIDE = Path("/var/tmp")  # noqa: S108  the folder gets an unguessable name and is owned by us
# The operating system allows 107 bytes for the path of a socket.
SOCKET_PATH_LIMIT = 107
SOCKET_NAME = ".s.PGSQL.5432"


@dataclass(frozen=True)
class Runner:
    """The account that owns the files and runs the processes of the server."""

    uid: int
    gid: int

    @property
    def is_somebody_else(self) -> bool:
        """Whether commands must change user first."""
        return self.uid != os.geteuid()


@dataclass(frozen=True)
class Place:
    """The folders of one embedded server."""

    home: Path

    @property
    def cluster(self) -> Path:
        """The database files."""
        return self.home / "cluster"

    @property
    def sockets(self) -> Path:
        """The folder through which clients connect."""
        return self.home / "run"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "postgres.log"

    @property
    def programs(self) -> Path:
        """The unpacked server programs."""
        return self.home / "programs"


def runner() -> Runner:
    """Ourselves, or an unprivileged account when we are root."""
    if os.geteuid() != 0:
        return Runner(os.geteuid(), os.getegid())
    account = pwd.getpwnam(UNPRIVILEGED)
    return Runner(account.pw_uid, account.pw_gid)


def find_place(folder: Path) -> Place:
    """The place that belongs to `folder`; made on the first call. Call it under the lock.

    Normally inside `folder` itself. Outside, with a pointer left in `folder`, when the
    unprivileged account cannot walk there or the path is too long for a socket.
    """
    inside = folder / "postgres"
    if _fits(inside):
        return Place(inside)
    pointer = folder / "postgres.json"
    noted = json.loads(pointer.read_text()) if pointer.exists() else {}
    # A copied project takes the pointer along, but must not share the database.
    if noted.get("project") != str(folder):
        home = OUTSIDE / f"stegvis-{secrets.token_hex(6)}"
        noted = {"project": str(folder), "home": str(home)}
        pointer.write_text(json.dumps(noted))
    return Place(Path(noted["home"]))


def _fits(home: Path) -> bool:
    socket = Place(home).sockets / SOCKET_NAME
    return len(os.fsencode(socket)) < SOCKET_PATH_LIMIT and (
        not runner().is_somebody_else or all(_is_open(parent) for parent in home.parents)
    )


def _is_open(folder: Path) -> bool:
    return not folder.exists() or bool(folder.stat().st_mode & 0o001)
