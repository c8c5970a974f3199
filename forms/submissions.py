"""Keeping answers."""

from collections.abc import Mapping
from typing import Any

from forms.models import FormVersion, Submission


def record(
    version: FormVersion, *, answers: Mapping[str, Any], language: str, by: Any = None
) -> Submission:
    """Keep answers that were checked, with the version and the very words that were answered.

    answers   as `forms.checking` returned them
    """
    return Submission.objects.create(
        version=version,
        text_id=version.words_in(language).pk,
        language=language,
        answers=dict(answers),
        submitted_by=by if by is not None and by.pk else None,
    )
