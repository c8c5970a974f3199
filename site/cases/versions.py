"""Workflow versions as running cases read them. A frozen version never changes, so one copy serves the process."""

from functools import lru_cache

from forms.models import FormVersion
from workflows.document import Event, Obligation, WorkflowDocument
from workflows.models import WorkflowVersion
from workflows.steps import AnyBlock, Task


@lru_cache(maxsize=256)
def version_of(pk: int) -> WorkflowVersion:
    """Fetch a frozen workflow version, once per process.

    errors   WorkflowVersion.DoesNotExist
    """
    return WorkflowVersion.objects.select_related("definition").get(pk=pk)


@lru_cache(maxsize=1024)
def form_version(pk: int) -> FormVersion:
    """Fetch a frozen form version, once per process."""
    return FormVersion.objects.get(pk=pk)


def pinned_form(version: WorkflowVersion, slug: str) -> FormVersion:
    """The form version that was pinned when the workflow was published.

    errors   KeyError when the workflow does not ask that form
    """
    return form_version(version.forms[slug])


@lru_cache(maxsize=256)
def parts_of(document_of: int) -> dict[str, AnyBlock | Event | Obligation]:
    """{key: block, event or obligation} of a version."""
    document: WorkflowDocument = version_of(document_of).document()
    named = (*document.blocks(), *document.events, *document.obligations)
    return {part.key: part for part in named}


def step_of(version_pk: int, key: str) -> Task | Event | Obligation | None:
    """The part that asks something of a person under this key, if there is one."""
    part = parts_of(version_pk).get(key)
    return part if isinstance(part, Task | Event | Obligation) else None
