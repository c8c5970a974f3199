"""Statements that travel to the database together: one round trip, and still one after the other.

PostgreSQL gives each of them a snapshot of its own, as if it had been sent alone. Their values are quoted by
psycopg on our side, which is Django's default.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection


class Statement(NamedTuple):
    """One statement with its values."""

    sql: str
    values: Sequence[Any] = ()


def send(statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
    """Run statements in their order.

    returns   the rows of each; none where it gives none
    errors    those of the first that fails; the transaction is lost then, whatever came before
    """
    values = [value for statement in statements for value in statement.values]
    with connection.cursor() as cursor:
        cursor.execute("; ".join(statement.sql for statement in statements), values or None)
        found = [_rows(cursor)]
        while cursor.nextset():
            found.append(_rows(cursor))
    return found


def _rows(cursor: Any) -> list[tuple[Any, ...]]:
    """The rows of the present result; `rownumber` tells that there are none, and cheaper than `description`."""
    return [] if cursor.rownumber is None else cursor.fetchall()
