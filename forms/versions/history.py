"""The frozen versions of a definition: as a list, as two sides to compare, and as a draft again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Prefetch
from wagtail.log_actions import log

from forms.editing.block_ids import keep_ids
from forms.versions.differences import Change
from forms.versions.publishing import FrozenOnPublish, FrozenText, FrozenVersion, Said
from forms.versions.wordings import Reworded, reworded

RESTORED = "forms.version.restored"
DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Entry:
    """One version in the list: who froze it when and why, and which words were corrected later.

    answers   how many were given to it; None where versions are not answered
    """

    version: FrozenVersion
    answers: int | None
    corrections: tuple[FrozenText, ...]
    before: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two sides: sentences about the structure, and texts that read otherwise."""

    changes: list[Change]
    wordings: list[Reworded]

    def __bool__(self) -> bool:
        return bool(self.changes or self.wordings)


def entries(definition: FrozenOnPublish) -> list[Entry]:
    """List the versions of a definition, newest first."""
    versions = definition.source().versions.order_by("-number").select_related("frozen_by")
    words = versions.model.words.field.model.objects.order_by("language", "revision")
    found = versions.prefetch_related(Prefetch("words", words.select_related("frozen_by")))
    counted = hasattr(versions.model, "submissions")
    if counted:
        found = found.annotate(answers=Count("submissions"))
    rows = list(found)
    numbers = [*(row.number for row in rows[1:]), None][: len(rows)]
    return [
        Entry(row, row.answers if counted else None, tuple(_corrections(row)), before)
        for row, before in zip(rows, numbers, strict=True)
    ]


def _corrections(version: Any) -> Iterator[FrozenText]:
    """Words that were frozen after the version itself, the newest last."""
    later = (words for words in version.words.all() if words.revision > 1)
    yield from sorted(later, key=lambda words: words.frozen_at)


def side(definition: FrozenOnPublish, name: str, language: str) -> Said:
    """What one side of a comparison says.

    name     `3` a version with its newest words, `3.1` with an earlier revision of them, `draft` what is edited now
    errors   LookupError when there is no such version
    """
    source = definition.source()
    if name == DRAFT:
        document, own = source.get_latest_revision_as_object().compiled()
        other = source.get_translations().filter(locale__language_code=language).first()
        return Said(document, other.get_latest_revision_as_object().compiled()[1] if other else own)
    number, _dot, revision = name.partition(".")
    if not _is_number(number) or (revision and not _is_number(revision)):
        raise LookupError(name)
    version = source.versions.filter(number=int(number)).first()
    if version is None:
        raise LookupError(name)
    if not revision:
        return Said(version.document(), version.texts(language))
    words = version.words.filter(language=language, revision=int(revision)).first()
    if words is None:
        raise LookupError(name)
    return Said(version.document(), words.texts)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 9  # noqa: PLR2004  as the column holds


def compare(definition: FrozenOnPublish, before: Said, after: Said) -> Comparison:
    """Say what differs between two sides."""
    return Comparison(
        definition.changes(before, after), reworded(before.texts, after.texts, order=before.texts)
    )


@transaction.atomic
def restore(definition: FrozenOnPublish, version: Any, *, by: Any) -> Any:
    """Make a version the draft again, exactly as it was frozen. Nothing is published.

    Blocks keep the ids that they have now, so that translations stay with them.
    """
    source = definition.hold()
    draft = source.get_latest_revision_as_object()
    now = draft.body.get_prep_value()
    language = source.locale.language_code
    draft.rewrite(version.document(), version.texts(language))
    draft.body = keep_ids(draft.body.get_prep_value(), now)
    revision = draft.save_revision(user=by, log_action=True)
    log(
        instance=source,
        action=RESTORED,
        user=by,
        revision=revision,
        data={"number": version.number},
    )
    return revision
