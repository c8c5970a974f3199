"""Where a path of blocks leads: whether it goes on, what comes next. Pure; for building, checking and drawing."""

from collections.abc import Iterable

from workflows.document import WorkflowDocument
from workflows.steps import AnyBlock, Choice, End, Parallel, Return


def depth(blocks: tuple[AnyBlock, ...]) -> int:
    """Count how many choices and parallels stand inside each other."""
    forks = (block for block in blocks if isinstance(block, Choice | Parallel))
    return max(
        (1 + max((depth(b.blocks) for b in fork.branches), default=0) for fork in forks), default=0
    )


def goes_on(blocks: tuple[AnyBlock, ...]) -> bool:
    """Tell whether anybody can walk out at the far end of these blocks."""
    return all(_lets_through(block) for block in blocks)


def _lets_through(block: AnyBlock) -> bool:
    match block:
        case End() | Return():
            return False
        case Choice(branches=branches) | Parallel(branches=branches) if branches:
            return any(goes_on(branch.blocks) for branch in branches)
        case _:
            return True


DEEPEST = 3  # levels of nesting that the editor can show
FALLS_OFF = "(nothing)"  # where a path leads that nothing follows
Ways = dict[str, frozenset[str]]


def ways(document: WorkflowDocument) -> Ways:
    """Map every block to the blocks that may come next, along the phases; returns lead back."""
    found: dict[str, set[str]] = {}
    entries = phase_entries(document)
    after = [entries[phase.key] for phase in document.phases[1:]] + [FALLS_OFF]
    for phase, follower in zip(document.phases, after, strict=False):
        _walk(phase.blocks, follower, entries, found)
    for event in document.events:
        _walk(event.blocks, FALLS_OFF, entries, found)
    return {key: frozenset(those) for key, those in found.items()}


def phase_entries(document: WorkflowDocument) -> dict[str, str]:
    """Name the block in which each phase begins; an empty phase begins where the next one does."""
    entries: dict[str, str] = {}
    follower = FALLS_OFF
    for phase in reversed(document.phases):
        follower = phase.blocks[0].key if phase.blocks else follower
        entries[phase.key] = follower
    return entries


def reached(start: Iterable[str], along: Ways) -> frozenset[str]:
    """Collect everything that can be walked to from `start`, itself included."""
    seen: set[str] = set()
    waiting = list(start)
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting.extend(along.get(key, ()))
    return frozenset(seen)


def backwards(along: Ways) -> Ways:
    """Turn every way around."""
    turned: dict[str, set[str]] = {}
    for key, followers in along.items():
        for follower in followers:
            turned.setdefault(follower, set()).add(key)
    return {key: frozenset(those) for key, those in turned.items()}


def _walk(
    blocks: tuple[AnyBlock, ...], after: str, entries: dict[str, str], found: dict[str, set[str]]
) -> None:
    for place, block in enumerate(blocks):
        follower = blocks[place + 1].key if place + 1 < len(blocks) else after
        onward = found.setdefault(block.key, set())
        match block:
            case End():
                pass
            case Return(phase=phase):
                onward.add(entries.get(phase, FALLS_OFF))
            case Choice(branches=branches) | Parallel(branches=branches) if branches:
                for branch in branches:
                    onward.add(branch.blocks[0].key if branch.blocks else follower)
                    _walk(branch.blocks, follower, entries, found)
            case _:
                onward.add(follower)
