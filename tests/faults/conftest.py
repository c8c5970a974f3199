"""One PostgreSQL for all faults, and an empty site of each file: the project's own is never killed by a test."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.faults.place import Place


@pytest.fixture(scope="session")
def _cluster(django_db_setup) -> Iterator[Place]:
    """A PostgreSQL of its own, with the tables; nothing else runs there yet."""
    with tempfile.TemporaryDirectory(prefix="faults") as folder:
        fresh = Place(Path(folder))
        try:
            fresh.copy_tables(connection.get_connection_params())
            yield fresh
        finally:
            fresh.remove()


@pytest.fixture(scope="module")
def _site(_cluster) -> Place:
    """An empty site."""
    _cluster.begin_anew()
    return _cluster


@pytest.fixture
def place(_site) -> Iterator[Place]:
    """The site, with nothing running but its database."""
    yield _site
    _site.end()


@pytest.fixture(scope="module")
def seeded(_site) -> dict[str, Any]:
    """What four people have to do for each fault, and in how many cases something is due."""
    return _site.seed()
