"""A server of its own for each test: the project's own is never killed by a test."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from localdb.cluster import Cluster
from localdb.place import find_place


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """An embedded server that nobody has started yet, in a folder with a short path."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        fresh = Cluster(Path(folder) / "f")
        yield fresh
        fresh.remove()


@pytest.fixture(scope="module")
def running() -> Iterator[Cluster]:
    """One running server for the tests that only look at it."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        shared = Cluster(Path(folder) / "f")
        shared.ensure()
        yield shared
        shared.remove()


def ask(cluster: Cluster, question: str, *, dbname: str = "stegvis", role: str = "stegvis"):
    """The first column of the first row of the answer."""
    address = cluster.address(role=role)
    with psycopg.connect(**address, dbname=dbname, autocommit=True) as connection:
        return connection.execute(question).fetchone()[0]


def postmaster(cluster: Cluster) -> int:
    """The process id of the running server."""

    pid_file = find_place(cluster.folder).cluster / "postmaster.pid"
    return int(pid_file.read_text().split()[0])
