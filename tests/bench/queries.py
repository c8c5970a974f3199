"""Count how often one piece of work turns to the database."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(prepare: Callable[[], Callable[[], object]]) -> int:
    """Round trips of one piece of work, BEGIN and COMMIT included.

    prepare   as in `measuring.compare`; run once before, because caches are warm in a server
    """
    prepare()()
    work = prepare()
    with CaptureQueriesContext(connection) as sent:
        work()
    return len(sent)
