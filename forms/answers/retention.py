"""Keeping answers as long as their form says, and no longer. Every run leaves a record without a word of content."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from forms import access
from forms.answers import erasing, exporting
from forms.answers.anonymous import is_closed
from forms.answers.figures import choice_counts
from forms.models import (
    AnonymousAnswer,
    Campaign,
    CampaignGroup,
    FormDefinition,
    FormDraft,
    RetentionRun,
    SealedBox,
    Submission,
    Ticket,
)

CHUNK = 200
UNFINISHED_DAYS = 90
REASON = "retention"


def carry_out(today: date | None = None) -> RetentionRun:
    """Erase what has been kept long enough. May be done again at any time."""
    on = today or timezone.localdate()
    run = RetentionRun.objects.create(begun_at=timezone.now())
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for definition in FormDefinition.objects.filter(versions__isnull=False).distinct():
        found = {
            "answers": sum(
                erasing.erase(chunk, reason=REASON, run=run)
                for chunk in batched(_over(definition, on), CHUNK)
            ),
            "drafts": _forget_drafts(definition, on),
            "rounds": sum(_forget_round(each) for each in _rounds_over(definition, on)),
        }
        if any(found.values()):
            counts[definition.slug] = {name: n for name, n in found.items() if n}
    run.files = exporting.remove(exporting.expired(timezone.now()))
    run.counts = dict(counts)
    run.ended_at = timezone.now()
    run.save()
    return run


def coming(definition: FormDefinition) -> Mapping[str, Any]:
    """What the form says about keeping, for those who read its answers."""
    return {
        "days": definition.keep_days,
        "closing": definition.keep_days_after_closing,
        "unfinished": definition.keep_days_unfinished or UNFINISHED_DAYS,
    }


def _over(definition: FormDefinition, on: date) -> list[int]:
    """Answers whose time is over: outside cases from the day they were given, in cases from the day the case closed."""
    kept = Submission.objects.filter(definition=definition, erased_at=None)
    over: set[int] = set()
    if definition.keep_days:
        last = on - timedelta(days=definition.keep_days)
        free = kept.filter(~access.owned(), submitted_at__date__lt=last)
        over.update(free.values_list("pk", flat=True))
    if definition.keep_days_after_closing:
        last = on - timedelta(days=definition.keep_days_after_closing)
        closed = Q(pk__in=[])
        for owner in access.seams.owners:
            closed |= owner.closed_before(last)
        over.update(kept.filter(closed).values_list("pk", flat=True))
    return sorted(over)


def _forget_drafts(definition: FormDefinition, on: date) -> int:
    """Unfinished forms that nobody has touched for too long, with what was uploaded to them."""
    days = definition.keep_days_unfinished or UNFINISHED_DAYS
    old = FormDraft.objects.filter(
        version__definition=definition,
        submission=None,
        saved_at__date__lt=on - timedelta(days=days),
    )
    found = list(old.values_list("pk", flat=True))
    with transaction.atomic():
        erasing.forget_files(draft__in=found)
        FormDraft.objects.filter(pk__in=found).delete()
    return len(found)


def _rounds_over(definition: FormDefinition, on: date) -> QuerySet[Campaign]:
    if not definition.keep_days:
        return Campaign.objects.none()
    last = on - timedelta(days=definition.keep_days)
    return Campaign.objects.filter(
        Q(closed_on__lt=last) | Q(closed_on=None, closes_on__lt=last),
        definition=definition,
        erased_on=None,
    )


@transaction.atomic
def _forget_round(campaign: Campaign) -> int:
    """Turn the answers of a round that is over into counts, and forget its links."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if not is_closed(locked) or locked.erased_on:
        return 0
    given = AnonymousAnswer.objects.filter(campaign=locked).values_list("answers", flat=True)
    counts = choice_counts([locked.version.document()], given)
    erasing.add_counts(locked.definition_id, locked, counts)
    AnonymousAnswer.objects.filter(campaign=locked).delete()
    for group in CampaignGroup.objects.filter(campaign=locked):
        CampaignGroup.objects.filter(pk=group.pk).update(
            on_paper=group.on_paper + group.tickets.count()
        )
    Ticket.objects.filter(group__campaign=locked).delete()
    SealedBox.objects.filter(campaign=locked).delete()
    locked.erased_on = timezone.localdate()
    locked.save(update_fields=["erased_on"])
    return 1
