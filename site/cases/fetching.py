# ruff: noqa: S608  the statements are put together from names of our own tables
"""A running case read, and its rows written, in statements that are composed once per process.

Every step of every case goes through these few statements. Composed by the ORM on each call they cost more
than all the rest of a step together; `make bench` (measure `step`) watches it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection, connections, models
from viewflow.workflow import STATUS

from cases import locks
from cases.models import Case, CaseProcess, CaseTask, JournalEntry, TeamMember
from cases.together import Statement, send
from workflows.models import WorkflowVersion


class Shape[Row: models.Model]:
    """How rows of one table are read from a list of columns, and written."""

    def __init__(self, model: type[Row]) -> None:
        self.model = model
        self.table = connection.ops.quote_name(model._meta.db_table)
        self.fields: Sequence[Any] = model._meta.concrete_fields
        self.names = [field.attname for field in self.fields]
        self.columns = _listed(_columns(self.fields))

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

    def insert(self, rows: Sequence[Row]) -> Statement:
        """Add rows; the statement gives their keys. As with `bulk_create`, no signal is sent.

        A column that is empty in all of them is left out: it is empty by itself.
        """
        written = tuple(
            field
            for field in self.fields
            if any(getattr(row, field.attname) is not None for row in rows)
        )
        values = [value for row in rows for value in _stored(row, written)]
        return Statement(_insert_sql(self.table, _columns(written), len(rows)), values)

    def keep_keys(self, rows: Sequence[Row], keys: Sequence[tuple[int]]) -> None:
        """Let rows know that they are stored, and under which key."""
        for row, (key,) in zip(rows, keys, strict=True):
            row.pk = key
            row._state.adding = False  # noqa: SLF001  what saving does
            row._state.db = connection.alias  # noqa: SLF001

    def update(self, row: Row, names: tuple[str, ...]) -> Statement:
        """Write some columns of a row."""
        fields = _named(self.model, names)
        return Statement(_update_sql(self.table, _columns(fields)), [*_stored(row, fields), row.pk])


def _stored(row: models.Model, fields: Sequence[Any]) -> list[Any]:
    to = connections[connection.alias]  # the proxy would be asked for every value
    return [field.get_db_prep_save(getattr(row, field.attname), to) for field in fields]


def _columns(fields: Sequence[Any]) -> tuple[str, ...]:
    return tuple(field.column for field in fields)


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, columns))


@lru_cache
def _named(model: type[models.Model], names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(model._meta.get_field(name) for name in names)


@lru_cache
def _insert_sql(table: str, columns: tuple[str, ...], count: int) -> str:
    one = f"({', '.join(['%s'] * len(columns))})"
    rows = ", ".join([one] * count)
    return f"INSERT INTO {table} ({_listed(columns)}) VALUES {rows} RETURNING id"


@lru_cache
def _update_sql(table: str, columns: tuple[str, ...]) -> str:
    sets = ", ".join(f"{connection.ops.quote_name(column)} = %s" for column in columns)
    return f"UPDATE {table} SET {sets} WHERE id = %s"


TASK = Shape(CaseTask)
PROCESS = Shape(CaseProcess)
CASE = Shape(Case)
MEMBER = Shape(TeamMember)
TRACE = Shape(JournalEntry)
VERSIONS = connection.ops.quote_name(WorkflowVersion._meta.db_table)


@dataclass(frozen=True, slots=True)
class Running:
    """A running case as it is stored.

    tasks   the rows that its path rests on, and perhaps one more
    team    who plays a role in it now, in the order they came
    newest  the newest version of its workflow, by which rights are judged
    """

    process: CaseProcess
    tasks: list[CaseTask]
    team: list[TeamMember]
    newest: int


def running_case(process_pk: int, task_pk: int | None = None, *, lock: bool) -> Running:
    """Read a running case in one round trip, with one more task by its key.

    lock     wait for the lock first, and see all that the one who had it before has left
    errors   CaseProcess.DoesNotExist · CaseBusy
    """
    reading = _reading(int(process_pk), int(task_pk or 0))
    processes, cases, tasks, team, newest = (
        locks.take(process_pk, reading) if lock else send(reading)
    )
    if not processes:
        raise CaseProcess.DoesNotExist
    process = PROCESS.row(processes[0])
    process.case = CASE.row(cases[0])
    rows, members = [TASK.row(row) for row in tasks], [MEMBER.row(row) for row in team]
    running = Running(process, rows, members, newest[0][0])
    for task in running.tasks:
        task.process, task.case = process, process.case
    for member in running.team:
        member.case = process.case
    return running


def _reading(process_pk: int, task_pk: int) -> list[Statement]:
    """One table each: planning a join of them took longer than all the reading."""
    return [Statement(sql % {"process": process_pk, "task": task_pk}) for sql in _reading_sql()]


@lru_cache(maxsize=1)
def _reading_sql() -> tuple[str, ...]:
    case = f"(SELECT case_id FROM {PROCESS.table} WHERE id = %(process)s)"
    rests = f"status NOT IN ('{STATUS.DONE.value}', '{STATUS.CANCELED.value}')"
    mine = f"process_id = %(process)s AND ({rests} OR id = %(task)s) ORDER BY id"
    present = f"case_id = {case} AND until IS NULL ORDER BY since, id"
    version = f"(SELECT version_id FROM {PROCESS.table} WHERE id = %(process)s)"
    workflow = f"(SELECT definition_id FROM {VERSIONS} WHERE id = {version})"
    return (
        f"SELECT {PROCESS.columns} FROM {PROCESS.table} WHERE id = %(process)s",
        f"SELECT {CASE.columns} FROM {CASE.table} WHERE id = {case}",
        f"SELECT {TASK.columns} FROM {TASK.table} WHERE {mine}",
        f"SELECT {MEMBER.columns} FROM {MEMBER.table} WHERE {present}",
        f"SELECT id FROM {VERSIONS} WHERE definition_id = {workflow} ORDER BY number DESC LIMIT 1",
    )
