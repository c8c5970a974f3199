"""All that somebody with SQL can see: rows of every table, what wrote them and where they lie, and every counter."""

from django.db import connection


def everything() -> dict[str, str]:
    """{table: all its rows, with the transaction that wrote each and its place}, and where every counter stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
        each = " UNION ALL ".join(
            f"SELECT '{name}', coalesce(string_agg(concat_ws(' ', xmin, ctid, t), E'\\n' ORDER BY ctid), '') "  # noqa: S608  names from the catalogue
            f'FROM "{name}" t'
            for name in tables
        )
        cursor.execute(each)
        found = dict(cursor.fetchall())
        cursor.execute("SELECT sequencename, last_value::text FROM pg_sequences ORDER BY 1")
        return {**found, "counters": str(cursor.fetchall())}


def changed(before: dict[str, str]) -> set[str]:
    now = everything()
    return {name for name in now if now[name] != before[name]}
