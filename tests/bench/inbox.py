"""The inbox among a million open tasks in two hundred versions, beside the same inbox among ten thousand.

Both tables stand in one database, in schemas of their own, so that everything else is the same.
"""

from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cases.models import CaseTask
from cases.queries.inbox import my_open_tasks, queue_count, queue_page, task_rows
from tests.bench.crowd import TABLE, copies, crowd
from tests.bench.measuring import Measured, Work, compare
from tests.bench.queries import count_queries
from tests.bench.step import programme
from tests.factories import cases as made

MINE, QUEUED = 50, 500
FEW, MANY = 10_000, 1_000_000


def inbox(user: User) -> list[Measured]:
    """First page by due date and counts: my 50 tasks and my unit's 500, as queries and as the whole page."""
    _fill(user)
    today = timezone.localdate()
    client = Client()
    client.force_login(user)

    def read() -> None:
        task_rows(my_open_tasks(user)[:MINE], today=today)
        queue_page(user)
        queue_count(user)

    def page() -> None:
        answer = client.get("/work/")
        if answer.status_code != 200 or b"tasks__item" not in answer.content:
            raise RuntimeError("my day was not shown")

    return [_among("inbox", read, times=30), _among("inbox_page", page, times=15)]


def _among(measure: str, work: Work, *, times: int) -> Measured:
    def many() -> Work:
        _look_in("million")
        return work

    def few() -> Work:
        _look_in("thousands")
        return work

    many()
    return compare(measure, ours=many, reference=few, queries=count_queries(many), times=times)


def _look_in(schema: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET search_path TO {schema}, public")


def _fill(user: User) -> None:
    """Lay out my tasks, my unit's and very many of other units in both schemas."""
    case = made.make_case(programme(), by=user)
    task = CaseTask.objects.waiting().get(case=case)
    for schema, count in (("thousands", FEW), ("million", MANY)):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
            cursor.execute(f"CREATE SCHEMA {schema}")
            cursor.execute(f"CREATE TABLE {schema}.{TABLE} (LIKE public.{TABLE} INCLUDING ALL)")
        copies(task, MINE, schema=schema, owner=user.pk, status="ASSIGNED")
        copies(task, QUEUED, schema=schema, owner=None, status="NEW")
        crowd(count - MINE - QUEUED, schema=schema)
