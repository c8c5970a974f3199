"""What comes after a step, read from the drawing. Pure: says only what is certain, else nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from forms.conditions.rules import Rule
from workflows.document import WorkflowDocument
from workflows.steps import AnyBlock, Choice, End, Parallel, Return, Task, Wait

Judge = Callable[[Rule], bool]


@dataclass(frozen=True, slots=True)
class Following:
    """What the path reaches next.

    tasks     keys of the tasks that are given out
    phase     the phase that is entered; "" when the case stays in its phase
    outcome   how the case ends; "" when it goes on
    waits     the path waits for a day or an answer
    judged    somebody decides the way: the key of that choice
    """

    tasks: tuple[str, ...] = ()
    phase: str = ""
    outcome: str = ""
    waits: bool = False
    judged: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: the blocks after it, and the same for what it is nested in."""

    rest: tuple[AnyBlock, ...]
    outer: "_Place | None" = None
    joins: bool = False  # leaving this place waits for other branches


def following(document: WorkflowDocument, key: str, holds: Judge) -> Following:
    """Say what follows when a step is finished.

    holds     judges a rule with everything known, the new answers included
    returns   nothing at all when that hangs on other branches, or when the step stands beside the path
    """
    for number, phase in enumerate(document.phases):
        place = _find(phase.blocks, key, None)
        if place:
            return _onward(document, place, number, holds)
    for event in document.events:
        place = _find(event.blocks, key, None)
        if place:
            return _within(place, holds) or Following()
    return Following()


def at_start(document: WorkflowDocument, holds: Judge) -> Following:
    """Say what a case begins with.

    holds  judges a rule with everything known, the first answers included
    """
    return _onward(document, _Place(document.phases[0].blocks), 0, holds)


def beginning(blocks: tuple[AnyBlock, ...], holds: Judge) -> Following:
    """Say what a stretch of blocks begins with, such as those of an event."""
    return _within(_Place(blocks), holds) or Following()


def _onward(document: WorkflowDocument, place: _Place, number: int, holds: Judge) -> Following:
    found = _within(place, holds)
    if found is not None:
        return found
    if number + 1 == len(document.phases):
        return Following()
    after = document.phases[number + 1]
    first = _within(_Place(after.blocks), holds) or Following()
    return Following(first.tasks, after.key, first.outcome, first.waits, first.judged)


def _within(place: _Place | None, holds: Judge) -> Following | None:
    """Walk outwards until something happens; None when the end of the stretch is reached."""
    while place is not None:
        for block in place.rest:
            found = _meets(block, holds)
            if found is not None:
                return found
        if place.joins:
            return Following()  # the other branches must be finished, too
        place = place.outer
    return None


def _meets(block: AnyBlock, holds: Judge) -> Following | None:
    """Say what a block does when the path reaches it; None when it is passed without stopping."""
    match block:
        case Task(key=key):
            return Following(tasks=(key,))
        case Wait():
            return Following(waits=True)
        case Return(phase=phase):
            return Following(phase=phase)
        case End(outcome=outcome):
            return Following(outcome=outcome)
        case Choice(key=key, judged_by=judge) if judge:
            return Following(judged=key)
        case Choice(branches=branches):
            chosen = next((way for way in branches if way.rule is None or holds(way.rule)), None)
            return _within(_Place(chosen.blocks), holds) if chosen else None
        case Parallel(branches=branches):
            return _several([_within(_Place(way.blocks), holds) for way in branches])
    return None


def _several(found: list[Following | None]) -> Following | None:
    tasks = tuple(key for each in found if each for key in each.tasks)
    waits = any(each.waits for each in found if each)
    return Following(tasks=tasks, waits=waits) if tasks or waits else None


def _find(
    blocks: tuple[AnyBlock, ...], key: str, outer: _Place | None, *, joins: bool = False
) -> _Place | None:
    """Find where a step stands."""
    for number, block in enumerate(blocks):
        here = _Place(blocks[number + 1 :], outer, joins)
        if block.key == key:
            return here
        if isinstance(block, Choice | Parallel):
            for branch in block.branches:
                found = _find(branch.blocks, key, here, joins=isinstance(block, Parallel))
                if found:
                    return found
    return None
