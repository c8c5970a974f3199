"""Keeping answers."""

from collections.abc import Mapping
from typing import Any

from django.db.models.expressions import RawSQL

from forms.models import FormText, FormVersion, Submission

# The words of `FormVersion.words_in`, found by the statement that stores the answers: one round trip less.
_NEWEST_WORDS = (
    f"SELECT id FROM {FormText._meta.db_table} WHERE version_id = %s AND (language = %s OR is_source) "  # noqa: S608  a name of our own
    "ORDER BY (language = %s) DESC, revision DESC LIMIT 1"
)


def record(
    version: FormVersion, *, answers: Mapping[str, Any], language: str, by: Any = None
) -> Submission:
    """Keep answers that were checked, with the version and the very words that were answered.

    answers   as `forms.checking` returned them
    """
    return Submission.objects.create(
        version=version,
        text_id=RawSQL(_NEWEST_WORDS, (version.pk, language, language)),  # noqa: S611  constant
        language=language,
        answers=dict(answers),
        submitted_by=by if by is not None and by.pk else None,
    )
