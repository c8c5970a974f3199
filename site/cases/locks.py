"""One writer at a time in each running case: a bounded wait for the lock of the process row."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from psycopg import errors

from cases.models import CaseProcess
from cases.refusals import CaseBusy
from cases.together import Statement, send

WAIT = "5s"
_TABLE = connection.ops.quote_name(CaseProcess._meta.db_table)


def take(
    process_pk: int, reading: Sequence[Statement] = (), *, wait: str = WAIT
) -> list[list[tuple[Any, ...]]]:
    """Lock the process row until the transaction ends, and read on in the same round trip.

    `FOR NO KEY UPDATE` keeps others from writing in the case, but not from adding rows that point at it.

    reading   run when the lock is ours: they see all that the one who had it before has left
    returns   the rows of each of them
    errors    CaseBusy when another transaction keeps it longer than `wait`
    """
    lock = f"SELECT 1 FROM {_TABLE} WHERE id = {int(process_pk)} FOR NO KEY UPDATE"  # noqa: S608  our own table and a whole number
    try:
        found = send([Statement(f"SET LOCAL lock_timeout = '{wait}'"), Statement(lock), *reading])
    except OperationalError as error:
        if isinstance(error.__cause__, errors.LockNotAvailable):
            raise CaseBusy from error
        raise
    return found[2:]


def take_if_free(process_pk: int) -> bool:
    """Lock the process row unless somebody else has it."""
    free = CaseProcess.objects.select_for_update(skip_locked=True, no_key=True)
    return bool(free.filter(pk=process_pk).values_list("pk").first())


class ProcessLock:
    """What Viewflow asks before it changes a process: the same row, the same order."""

    @contextmanager
    def __call__(self, flow_class: type, process_pk: int) -> Iterator[None]:
        with transaction.atomic():
            take(process_pk)
            yield
