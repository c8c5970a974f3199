"""Erasing answers: what somebody said goes, everywhere; how many chose what stays."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from forms.answers import exporting
from forms.answers.figures import choice_counts
from forms.models import (
    Attachment,
    Campaign,
    Erasure,
    Export,
    FormDefinition,
    FormDraft,
    KeptCount,
    RetentionRun,
    Seen,
    Submission,
)
from forms.signals import erased


@transaction.atomic
def erase(
    submissions: Iterable[int], *, reason: str, by: Any = None, run: RetentionRun | None = None
) -> int:
    """Erase answers, with files, drafts and exports. Whoever keeps more of them hears the signal `erased`.

    submissions   primary keys; those erased before are passed over
    by, run       the person who asked for it, or the run of the retention job
    returns       how many were erased now
    """
    found = list(
        Submission.objects.select_for_update(of=("self",))
        .filter(pk__in=list(submissions), erased_at=None)
        .select_related("version")
        .order_by("definition", "pk")
    )
    if not found:
        return 0
    for definition, rows in groupby(found, key=lambda each: each.definition_id):
        keep_counts(definition, list(rows))
        exporting.remove(Export.objects.filter(definition=definition))
    keys = [each.pk for each in found]
    erased.send(sender=Submission, submissions=keys)
    forget_files(submission__in=keys)
    FormDraft.objects.filter(submission__in=keys).delete()
    Seen.objects.filter(submission__in=keys).delete()
    Submission.objects.filter(pk__in=keys).update(
        answers={},
        words="",
        submitted_by=None,
        reference="",
        helped_by="",
        answered_on=None,
        erased_at=timezone.now(),
    )
    Erasure.objects.bulk_create(
        Erasure(submission_id=pk, by=by, reason=reason, run=run) for pk in keys
    )
    return len(keys)


def keep_counts(definition: int, rows: Sequence[Submission]) -> None:
    """Add what these submissions chose to the statistics that stay."""
    for version, of_version in groupby(
        sorted(rows, key=lambda each: each.version_id), key=lambda each: each.version
    ):
        counts = choice_counts([version.document()], (each.answers for each in of_version))
        add_counts(definition, None, counts)


def add_counts(
    definition: int, campaign: Campaign | None, counts: Mapping[tuple[str, str], int]
) -> None:
    """Add to the statistics that stay."""
    for (path, value), n in counts.items():
        row, new = KeptCount.objects.get_or_create(
            definition_id=definition,
            campaign=campaign,
            path=path,
            value=value,
            defaults={"count": n},
        )
        if not new:
            KeptCount.objects.filter(pk=row.pk).update(count=F("count") + n)


def kept_counts(
    definition: FormDefinition, campaign: Campaign | None = None
) -> dict[tuple[str, str], int]:
    """What erased answers left: {(path, value): how many}."""
    rows = KeptCount.objects.filter(definition=definition, campaign=campaign)
    return {(row.path, row.value): row.count for row in rows}


def forget_files(**which: Any) -> None:
    """Delete uploads; the files themselves once it is sure that the rows are gone."""
    for attachment in Attachment.objects.filter(**which):
        storage, name = attachment.file.storage, attachment.file.name
        attachment.delete()
        if name:
            transaction.on_commit(partial(storage.delete, name))
