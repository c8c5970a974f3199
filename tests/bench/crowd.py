"""A house that has worked for years: a million open tasks, of cases in two hundred versions."""

from django.db import connection

from cases.models import CaseTask
from tests.factories import cases as made
from tests.factories.accounts import make_unit

VERSIONS = 200
TABLE = CaseTask._meta.db_table


def crowd(count: int, *, schema: str = "public") -> None:
    """Lay out open tasks of other units, spread evenly over cases that each run in a version of their own."""
    tasks = _in_other_versions()
    for at, task in enumerate(tasks):
        copies(task, _share(count, at), schema=schema, owner=None, status="NEW")
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {schema}.{TABLE}")


def _share(count: int, at: int) -> int:
    return count // VERSIONS + (at < count % VERSIONS)


def _in_other_versions() -> list[CaseTask]:
    """The first task of one case for each version of a workflow, made once."""
    there = CaseTask.objects.waiting().filter(unit__name="Elsewhere").order_by("pk")
    if there:
        return list(there[:VERSIONS])
    unit = make_unit(name="Elsewhere")
    programme = made.make_programme(unit=unit)
    tasks = []
    for number in range(VERSIONS):
        case = made.make_case(programme)
        tasks.append(CaseTask.objects.waiting().get(case=case))
        steps = (made.task(f"step_{step}") for step in range(2 + number % 7))
        made.make_version(made.flow(*steps, made.end()), definition=programme.workflow)
    return tasks


def copies(
    task: CaseTask, count: int, *, schema: str = "public", owner: int | None, status: str
) -> None:
    """Repeat one task with due days spread over a year, as a set in the database."""
    own = {"owner_id": "%s::bigint", "status": "%s", "due_on": "CURRENT_DATE - 30 + n %% 365"}
    columns = [field.column for field in CaseTask._meta.concrete_fields if not field.primary_key]
    picked = ", ".join(own.get(column, f'"{column}"') for column in columns)
    given = [
        {"owner_id": owner, "status": status}[c] for c in columns if c in ("owner_id", "status")
    ]
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {schema}.{TABLE} ({names}) SELECT {picked} "  # noqa: S608  names of our own
            f"FROM public.{TABLE}, generate_series(1, {int(count)}) AS n WHERE id = %s",
            [*given, task.pk],
        )
