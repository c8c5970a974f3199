"""Where in a drawing the path of a case can rest, and which places it can rest at together. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from workflows.document import Event, Phase, WorkflowDocument
from workflows.steps import Choice

JOIN = "join_"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands.

    stretch   key of the phase or event; `side` tells which of the two
    number    its turn in the drawing
    within    what it is nested in, outermost first: (block, branch, whether all branches run at once)
    """

    block: Any
    stretch: str
    side: bool
    number: int
    within: tuple[tuple[str, str, bool], ...] = ()

    @property
    def key(self) -> str:
        return self.block.key

    def goes_with(self, other: "Place") -> bool:
        """Whether a path can rest here and there at once: only in different branches that run at once."""
        if self.key == other.key:
            return True  # several answers to one question
        for mine, theirs in zip(self.within, other.within, strict=False):
            if mine[0] != theirs[0]:
                return False
            if mine[1] != theirs[1]:
                return mine[2]
        return False


@dataclass(frozen=True)
class Side:
    """One version as far as moving cases is concerned.

    nodes    {node of its flow: its type}
    forms    {form: the pinned version of it}
    fields   {form: questions it asks}
    """

    document: WorkflowDocument
    nodes: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, int] = field(default_factory=dict)
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[str, Place]:
        """{key of a block: where it stands}, in the order of the drawing."""
        return {place.key: place for place in _all(self.document)}

    @cached_property
    def names(self) -> dict[str, Place]:
        """{node: where the block that it stands for is}."""
        return {
            name: self.places[key]
            for name in self.nodes
            if (key := name.partition("_")[2]) in self.places
            and not name.startswith(("phase_", "side_"))
        }

    def joins(self, keys: Iterable[str]) -> set[str]:
        """Name the places where branches meet that wait while the path rests at these blocks."""
        around = (
            f"{JOIN}{block}" for key in keys for block, _branch, _all in self.places[key].within
        )
        return {name for name in around if name in self.nodes}

    def phase(self, key: str) -> Phase | None:
        return next((phase for phase in self.document.phases if phase.key == key), None)


def _all(document: WorkflowDocument) -> Iterator[Place]:
    numbers = iter(range(100_000))
    stretches: tuple[Phase | Event, ...] = (*document.phases, *document.events)
    for stretch in stretches:
        yield from _below(
            stretch.blocks, Place(stretch, stretch.key, isinstance(stretch, Event), 0), numbers
        )


def _below(blocks: Iterable[Any], around: Place, numbers: Iterator[int]) -> Iterator[Place]:
    for block in blocks:
        place = Place(block, around.stretch, around.side, next(numbers), around.within)
        yield place
        at_once = not isinstance(block, Choice)
        for branch in getattr(block, "branches", ()):
            step = (block.key, branch.key, at_once)
            inner = Place(block, around.stretch, around.side, 0, (*around.within, step))
            yield from _below(branch.blocks, inner, numbers)
