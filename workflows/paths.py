"""Where a path of blocks leads: whether it goes on, what comes first. Pure; shared by building, checking and drawing."""

from workflows.document import AnyBlock, Choice, End, Parallel, Return


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
