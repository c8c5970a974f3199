"""Very many obligations whose day has passed, swept by one worker and by four. Each is noted once.

`DUE=100000 python -m tests.bench sweep` takes the whole number; without it, 5,000.
"""

import multiprocessing
import os
import time
from datetime import date, timedelta

from django.db import connection, connections
from django.utils import timezone

from cases.models import Case, CaseProcess, JournalEntry, Notice, Obligation, TeamMember
from cases.sweeper import sweep
from tests.bench.measuring import Measured
from tests.factories import cases as make
from workflows import document as doc
from workflows import steps as tree

DUE = int(os.environ.get("DUE", "5000"))
WORKERS = 4


def sweeping() -> Measured:
    """How long four workers need beside one: milliseconds for each obligation, and the ratio."""
    programme, yesterday = _lay_out()
    alone = _timed(programme, 1, yesterday)
    together = _timed(programme, WORKERS, yesterday)
    ours, reference = together / DUE * 1000, alone / DUE * 1000
    return Measured("sweep", round(ours, 3), round(reference, 3), round(together / alone, 3), 0)


def _lay_out() -> tuple[int, date]:
    """Repeat one case whose obligation was due yesterday, as sets in the database."""
    owed = doc.Obligation("visit", tree.Moment("case_start", tree.Period(days=30)), role="worker")
    programme = make.make_programme(make.flow(make.task("work"), obligations=(owed,)))
    make.make_worker(programme, roles=("manager",))
    case = make.make_case(programme, now=timezone.now() - timedelta(days=31))
    yesterday = timezone.localdate() - timedelta(days=1)
    case.obligations.update(state="open", due_on=yesterday, opens_on=yesterday)
    _repeat(Case, "id = %s", case.pk, own={"number": "number + n"})
    first = Case.objects.filter(programme=programme).order_by("number")[1].pk
    for model in (CaseProcess, Obligation, TeamMember):
        _repeat(model, "case_id = %s", case.pk, own={"case_id": f"{first} + n - 1"})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return programme.pk, yesterday


def _repeat(model: type, where: str, key: int, *, own: dict[str, str]) -> None:
    fields = [each.column for each in model._meta.concrete_fields if not each.primary_key]
    picked = ", ".join(own.get(column, f'"{column}"') for column in fields)
    names = ", ".join(f'"{column}"' for column in fields)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {picked} FROM {table}, "  # noqa: S608  names of our own
            f"generate_series(1, {DUE - 1}) AS n WHERE {where} ORDER BY n",
            [key],
        )


def _timed(programme: int, workers: int, yesterday: date) -> float:
    """Let workers sweep until nothing is due, and see that each obligation was noted once."""
    mine = Obligation.objects.filter(case__programme=programme)
    mine.update(state="open", due_on=yesterday)
    JournalEntry.objects.filter(case__programme=programme).delete()
    Notice.objects.filter(case__programme=programme).delete()
    connections.close_all()
    context = multiprocessing.get_context("fork")
    began = time.perf_counter()
    running = [context.Process(target=_sweep_all) for _ in range(workers)]
    for process in running:
        process.start()
    for process in running:
        process.join()
    spent = time.perf_counter() - began
    noted = JournalEntry.objects.filter(case__programme=programme, code="obligation_overdue")
    if (noted.count(), noted.values("case").distinct().count()) != (DUE, DUE):
        raise RuntimeError(f"{noted.count()} were noted instead of {DUE}")
    return spent


def _sweep_all() -> None:
    connections.close_all()
    while sweep().missed:
        pass
    connections.close_all()
