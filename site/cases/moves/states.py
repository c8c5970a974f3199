"""All rows of a case as they are stored, what a move changed in them, and how that is taken back."""

import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import connection, models

from cases.models import Case, CaseMove, CaseTask, JournalEntry

type Row = dict[str, Any]
type State = dict[str, dict[int, Row]]  # {table: {key: row}}

# The calendar writes these without anybody doing anything; a sweep after a move does not stand in its way back.
TICKING = frozenset({"remind_on", "scheduled"})
OVER = ("DONE", "CANCELED")


@lru_cache(maxsize=1)
def tables() -> dict[str, str]:
    """{table: which of its rows are a case's}, for everything that is stored about cases."""
    found = {}
    tasks = name_of(CaseTask)
    for model in apps.get_app_config("cases").get_models():
        names = {
            field.name: field.related_model
            for field in model._meta.concrete_fields
            if field.is_relation
        }
        if model is CaseMove or hasattr(model, "history_object") or "history_user" in names:
            continue
        if model is Case:
            found[name_of(model)] = "id = %s"
        elif names.get("case") is Case:
            found[name_of(model)] = "case_id = %s"
        elif names.get("task") is CaseTask:
            found[name_of(model)] = f"task_id IN (SELECT id FROM {tasks} WHERE case_id = %s)"  # noqa: S608
    return found


def name_of(model: type[models.Model]) -> str:
    """How a state calls the table of a model."""
    return connection.ops.quote_name(model._meta.db_table)


def state_of(case: int) -> State:
    """Every row of a case as it is stored, in one query. Journal entries never change: only their keys are kept."""
    state: State = {table: {} for table in tables()}
    names = list(state)
    with connection.cursor() as cursor:
        cursor.execute(_reading(), [case] * len(names))
        for number, pk, row in cursor.fetchall():
            state[names[number]][pk] = _read(row)
    return state


@lru_cache(maxsize=1)
def _reading() -> str:
    journal = name_of(JournalEntry)
    return " UNION ALL ".join(
        f"SELECT {number}, id, {"'{}'::jsonb" if table == journal else 'to_jsonb(t)'} FROM {table} t WHERE {mine}"  # noqa: S608  our own tables
        for number, (table, mine) in enumerate(tables().items())
    )


def _read(row: Any) -> Row:
    return row if isinstance(row, dict) else json.loads(row)


def changes(before: State, after: State) -> dict[str, Any]:
    """What differs: columns that changed, rows that came, and how the path rested then.

    returns   plain data to be stored, for `gone_on` and `take_back`
    """
    changed: dict[str, dict[str, dict[str, list[Any]]]] = {}
    added: dict[str, dict[str, str]] = {}
    for table, rows in after.items():
        for pk, row in rows.items():
            old = before[table].get(pk)
            if old is None:
                added.setdefault(table, {})[str(pk)] = fingerprint(row)
            elif old != row:
                columns = {name: [old[name], row[name]] for name in row if old[name] != row[name]}
                changed.setdefault(table, {})[str(pk)] = columns
    return {
        "changed": changed,
        "added": added,
        "open": _open(after),
        "newest": max(after[name_of(CaseTask)]),
    }


def gone_on(stored: Mapping[str, Any], now: State) -> bool:
    """Whether anything happened in the case since, that taking the move back would overwrite."""
    tasks = name_of(CaseTask)
    if max(now[tasks]) > stored["newest"] or _open(now) != stored["open"]:
        return True
    for table, rows in stored["changed"].items():
        for pk, columns in rows.items():
            row = now[table].get(int(pk), {})
            if any(
                row.get(name) != pair[1] for name, pair in columns.items() if name not in TICKING
            ):
                return True
    journal = name_of(JournalEntry)
    for table, prints in stored["added"].items():
        for pk, was in prints.items():
            came = now[table].get(int(pk))
            if table != journal and (came is None or fingerprint(came) != was):
                return True
    new = {int(pk) for pk in stored["added"].get(tasks, ())}
    return bool(new & drafts(now))


def touches_case(stored: Mapping[str, Any]) -> bool:
    """Whether a move changed the case itself, such as its phase."""
    return name_of(Case) in stored["changed"]


def drafts(now: State) -> frozenset[int]:
    """The tasks at which people have written something and not handed it in."""
    found = (rows for table, rows in now.items() if table.strip('"').endswith("taskdraft"))
    return frozenset(row["task_id"] for rows in found for row in rows.values())


def take_back(stored: Mapping[str, Any], *, spare: frozenset[int]) -> None:
    """Write every changed column as it was before, and remove the rows that came.

    spare   journal entries that stay: that it moved is still true
    """
    journal = name_of(JournalEntry)
    for table in sorted(
        stored["added"], key=_last_first
    ):  # before the rest: there is one open visit at a time
        keys = {int(pk) for pk in stored["added"][table]} - (spare if table == journal else set())
        _model(table)._default_manager.filter(pk__in=keys).delete()  # noqa: SLF001
    with connection.cursor() as cursor:
        for table, rows in stored["changed"].items():
            for pk, columns in rows.items():
                _write(cursor, table, int(pk), {name: pair[0] for name, pair in columns.items()})


def _write(cursor: Any, table: str, pk: int, row: Row) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, row))
    values = ", ".join(f"r.{quote(name)}" for name in row)
    cursor.execute(
        f"UPDATE {table} SET ({names}) = (SELECT {values} FROM jsonb_populate_record(NULL::{table}, %s) r) "  # noqa: S608
        "WHERE id = %s",
        [models.JSONField().get_db_prep_value(row, connection), pk],
    )


def _last_first(table: str) -> int:
    """Rows that point at others go first; tasks, at which most of them point, last."""
    return 1 if table == name_of(CaseTask) else 0


def _model(table: str) -> type[models.Model]:
    found = apps.get_app_config("cases").get_models()
    return next(model for model in found if name_of(model) == table)


def _open(state: State) -> list[int]:
    return sorted(pk for pk, row in state[name_of(CaseTask)].items() if row["status"] not in OVER)


def fingerprint(row: Row) -> str:
    """A row in short, but for what the calendar writes."""
    said = repr(sorted((name, value) for name, value in row.items() if name not in TICKING))
    return sha256(said.encode()).hexdigest()
