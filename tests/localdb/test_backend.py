"""The database engine of the settings: starts the server itself, at the first question."""

import os
import signal

import pytest
from django.db import connections

from localdb.backend.base import DatabaseWrapper
from tests.localdb.conftest import postmaster


@pytest.fixture(autouse=True)
def _a_database_outside_the_test_database(django_db_blocker):
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def apart(cluster):
    """A connection beside the one of the tests, to a server of its own."""
    connections["apart"] = DatabaseWrapper(
        {
            **connections["default"].settings_dict,
            "FOLDER": str(cluster.folder),
            "NAME": "stegvis",
        },
        alias="apart",
    )
    yield connections["apart"]
    connections["apart"].close()
    del connections["apart"]


def seven(connection) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 7")
        return cursor.fetchone()[0]


def test_the_first_question_starts_the_server(cluster, apart):
    assert not cluster.folder.exists()
    assert seven(apart) == 7


def test_a_new_connection_after_a_kill_starts_it_again(cluster, apart):
    seven(apart)

    os.kill(postmaster(cluster), signal.SIGKILL)
    apart.close()

    assert seven(apart) == 7
