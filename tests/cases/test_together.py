"""Statements that travel together are still run one after the other."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.fetching import TASK, TRACE
from cases.models import CaseTask, JournalEntry
from cases.together import Statement, send
from tests.factories.cases import make_case, open_task

pytestmark = pytest.mark.django_db


def test_each_gives_its_own_rows_and_sees_what_came_before():
    case = make_case()
    rename = Statement("UPDATE cases_case SET entry = %s WHERE id = %s", ["by %s", case.pk])
    read = Statement("SELECT entry FROM cases_case WHERE id = %s", [case.pk])

    with CaptureQueriesContext(connection) as made:
        found = send([read, rename, read])

    assert (found, len(made)) == ([[("",)], [], [("by %s",)]], 1)


def test_when_one_fails_nothing_of_the_others_stays():
    case = make_case()
    rename = Statement("UPDATE cases_case SET entry = 'x' WHERE id = %s", [case.pk])

    with pytest.raises(DatabaseError), transaction.atomic():
        send([rename, Statement("SELECT 1 / 0")])

    case.refresh_from_db()
    assert case.entry == ""


@pytest.mark.parametrize("count", [1, 3])
def test_rows_written_by_one_statement_are_as_the_orm_reads_them(count):
    given = open_task(make_case(), "first")
    values = {name: getattr(given, name) for name in TASK.names if name != "id"}
    rows = [CaseTask(**values | {"data": {"n": n}, "who": ["a", "b"]}) for n in range(count)]
    rows[-1].title = "Ring Åsa; it's 100 %"

    TASK.keep_keys(rows, send([TASK.insert(rows)])[0])

    stored = CaseTask.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
    assert [plain(row) for row in stored] == [plain(row) for row in rows]


def test_some_columns_of_a_row_are_written_and_the_others_are_left():
    entry = make_case().journal.get(code="case_started")
    entry.facts, entry.title, entry.task_id, entry.code = {"a": 1}, "new", None, "unwritten"

    send([TRACE.update(entry, ("facts", "title", "task"))])

    stored = JournalEntry.objects.get(pk=entry.pk)
    assert (stored.facts, stored.title, stored.task_id) == ({"a": 1}, "new", None)
    assert stored.code == "case_started"


def plain(row: CaseTask) -> dict:
    """Every column, as Python sees it."""
    return {name: getattr(row, name) for name in TASK.names}
