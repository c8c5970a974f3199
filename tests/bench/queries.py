"""Count what one piece of work sends to the database."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(work: Callable[[], object]) -> int:
    """Statements sent by one run, BEGIN and COMMIT included. Run once before: caches are warm in a server."""
    work()
    with CaptureQueriesContext(connection) as sent:
        work()
    return len(sent)
