"""Taking a form out of use, and back into use. Answers stay readable all the while."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

RETIRED, TAKEN_UP = "forms.retired", "forms.taken_up"
LABELS = {RETIRED: _("Retired"), TAKEN_UP: _("Taken into use again")}

# Who else names forms by their short name: {short name: uses}. Each use has a title, an address, words and places.
used_by: list[Callable[[Collection[str]], Mapping[str, list[Any]]]] = []


def uses_of(slugs: Collection[str]) -> dict[str, list[Any]]:
    """Where forms are used elsewhere: {short name: uses}. The same queries however many forms there are."""
    found = [find(slugs) for find in used_by]
    return {slug: [use for each in found for use in each.get(slug, ())] for slug in slugs}


@transaction.atomic
def retire(definition: Any, *, by: Any) -> None:
    """Take a form out of use in every language: no new answers, old ones stay readable."""
    _set(definition, retired_at=timezone.now(), retired_by=by)
    log(instance=definition.source(), action=RETIRED, user=by)


@transaction.atomic
def take_up(definition: Any, *, by: Any) -> None:
    """Take a retired form into use again."""
    _set(definition, retired_at=None, retired_by=None)
    log(instance=definition.source(), action=TAKEN_UP, user=by)


def _set(definition: Any, **retired: Any) -> None:
    """One truth for all languages of a form."""
    definition.hold()
    family = type(definition).objects.filter(translation_key=definition.translation_key)
    family.update(**retired)
