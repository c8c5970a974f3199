"""Ways at once that a new version adds where a path is under way: which of them begin, and which cannot. Pure."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from workflows import texts as words
from workflows.moves.places import JOIN, Side
from workflows.moves.verdicts import Reason, Rest
from workflows.steps import Branch, Choice, Parallel, Task, Wait


@dataclass(frozen=True, slots=True)
class Beside:
    """A way that runs beside where a path goes on, and that the path has not come to.

    node   where it begins; "" when it begins with something that would not rest there
    """

    reason: Reason
    node: str = ""


def beside(
    before: Side,
    after: Side,
    rested: Iterable[Rest],
    nodes: Iterable[str],
    done: Container[str],
) -> Iterator[Beside]:
    """Yield every way at once that the path has to begin, once.

    rested   what the path rested on in the old version;  nodes  where it goes on in the new one
    done     what was done already is not done again: a way begins after it
    """
    begun = _begun(before, rested)
    for key, taken in _taken(after, nodes).items():
        block = after.places[key].block
        for way in block.branches:
            if way.key in taken or way.key in begun.get(key, ()):
                continue
            first = next((each for each in way.blocks if each.key not in done), None)
            if first is None:
                continue
            title = words.title(after.texts, first)
            if rests_at_once(first):
                yield Beside(Reason("begins", first.key, title), first_node(first))
            else:
                yield Beside(Reason("not_begun", way.key, _label(after, block, way)))


def rests_at_once(block: object) -> bool:
    """Whether whoever comes to a block has something to do or to wait for, and goes nowhere by itself."""
    match block:
        case Choice():
            return bool(block.judged_by)
        case Parallel():
            return all(way.blocks and rests_at_once(way.blocks[0]) for way in block.branches)
        case _:
            return isinstance(block, Task | Wait)


def first_node(block: object) -> str:
    """The node at which a block that rests at once begins."""
    return f"judge_{block.key}" if isinstance(block, Choice) else f"n_{block.key}"  # type: ignore[attr-defined]


def _begun(before: Side, rested: Iterable[Rest]) -> dict[str, set[str]]:
    """{block whose ways run at once and are not all over: those ways}: they began together."""
    found = set()
    for rest in rested:
        if (place := before.names.get(rest.node)) is None:
            continue
        found |= {block for block, _way, at_once in place.within if at_once}
        if rest.node.startswith(JOIN):
            found.add(place.key)
    return {key: {way.key for way in before.places[key].block.branches} for key in found}


def _taken(after: Side, nodes: Iterable[str]) -> dict[str, set[str]]:
    """{block whose ways run at once: those of them that the path goes on in}."""
    taken: dict[str, set[str]] = {}
    for node in nodes:
        if place := after.names.get(node):
            for block, way, at_once in place.within:
                if at_once:
                    taken.setdefault(block, set()).add(way)
    return taken


def _label(side: Side, block: Parallel, way: Branch) -> str:
    return side.texts.get(f"branch.{block.key}.{way.key}") or way.key
