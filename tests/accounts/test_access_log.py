"""The access log: only added to, numbered in one line, and broken links are found."""

import random
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import access_log
from accounts.models import AccessEntry
from tests.factories.accounts import make_unit, make_user

pytestmark = pytest.mark.django_db


def look(user, *, subject_id=7, why="", what="journal"):
    return access_log.record(user, subject_type="case", subject_id=subject_id, what=what, why=why)


def tamper(sql):
    """What somebody with the database in their hands could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE accounts_accessentry DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE accounts_accessseal DISABLE TRIGGER USER")
        cursor.execute(sql)
        cursor.execute("ALTER TABLE accounts_accessentry ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE accounts_accessseal ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_a_row_says_who_looked_at_what_from_which_unit_and_why():
    unit = make_unit()
    user = make_user(unit=unit)

    entry = look(user, why="Jour")

    assert (entry.user, entry.unit, entry.subject_type, entry.subject_id, entry.what, entry.why) == (
        user, unit, "case", 7, "journal", "Jour",
    )  # fmt: skip


def test_recording_costs_one_query(django_assert_num_queries):
    user = make_user()

    with django_assert_num_queries(1):
        look(user)


def test_rows_follow_each_other_in_one_line():
    user = make_user()
    entries = [look(user, subject_id=number) for number in (1, 2, 3)]

    assert access_log.verify() is None

    for entry in entries:
        entry.refresh_from_db()
    assert [entry.position for entry in entries] == [1, 2, 3]
    assert entries[1].previous_hash == entries[0].hash
    assert access_log.last_seal() == (3, entries[2].hash)


def test_an_empty_log_is_whole():
    assert access_log.verify() is None


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE accounts_accessentry SET why = 'annat'",
        "DELETE FROM accounts_accessentry",
        "UPDATE accounts_accessseal SET position = 0, hash = ''",
        "DELETE FROM accounts_accessseal",
        "INSERT INTO accounts_accessseal (id, position, hash) VALUES (2, 0, '')",
    ],
)
def test_the_database_refuses_to_change_what_is_written(sql):
    look(make_user())
    access_log.verify()

    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        connection.cursor().execute(sql)


def test_a_row_cannot_be_changed_before_it_is_sealed_either():
    look(make_user())

    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        AccessEntry.objects.update(what="annat")


def test_a_row_cannot_bring_its_own_seal():
    user = make_user()
    entry = AccessEntry.objects.create(
        user=user, subject_type="case", subject_id=1, what="x", position=9, hash="f" * 64
    )

    assert access_log.verify() is None
    entry.refresh_from_db()
    assert entry.position == 1


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("UPDATE accounts_accessentry SET why = 'annat' WHERE position = 3", 3),
        (
            "UPDATE accounts_accessentry SET at = at + interval '1 microsecond' WHERE position = 3",
            3,
        ),
        ("UPDATE accounts_accessentry SET subject_id = 8 WHERE position = 1", 1),
        ("UPDATE accounts_accessentry SET unit_id = NULL WHERE position = 2", 2),
        ("DELETE FROM accounts_accessentry WHERE position = 2", 3),  # the row after the gap
        ("DELETE FROM accounts_accessentry WHERE position = 5", 4),  # the last one left
        ("UPDATE accounts_accessentry SET position = NULL WHERE position = 4", 4),
        ("UPDATE accounts_accessseal SET hash = 'x'", 5),
    ],
)
def test_the_first_broken_row_is_found(sql, broken):
    user = make_user(unit=make_unit())
    rows = [look(user).pk for _ in range(5)]

    tamper(sql)

    assert access_log.verify() == rows[broken - 1]


def test_two_rows_that_changed_places_are_found():
    user = make_user()
    rows = [look(user, subject_id=number).pk for number in (1, 2, 3)]

    tamper("UPDATE accounts_accessentry SET subject_id = 5 - subject_id WHERE subject_id IN (2, 3)")

    assert access_log.verify() == rows[1]


def test_an_emptied_log_is_found():
    look(make_user())

    tamper("DELETE FROM accounts_accessentry")

    assert access_log.verify() == 0


def test_every_one_of_many_random_edits_is_found():
    user = make_user(unit=make_unit())
    for number in range(30):
        look(user, subject_id=number)
    assert access_log.verify() is None
    dice = random.Random(20261122)
    columns = ("subject_id = subject_id + 1", "what = what || '.'", "why = why || ' '", "hash = ''")

    for _ in range(60):
        place, change = dice.randint(1, 30), dice.choice(columns)
        with transaction.atomic():
            tamper(f"UPDATE accounts_accessentry SET {change} WHERE position = {place}")  # noqa: S608  our own words
            assert access_log.verify() is not None
            transaction.set_rollback(True)
    assert access_log.verify() is None


@given(why=st.text(), what=st.text(max_size=100).filter(lambda text: "\x00" not in text))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_python_and_the_database_agree_on_every_text(db, why, what):
    user = (
        make_user("hypo") if not AccessEntry.objects.exists() else AccessEntry.objects.first().user
    )
    look(user, why=why, what=what.encode("utf-8", "replace").decode())

    assert access_log.verify() is None


@pytest.mark.parametrize("why", ["NUL \x00 i mitten", "halv \ud83d emoji", "x" * 1_000_000])
def test_what_a_database_cannot_hold_does_not_stop_the_log(why):
    look(make_user(), why=why)

    assert access_log.verify() is None


@pytest.mark.django_db(transaction=True)
def test_many_at_once_still_make_one_line():
    user = make_user()
    barrier = Barrier(6)

    def look_often():
        barrier.wait()
        for _ in range(20):
            with transaction.atomic():
                look(user)
                look(user)
        connection.close()

    threads = [Thread(target=look_often) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert AccessEntry.objects.count() == 240
    assert access_log.verify() is None
    assert access_log.last_seal()[0] == 240


@pytest.mark.django_db(transaction=True)
def test_reading_never_waits_for_somebody_who_works():
    user = make_user()

    def look_elsewhere():
        look(user)
        connection.close()

    with transaction.atomic():
        look(user)  # a long transaction has written its row and goes on working
        elsewhere = Thread(target=look_elsewhere)
        elsewhere.start()
        elsewhere.join(timeout=5)
        assert not elsewhere.is_alive()

    assert access_log.verify() is None


@pytest.mark.django_db(transaction=True)
def test_a_reading_that_is_rolled_back_leaves_no_gap():
    user = make_user()
    look(user)
    with transaction.atomic():
        look(user)
        transaction.set_rollback(True)
    look(user)

    assert access_log.verify() is None
    assert access_log.last_seal()[0] == 2


def test_the_command_prints_the_seal_or_names_the_row(capsys):
    user = make_user()
    entry = look(user)

    call_command("verify_access_log")
    assert access_log.last_seal()[1] in capsys.readouterr().out

    tamper("UPDATE accounts_accessentry SET why = 'annat'")
    with pytest.raises(CommandError, match=str(entry.pk)):
        call_command("verify_access_log")
