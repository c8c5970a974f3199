"""A throw-away programme that runs on what is edited now. Whatever happens there, nothing of it is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from accounts.models import Organisation, Unit
from cases.models import Programme
from cases.published import forget
from workflows import publishing
from workflows.models import WorkflowDefinition, WorkflowVersion


@contextmanager
def rehearsal(draft: WorkflowDefinition) -> Iterator[Programme]:
    """Freeze a draft and offer a programme that runs on it, with a unit and people of its own.

    Everything that is read inside must be read to the end there: afterwards the rows are gone.

    draft   the source, as it is edited now; without problems
    """
    version: Any = None
    newest = draft.latest_version()
    try:
        with transaction.atomic():
            version = draft.frozen_draft()
            for build in publishing.on_freeze:
                build(version)
            yield _programme(draft, version)
            transaction.set_rollback(True)
    finally:
        if version is not None and version != newest:
            forget(version.pk)


def _programme(draft: WorkflowDefinition, version: WorkflowVersion) -> Programme:
    """A programme like the draft's own, in a unit where nobody works."""
    own = draft.programmes.order_by("pk").first()
    organisation = Organisation.objects.create(
        name="Dry run", slug=f"dry-run-{version.pk}", kind=Organisation.Kind.OTHER
    )
    unit = Unit.objects.create(organisation=organisation, name="Dry run", slug=organisation.slug)
    return Programme.objects.create(
        slug=organisation.slug,
        titles=own.titles if own else {},
        unit=unit,
        workflow=draft,
        labels=own.labels if own else {},
    )
