"""Time for demos and stories: a case is moved into its own past, and the clock of the server stays untouched."""

import re
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction

from cases import locks
from cases.models import (
    Case,
    CaseBeside,
    CaseMove,
    CaseProcess,
    CaseTask,
    Decision,
    Goal,
    JournalEntry,
    Notice,
    Obligation,
    Pause,
    PhaseVisit,
    Proposal,
    ProposalAnswer,
    Reminder,
    TaskDraft,
    TeamMember,
)
from forms.models import Submission

# Every table of a case and the path to the case.
TABLES: tuple[tuple[type[models.Model], str], ...] = (
    (Case, "pk"),
    (TeamMember, "case"),
    (PhaseVisit, "case"),
    (CaseProcess, "case"),
    (CaseTask, "case"),
    (TaskDraft, "task__case"),
    (Submission, "task__case"),
    (Decision, "case"),
    (Obligation, "case"),
    (CaseBeside, "second"),
    (Pause, "case"),
    (Goal, "case"),
    (Proposal, "case"),
    (ProposalAnswer, "proposal__case"),
    (JournalEntry, "case"),
    (Notice, "case"),
    (Reminder, "task__case"),
    (CaseMove, "case"),
    (Case.history.model, "id"),
    (TeamMember.history.model, "case"),
    (Decision.history.model, "case"),
    (Goal.history.model, "case"),
)
JSON: tuple[tuple[type[models.Model], str, str], ...] = (
    (Submission, "task__case", "answers"),
    (JournalEntry, "case", "facts"),
    (CaseTask, "case", "data"),
    (Notice, "case", "facts"),
    (TaskDraft, "task__case", "raw"),
)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
LONG_AGO = timedelta(days=5 * 365)  # an older answer is a birth date, not a date of the case


class RealTimeOnly(RuntimeError):
    """Cases of real people are never moved in time."""


def shift_case(case: Case, days: int, *, really: bool = False) -> None:
    """Move everything that happened in a case `days` back, as if it had begun earlier.

    Clock times stay: what happened at nine still happened at nine, also across summer time.

    really   also where the settings do not say that time may be simulated
    errors   RealTimeOnly
    """
    if not (really or getattr(settings, "SIMULATED_TIME", False)):
        raise RealTimeOnly("Set SIMULATED_TIME where cases are made up, or say really=True.")
    with transaction.atomic():
        for process in case.processes.order_by("pk"):
            locks.take(process.pk)
        opened_on = case.opened_at.date()
        for model, path, column in JSON:
            _shift_json(model.objects.filter(**{path: case.pk}), column, days, opened_on)  # type: ignore[attr-defined]
        for model, path in TABLES:
            _shift_table(model, model.objects.filter(**{path: case.pk}), days)  # type: ignore[attr-defined]
    case.refresh_from_db()


def _shift_table(model: type[models.Model], rows: models.QuerySet, days: int) -> None:
    """Move all dates and times of these rows with one statement."""
    moves: list[str] = []
    values: list[str | int] = []
    for field in model._meta.concrete_fields:
        column = connection.ops.quote_name(str(field.column))
        if isinstance(field, models.DateTimeField):
            moves.append(
                f"{column} = ({column} AT TIME ZONE %s - %s * interval '1 day') AT TIME ZONE %s"
            )
            values += [settings.TIME_ZONE, days, settings.TIME_ZONE]
        elif isinstance(field, models.DateField):
            moves.append(f"{column} = {column} - %s")
            values.append(days)
    chosen, chosen_values = rows.order_by().values("pk").query.sql_with_params()
    table = connection.ops.quote_name(model._meta.db_table)
    key = connection.ops.quote_name(str(model._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {', '.join(moves)} WHERE {key} IN ({chosen})",  # noqa: S608  names of our tables
            [*values, *chosen_values],
        )


def _shift_json(rows: models.QuerySet, column: str, days: int, opened_on: date) -> None:
    """Move days inside answers and facts."""
    changed = []
    for row in rows:
        before = getattr(row, column)
        after = _moved(before, days, opened_on)
        if after != before:
            setattr(row, column, after)
            changed.append(row)
    if changed:
        rows.model.objects.bulk_update(changed, [column])


def _moved(value: Any, days: int, opened_on: date) -> Any:
    if isinstance(value, dict):
        return {key: _moved(each, days, opened_on) for key, each in value.items()}
    if isinstance(value, list):
        return [_moved(each, days, opened_on) for each in value]
    if isinstance(value, str) and DAY.fullmatch(value):
        return _moved_day(value, days, opened_on)
    return value


def _moved_day(value: str, days: int, opened_on: date) -> str:
    try:
        day = date.fromisoformat(value)
        if day < opened_on - LONG_AGO:
            return value
        return (day - timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return value
