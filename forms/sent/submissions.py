"""Keeping answers."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db import connection, connections, transaction

from forms.answers.searching import searchable
from forms.instruments.locked import bound
from forms.instruments.measuring import NOT_SAID, Whom, measure
from forms.models import FormText, FormVersion, Submission

# The words of `FormVersion.words_in`, found by the statement that stores the answers: one round trip less.
_NEWEST_WORDS = (
    f"SELECT id FROM {FormText._meta.db_table} WHERE version_id = %s AND (language = %s OR is_source) "  # noqa: S608  a name of our own
    "ORDER BY (language = %s) DESC, revision DESC LIMIT 1"
)


def record(
    version: FormVersion,
    *,
    answers: Mapping[str, Any],
    language: str,
    by: Any = None,
    whom: Whom = NOT_SAID,
    **came: Any,
) -> Submission:
    """Keep answers that were checked, with the version and the very words that were answered.

    Where the form is bound to an instrument, its scores are kept in the same transaction.
    answers   as `forms.asking.checking` returned them
    whom      whose answers they are, for the scores
    came      how they came, when not through the workspace: channel, reference, helped_by, answered_on, about
    """
    submission = Submission(
        version=version,
        language=language,
        answers=dict(answers),
        submitted_by=by if by is not None and by.pk else None,
        **came,
    )
    submission.definition_id = version.definition_id
    submission.words = searchable(version.document(), submission.answers)
    if not bound(version.document()):
        _write(submission)
        return submission
    with transaction.atomic():
        _write(submission)
        measure(submission, whom)
    return submission


def _write(submission: Submission) -> None:
    """Write the row with the newest words. As with `bulk_create`, no signal is sent.

    The statement is composed once: composing it took the ORM longer than running it takes the database.
    """
    to = connections[connection.alias]
    values: list[Any] = [submission.version_id, submission.language, submission.language]
    for field in _given():
        value = field.pre_save(submission, add=True)
        values.append(field.get_db_prep_save(value, to))
    with connection.cursor() as cursor:
        cursor.execute(_insert_sql(), values)
        submission.pk, submission.text_id = cursor.fetchone()
    submission._state.adding = False  # noqa: SLF001  what saving does
    submission._state.db = connection.alias  # noqa: SLF001


@lru_cache(maxsize=1)
def _given() -> tuple[Any, ...]:
    """The columns that are known before the statement runs."""
    fields = Submission._meta.concrete_fields
    return tuple(field for field in fields if field.name not in ("id", "text"))


@lru_cache(maxsize=1)
def _insert_sql() -> str:
    columns = ", ".join(connection.ops.quote_name(field.column) for field in _given())
    values = ", ".join(["%s"] * len(_given()))
    return (
        f"INSERT INTO {Submission._meta.db_table} (text_id, {columns}) "  # noqa: S608  names of our own
        f"VALUES (({_NEWEST_WORDS}), {values}) RETURNING id, text_id"
    )
