"""The access log: every reading of a case, in a chain that shows if anybody touched it.

`record` adds a row with one insert. When the transaction commits, the database gives the row its
position and a hash over the row and the hash before it (migration 0002).
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.db import connection, transaction

from accounts.models import AccessEntry, AccessSeal, User

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def record(
    user: User, *, subject_type: str, subject_id: int, what: str, why: str = ""
) -> AccessEntry:
    """Note that `user` looked at something.

    subject_type, subject_id   what was looked at, such as "case" and its number
    what                       the part that was shown, such as "journal"
    why                        the person's own words, asked for only when the reason is unusual
    returns                    the row, sealed as soon as the transaction has ended
    """
    return AccessEntry.objects.create(
        user=user,
        unit_id=user.unit_id,
        subject_type=subject_type,
        subject_id=subject_id,
        what=what,
        why=_storable(why),
    )


def verify() -> int | None:
    """Find the first row of the log that is not as it was written. None means that all are.

    returns   the row's number; where rows are missing, the row after the gap; where the newest
              rows are missing, the last one left, or 0 when none is left
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Seals what this very transaction has written; elsewhere all rows are sealed already.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        seal = last_seal()
        unsealed = AccessEntry.objects.filter(position=None).order_by("pk").first()
        if unsealed:
            return unsealed.pk
        written = AccessEntry.objects.filter(position__lte=seal[0]).order_by("position")
        return _first_broken(written.iterator(2000), seal)


def last_seal() -> tuple[int, str]:
    """How many rows are sealed, and the newest hash: written down elsewhere, it proves them all."""
    seal = AccessSeal.objects.first()
    return (seal.position, seal.hash) if seal else (0, "")


def hash_of(entry: AccessEntry) -> str:
    """The hash of a row as it reads now, after the row before it."""
    parts = (
        entry.previous_hash,
        entry.position,
        entry.pk,
        entry.user_id,
        "" if entry.unit_id is None else entry.unit_id,
        (entry.at - EPOCH) // timedelta(microseconds=1),
        entry.subject_type,
        entry.subject_id,
        entry.what,
        entry.why,
    )
    texts = [str(part) for part in parts]
    return sha256(",".join(f"{len(text)}:{text}" for text in texts).encode()).hexdigest()


def _first_broken(entries: Iterator[AccessEntry], seal: tuple[int, str]) -> int | None:
    position, previous, last = 0, "", 0
    for entry in entries:
        if entry.previous_hash != previous or entry.hash != hash_of(entry):
            return entry.pk
        position, previous, last = position + 1, entry.hash, entry.pk
    return None if (position, previous) == seal else last


def _storable(text: str) -> str:
    """The text without what a database cannot hold (NUL, half a surrogate pair)."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
