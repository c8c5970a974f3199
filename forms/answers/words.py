"""The words of a form over all its versions: the newest ones, and old ones for what is no longer asked."""

from collections.abc import Sequence

from forms.models import FormVersion, Submission
from forms.texts import Texts, with_fallback


def merged_texts(versions: Sequence[FormVersion], language: str) -> dict[str, str]:
    """One set of words for all versions.

    versions   newest first
    """
    texts: dict[str, str] = {}
    for version in reversed(versions):
        texts = with_fallback(version.texts(language), texts)
    return texts


def answered_texts(submission: Submission) -> Texts:
    """The very words that were answered, whatever was corrected since."""
    return with_fallback(submission.text.texts, submission.version.texts(submission.language))
