"""A running case read, and its rows written, in statements that are composed once per process.

Every step of every case goes through these few statements. Composed by the ORM on each call they cost more
than all the rest of a step together; `make bench` (measure `step`) watches it.
"""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection, models
from viewflow.workflow import STATUS

from cases.models import Case, CaseProcess, CaseTask, JournalEntry, Participant, TeamMember


class Shape[Row: models.Model]:
    """How rows of one table are read from a list of columns."""

    def __init__(self, model: type[Row], alias: str) -> None:
        self.model = model
        self.alias = alias
        self.fields = model._meta.concrete_fields
        self.names = [field.attname for field in self.fields]

    @property
    def columns(self) -> str:
        """The columns, for a SELECT."""
        quote = connection.ops.quote_name
        return ", ".join(f"{self.alias}.{quote(str(field.column))}" for field in self.fields)

    @property
    def table(self) -> str:
        """The table under its alias, for a FROM."""
        return f"{connection.ops.quote_name(self.model._meta.db_table)} {self.alias}"

    @cached_property
    def readers(self) -> list[tuple[int, Any]]:
        """What turns a stored value into the model's, where they differ."""
        return [
            (place, read)
            for place, field in enumerate(self.fields)
            for read in field.get_db_converters(connection)
        ]

    def row(self, values: tuple[Any, ...]) -> Row:
        """Make one row of the model."""
        made = list(values)
        for place, read in self.readers:
            made[place] = read(made[place], None, connection)
        return self.model.from_db(connection.alias, self.names, made)

    def insert(self, rows: Sequence[Row]) -> None:
        """Add rows and give them their keys. As with `bulk_create`, no signal is sent."""
        values = [self._stored(row, field) for row in rows for field in self._written]
        with connection.cursor() as cursor:
            cursor.execute(self._insert_sql(len(rows)), values)
            keys = cursor.fetchall()
        for row, (key,) in zip(rows, keys, strict=True):
            row.pk = key
            row._state.adding = False  # noqa: SLF001  what saving does
            row._state.db = connection.alias  # noqa: SLF001

    def update(self, row: Row, names: Sequence[str]) -> None:
        """Write some columns of a row."""
        fields: list[Any] = [self.model._meta.get_field(name) for name in names]
        sets = ", ".join(f"{connection.ops.quote_name(str(each.column))} = %s" for each in fields)
        values = [self._stored(row, field) for field in fields]
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {self._name} SET {sets} WHERE id = %s", [*values, row.pk])  # noqa: S608

    @cached_property
    def _written(self) -> list[Any]:
        return [field for field in self.fields if not field.primary_key]

    @property
    def _name(self) -> str:
        return connection.ops.quote_name(self.model._meta.db_table)

    def _stored(self, row: Row, field: Any) -> Any:
        return field.get_db_prep_save(getattr(row, field.attname), connection)

    def _insert_sql(self, count: int) -> str:
        columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in self._written)
        one = f"({', '.join(['%s'] * len(self._written))})"
        rows = ", ".join([one] * count)
        return f"INSERT INTO {self._name} ({columns}) VALUES {rows} RETURNING id"  # noqa: S608


TASK = Shape(CaseTask, "task")
PROCESS = Shape(CaseProcess, "process")
CASE = Shape(Case, "the_case")
PERSON = Shape(Participant, "person")
MEMBER = Shape(TeamMember, "member")
TRACE = Shape(JournalEntry, "entry")


def running_tasks(process_pk: int, task_pk: int | None = None) -> list[CaseTask]:
    """The rows that a running case rests on, and one more by its key; with process, case and participant."""
    with connection.cursor() as cursor:
        cursor.execute(_tasks_sql(), [process_pk, STATUS.DONE, STATUS.CANCELED, task_pk or 0])
        rows = cursor.fetchall()
    if not rows:
        return []
    ends = _ends(TASK, PROCESS, CASE, PERSON)
    process = PROCESS.row(rows[0][ends[0] : ends[1]])
    process.case = CASE.row(rows[0][ends[1] : ends[2]])
    if process.case.participant_id is not None:
        process.case.participant = PERSON.row(rows[0][ends[2] :])
    tasks = [TASK.row(row[: ends[0]]) for row in rows]
    for task in tasks:
        task.process, task.case = process, process.case
    return tasks


def team_now(case: Case) -> list[TeamMember]:
    """Who plays a role in a case now, in the order they came."""
    with connection.cursor() as cursor:
        cursor.execute(_team_sql(), [case.pk])
        members = [MEMBER.row(row) for row in cursor.fetchall()]
    for member in members:
        member.case = case
    return members


def _ends(*shapes: Shape) -> list[int]:
    ends, end = [], 0
    for shape in shapes:
        end += len(shape.fields)
        ends.append(end)
    return ends


@lru_cache(maxsize=1)
def _tasks_sql() -> str:
    shapes = (TASK, PROCESS, CASE, PERSON)
    return (
        f"SELECT {', '.join(shape.columns for shape in shapes)} FROM {TASK.table}"  # noqa: S608
        f" JOIN {PROCESS.table} ON process.id = task.process_id"
        f" JOIN {CASE.table} ON the_case.id = process.case_id"
        f" LEFT JOIN {PERSON.table} ON person.id = the_case.participant_id"
        " WHERE task.process_id = %s AND (task.status NOT IN (%s, %s) OR task.id = %s)"
        " ORDER BY task.id"
    )


@lru_cache(maxsize=1)
def _team_sql() -> str:
    return (
        f"SELECT {MEMBER.columns} FROM {MEMBER.table}"  # noqa: S608  names of our own tables
        " WHERE member.case_id = %s AND member.until IS NULL ORDER BY member.since, member.id"
    )
