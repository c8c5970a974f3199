"""The embedded PostgreSQL: there when asked for, whoever asks and whatever was killed before."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from localdb.cluster import Cluster
from localdb.place import find_place
from tests.localdb.conftest import ask, postmaster

SITE = Path(__file__).resolve().parents[2] / "site"


def localdb_process(*words: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "localdb", *words],
        cwd=SITE,
        env={**os.environ, **environment},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_two_processes_that_ask_at_once_get_one_server(cluster):
    processes = [localdb_process("start", str(cluster.folder)) for _ in range(3)]

    said = [process.communicate(timeout=90)[0] for process in processes]

    assert [process.returncode for process in processes] == [0, 0, 0], said
    assert ask(cluster, "SELECT 1") == 1


def test_the_folder_of_the_settings_is_the_folder_asked_by_hand(cluster):
    cluster.ensure()

    said = localdb_process("address", STEGVIS_FOLDER=str(cluster.folder)).communicate(timeout=90)[0]

    assert said.strip() == "host={host} user={user} password={password}".format(**cluster.address())


def test_the_server_outlives_the_process_that_started_it(cluster):
    starter = localdb_process("start", str(cluster.folder))
    starter.communicate(timeout=90)

    assert starter.returncode == 0
    assert os.getsid(postmaster(cluster)) != os.getsid(0)
    assert ask(cluster, "SELECT 1") == 1


def test_what_was_committed_survives_a_kill_of_the_server(cluster):
    cluster.ensure()
    with psycopg.connect(**cluster.address(), dbname="stegvis") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")

    os.kill(postmaster(cluster), signal.SIGKILL)
    cluster.ensure()

    assert ask(cluster, "SELECT seven FROM kept") == 7


def test_a_killed_server_starts_again_while_its_children_still_hold_connections(cluster):
    cluster.ensure()
    held = psycopg.connect(**cluster.address(), dbname="stegvis")
    held.execute("SELECT 1")

    os.kill(postmaster(cluster), signal.SIGKILL)
    cluster.ensure()

    assert ask(cluster, "SELECT 1") == 1
    held.close()


@pytest.mark.parametrize("left_behind", ["zombie", "other program"])
def test_a_pid_file_that_names_no_server_is_not_believed(cluster, left_behind):
    cluster.ensure()
    cluster.stop()
    seconds = "0" if left_behind == "zombie" else "60"
    # Run by the account of the server: PostgreSQL believes only processes of its own account.
    account = find_place(cluster.folder).cluster.stat()
    someone = subprocess.Popen(["sleep", seconds], user=account.st_uid, group=account.st_gid)
    time.sleep(0.3)
    pid_file = find_place(cluster.folder).cluster / "postmaster.pid"
    pid_file.write_text(f"{someone.pid}\n{pid_file.parent}\n0\n5432\n\n\n")

    cluster.ensure()

    assert ask(cluster, "SELECT 1") == 1
    someone.kill()
    someone.wait()


def test_stopping_a_server_that_was_killed_is_no_mistake(cluster):
    cluster.ensure()
    os.kill(postmaster(cluster), signal.SIGKILL)
    time.sleep(0.5)

    cluster.stop()

    assert not (find_place(cluster.folder).cluster / "postmaster.pid").exists()


def test_the_application_is_no_superuser_but_may_make_databases(running):
    rights = "SELECT (rolsuper, rolcreatedb, rolcreaterole, rolbypassrls)::text FROM pg_roles"

    assert ask(running, f"{rights} WHERE rolname = current_user") == "(f,t,f,f)"


def test_every_new_database_has_the_extensions(running):
    with psycopg.connect(**running.address(), dbname="stegvis", autocommit=True) as connection:
        connection.execute("CREATE DATABASE another")

    found = ask(
        running,
        "SELECT array_agg(extname::text ORDER BY extname) FROM pg_extension "
        "WHERE extname <> 'plpgsql'",
        dbname="another",
    )

    assert found == ["btree_gist", "pg_trgm", "unaccent"]


def test_nobody_enters_without_the_password(running):
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(**{**running.address(), "password": "guess"}, dbname="stegvis")


def test_the_passwords_are_for_their_owner_only(running):
    mode = (running.folder / "postgres-passwords.json").stat().st_mode & 0o777

    assert mode == 0o600


def test_nothing_listens_on_the_network(running):
    assert ask(running, "SELECT current_setting('listen_addresses')") == ""
    assert ask(running, "SELECT current_setting('fsync')") == "on"


def test_an_interrupted_set_up_is_finished_by_the_next_one(cluster):
    cluster.ensure()
    (find_place(cluster.folder).home / "prepared").unlink()

    cluster.ensure()

    assert ask(cluster, "SELECT 1") == 1


def test_a_copied_project_gets_a_server_of_its_own(tmp_path):
    original, copy = tmp_path / ("long" * 30) / "a", tmp_path / ("long" * 30) / "b"
    original.mkdir(parents=True)
    first = find_place(original)
    copy.mkdir()
    (copy / "postgres.json").write_bytes((original / "postgres.json").read_bytes())

    assert find_place(original) == first
    assert find_place(copy) != first


def test_a_long_path_does_not_break_the_socket(tmp_path):
    cluster = Cluster(tmp_path / ("long" * 30))
    try:
        cluster.ensure()
        assert ask(cluster, "SELECT 1") == 1
    finally:
        cluster.remove()
