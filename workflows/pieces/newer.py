"""Whether what a part was copied from has become something newer since, and what differs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workflows.differences import changes
from workflows.models import KeptVersion, TakenPart, WorkflowDefinition, WorkflowVersion
from workflows.models.kept import source_words
from workflows.pieces.languages import frozen_words
from workflows.pieces.taking_out import Piece, taken_out


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest state of what a part was copied from."""

    piece: Piece
    number: int
    kept: KeptVersion | None
    version: WorkflowVersion | None
    said: tuple[str, ...]  # what it says otherwise than what was taken

    @property
    def is_newer(self) -> bool:
        return bool(self.said)


def newest_of(taken: TakenPart) -> Newest | None:
    """The newest of what a part was copied from; None when the part is gone there, or was never published."""
    return newest_of_all([taken])[taken.pk]


def still_there(definition: WorkflowDefinition) -> list[TakenPart]:
    """Every part that came from elsewhere and still stands in the draft."""
    found = definition.taken_parts.select_related("kept", "version")
    rows = list(found.prefetch_related("version__words"))
    document = definition.get_latest_revision_as_object().compiled()[0] if rows else None
    return [row for row in rows if document and taken_out(document, {}, row.name)]


def newer_parts(definition: WorkflowDefinition) -> list[tuple[TakenPart, Newest]]:
    """The copies in the draft of which there is something newer, with that."""
    rows = still_there(definition)
    newest = newest_of_all(rows) if rows else {}
    pairs = ((row, newest[row.pk]) for row in rows)
    return [(row, found) for row, found in pairs if found and found.is_newer]


def newest_of_all(rows: Sequence[TakenPart]) -> dict[int, Newest | None]:
    """The newest of each, by the key of the row. The same queries however many there are."""
    parts = {row.kept.part_id for row in rows if row.kept}
    flows = {row.version.definition_id for row in rows if row.version}
    kept = {
        each.part_id: each
        for each in KeptVersion.objects.filter(part__in=parts)
        .order_by("part_id", "-number")
        .distinct("part_id")
    }
    versions = {
        each.definition_id: each
        for each in WorkflowVersion.objects.filter(definition__in=flows)
        .order_by("definition_id", "-number")
        .distinct("definition_id")
        .prefetch_related("words")
    }
    return {row.pk: _newest(row, kept, versions) for row in rows}


def _newest(
    taken: TakenPart, kept: Mapping[int, KeptVersion], versions: Mapping[int, WorkflowVersion]
) -> Newest | None:
    before = taken.origin()
    if before is None:
        return None
    if taken.kept is not None:
        last = kept[taken.kept.part_id]
        piece = last.taken_out()
        return Newest(piece, last.number, last, None, _said(before, piece))
    assert taken.version is not None  # else nothing is known of before
    version = versions[taken.version.definition_id]
    document, others = version.document(), frozen_words(version)
    found = taken_out(document, source_words(version), taken.there, others)
    if found is None:
        return None
    return Newest(found, version.number, None, version, _said(before, found))


def _said(before: Piece, after: Piece) -> tuple[str, ...]:
    if before == after or before.kind != after.kind:
        return ()
    texts = {**before.texts, **after.texts}
    said = [change.sentence for change in changes(before.document, after.document, texts)]
    return tuple(dict.fromkeys([*said, *_reworded(before, after)]))


def _reworded(before: Piece, after: Piece) -> Iterable[str]:
    for key, text in after.texts.items():
        old = before.texts.get(key, "")
        if old and old != text:
            yield f"{_short(old)} → {_short(text)}"


def _short(text: str) -> str:
    return f"“{text}”" if len(text) <= 80 else f"“{text[:80]}…”"  # noqa: PLR2004  one line of a list
