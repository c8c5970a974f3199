"""Words of a workflow version in the reader's language."""

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

from workflows.models import WorkflowVersion


def language() -> str:
    """The reader's language as texts are stored: `sv`, not `sv-fi`."""
    return (get_language() or "sv").split("-")[0]


def _read(version: WorkflowVersion, key: str) -> str:
    return version.texts(language()).get(key, key)


def of_version(version: WorkflowVersion, key: str) -> Any:
    """A text of a version, read when it is shown: the reader may use another language than the writer."""
    return lazy(_read, str)(version, key)
