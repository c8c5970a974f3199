"""Where a phase or a step can be taken from: what was kept under a name, and other workflows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workflows.document import WorkflowDocument
from workflows.models import KeptPart, KeptVersion, WorkflowDefinition, WorkflowVersion
from workflows.models.kept import source_words
from workflows.pieces.languages import Others, edited_words, frozen_words
from workflows.pieces.taking_out import Piece, taken_out

KEPT, FLOW = "kept", "flow"


@dataclass(frozen=True, slots=True)
class Source:
    """A workflow as it is published, or as it is edited before its first publication; or a kept part."""

    name: str
    title: str
    document: WorkflowDocument
    texts: Mapping[str, str]
    kept: KeptVersion | None = None
    version: WorkflowVersion | None = None
    others: Others = field(default_factory=dict)

    @property
    def piece(self) -> Piece | None:
        """What is kept; None for a workflow, of which one chooses."""
        return self.kept.taken_out() if self.kept else None

    def taken_out(self, name: str) -> Piece | None:
        return self.piece or taken_out(self.document, self.texts, name, self.others)


def choices() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What there is to choose from: kept parts, and workflows by title. Two queries."""
    kept = [(f"{KEPT}:{part.pk}", part.title) for part in KeptPart.objects.order_by("title")]
    families: dict[Any, WorkflowDefinition] = {}
    for row in WorkflowDefinition.objects.only("pk", "title", "translation_key").order_by("pk"):
        families.setdefault(row.translation_key, row)
    flows = [(f"{FLOW}:{row.pk}", row.title) for row in families.values()]
    return kept, sorted(flows, key=lambda each: each[1].casefold())


def source_named(name: str) -> Source | None:
    """Find a source by its name, `kept:<number>` or `flow:<number>`; None when there is none."""
    kind, _colon, number = name.partition(":")
    if not number.isdecimal() or len(number) > 9:  # noqa: PLR2004  no larger number is a key
        return None
    if kind == KEPT:
        part = KeptPart.objects.filter(pk=number).first()
        return _kept(name, part) if part else None
    definition = WorkflowDefinition.objects.filter(pk=number).first() if kind == FLOW else None
    return _flow(name, definition.source()) if definition else None


def _kept(name: str, part: KeptPart) -> Source:
    newest = part.newest()
    piece = newest.taken_out()
    return Source(name, part.title, piece.document, piece.texts, kept=newest)


def _flow(name: str, definition: WorkflowDefinition) -> Source:
    version = definition.latest_version()
    if version is None:
        document, texts = definition.get_latest_revision_as_object().compiled()
        return Source(name, definition.title, document, texts, others=edited_words(definition))
    texts, others = source_words(version), frozen_words(version)
    return Source(name, definition.title, version.document(), texts, version=version, others=others)
