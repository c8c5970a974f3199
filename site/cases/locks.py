"""One writer at a time in each running case: a bounded wait for the lock of the process row."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg import errors

from cases.models import CaseProcess
from cases.refusals import CaseBusy

WAIT = "5s"
_TABLE = connection.ops.quote_name(CaseProcess._meta.db_table)


def take(process_pk: int, *, wait: str = WAIT) -> None:
    """Lock the process row until the transaction ends, in one round trip.

    `FOR NO KEY UPDATE` keeps others from writing in the case, but not from adding rows that point at it.

    errors   CaseBusy when another transaction keeps it longer than `wait`
    """
    statement = (
        f"SET LOCAL lock_timeout = '{wait}'; "  # noqa: S608  our own table and a whole number
        f"SELECT 1 FROM {_TABLE} WHERE id = {int(process_pk)} FOR NO KEY UPDATE"
    )
    with connection.cursor() as cursor:
        try:
            cursor.execute(statement)
        except OperationalError as error:
            if isinstance(error.__cause__, errors.LockNotAvailable):
                raise CaseBusy from error
            raise


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
