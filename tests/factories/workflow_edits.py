"""Random edits of a workflow, such as an editor makes: whatever comes out is judged like any other version."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from tests.factories.workflow_trees import ROLES
from workflows.document import Event, Phase, Role, WorkflowDocument
from workflows.effects import Approval, ExtraTask, Transfer
from workflows.steps import (
    AnyBlock,
    Branch,
    Choice,
    End,
    Moment,
    Parallel,
    Period,
    Return,
    Task,
    Wait,
)

type Blocks = tuple[AnyBlock, ...]


@st.composite
def edited(draw: st.DrawFn, document: WorkflowDocument, *, most: int = 4) -> WorkflowDocument:
    """Draw a few edits, one after the other."""
    for number in range(draw(st.integers(1, most))):
        document = draw(st.sampled_from(EDITS))(draw, document, number)
    return document


def remove_step(draw: st.DrawFn, document: WorkflowDocument, _number: int) -> WorkflowDocument:
    """Take out a step, or a whole choice or parallel with all that is in it."""
    gone = _some(draw, document, lambda block: not isinstance(block, End | Return))
    return _each(document, lambda block: () if block.key == gone else (block,))


def unwrap(draw: st.DrawFn, document: WorkflowDocument, _number: int) -> WorkflowDocument:
    """Take out a choice or a parallel, and let what was in it follow one after the other."""
    gone = _some(draw, document, lambda block: isinstance(block, Choice | Parallel))

    def change(block: AnyBlock) -> Blocks:
        if block.key != gone or not isinstance(block, Choice | Parallel):
            return (block,)
        inside = (each for branch in block.branches for each in branch.blocks)
        return tuple(each for each in inside if not isinstance(each, End | Return))

    return _each(document, change)


def wrap(draw: st.DrawFn, document: WorkflowDocument, number: int) -> WorkflowDocument:
    """Put a step into one of several ways at once."""
    which = _some(draw, document, lambda block: isinstance(block, Task))

    def change(block: AnyBlock) -> Blocks:
        if block.key != which:
            return (block,)
        beside = Task(f"beside{number}", role=ROLES[0])
        ways = (Branch("one", (block,)), Branch("two", (beside,)))
        return (Parallel(f"around{number}", ways),)

    return _each(document, change)


def add_step(draw: st.DrawFn, document: WorkflowDocument, number: int) -> WorkflowDocument:
    """Put a task or a wait before a block."""
    where = _some(draw, document, lambda _block: True)
    new = draw(
        st.sampled_from(
            [
                Task(f"new{number}", role=ROLES[0]),
                Wait(f"pause{number}", until=Moment("now", Period(days=7))),
            ]
        )
    )
    return _each(document, lambda block: (new, block) if block.key == where else (block,))


def move_step(draw: st.DrawFn, document: WorkflowDocument, _number: int) -> WorkflowDocument:
    """Take a step from its place and put it before another one."""
    steps = {block.key: block for block in document.blocks() if isinstance(block, Task)}
    if not steps:
        return document
    step = steps[draw(st.sampled_from(sorted(steps)))]
    taken = _each(document, lambda block: () if block.key == step.key else (block,))
    where = _some(draw, taken, lambda _block: True)
    return _each(taken, lambda block: (step, block) if block.key == where else (block,))


def set_up_otherwise(draw: st.DrawFn, document: WorkflowDocument, _number: int) -> WorkflowDocument:
    """Give a step another role, a due day, or the right to be skipped."""
    which = _some(draw, document, lambda block: isinstance(block, Task))
    change: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"role": ROLES[1]},
                {"due": Moment("now", Period(weeks=2))},
                {"may_skip": True},
                {"due": Moment("case_start", Period(months=1)), "reminders": (-2,)},
            ]
        )
    )
    return _each(
        document,
        lambda block: (replace(block, **change),) if block.key == which else (block,),
    )


def remove_branch(draw: st.DrawFn, document: WorkflowDocument, _number: int) -> WorkflowDocument:
    """Take out one way of a choice or parallel that has more than two."""
    which = _some(
        draw,
        document,
        lambda block: len(getattr(block, "branches", ())) > 2,
    )
    return _each(
        document,
        lambda block: (
            (replace(block, branches=block.branches[1:]),)
            if block.key == which and isinstance(block, Choice | Parallel)
            else (block,)
        ),
    )


def join_phases(_draw: st.DrawFn, document: WorkflowDocument, _number: int) -> WorkflowDocument:
    """Make one phase of the first two."""
    if len(document.phases) < 2:
        return document
    first, second, *rest = document.phases
    joined = Phase(first.key, (*first.blocks, *second.blocks))
    found = replace(document, phases=(joined, *rest))
    return _each(
        found,
        lambda block: (
            (replace(block, phase=first.key),)
            if isinstance(block, Return) and block.phase == second.key
            else (block,)
        ),
    )


def drop_side(draw: st.DrawFn, document: WorkflowDocument, _number: int) -> WorkflowDocument:
    """Take out an event or something owed."""
    sides = (*document.events, *document.obligations)
    gone = draw(st.sampled_from(sorted(each.key for each in sides))) if sides else ""
    events = tuple(each for each in document.events if each.key != gone)
    owed = tuple(each for each in document.obligations if each.key != gone)
    return replace(document, events=events, obligations=owed)


def agree_otherwise(draw: st.DrawFn, document: WorkflowDocument, _number: int) -> WorkflowDocument:
    """Let others agree to something: other roles, or nobody any more."""
    roles = document.roles[-1:] if draw(st.booleans()) else document.roles
    keys = tuple(role.key for role in roles)
    nobody = draw(st.integers(0, 3)) == 0

    def change(event: Event) -> Event:
        match event.effect:
            case Approval():
                effect = None if nobody else Approval(keys, enough=1)
                return replace(event, effect=effect)
            case Transfer():
                return replace(event, effect=Transfer(keys))
        return event

    return replace(document, events=tuple(map(change, document.events)))


def rename_role(_draw: st.DrawFn, document: WorkflowDocument, number: int) -> WorkflowDocument:
    """Replace a role by another one everywhere."""
    old, new = document.roles[-1].key, f"role{number}"
    roles = (*document.roles[:-1], Role(new, who=document.roles[-1].who))
    owed = tuple(
        replace(each, role=new if each.role == old else each.role) for each in document.obligations
    )

    def change(block: AnyBlock) -> Blocks:
        if isinstance(block, Task) and block.role == old:
            return (replace(block, role=new),)
        if isinstance(block, Choice) and block.judged_by == old:
            return (replace(block, judged_by=new),)
        return (block,)

    events = tuple(_with_role(event, old, new) for event in document.events)
    return _each(replace(document, roles=roles, obligations=owed, events=events), change)


def _with_role(event: Event, old: str, new: str) -> Event:
    """The same event, with another role in what it does."""
    match event.effect:
        case Transfer(roles=roles) | Approval(roles=roles):
            named = tuple(new if each == old else each for each in roles)
            return replace(event, effect=replace(event.effect, roles=named))
        case ExtraTask(role=role) if role == old:
            return replace(event, effect=replace(event.effect, role=new))
    return event


EDITS = (
    remove_step,
    unwrap,
    wrap,
    add_step,
    move_step,
    set_up_otherwise,
    remove_branch,
    join_phases,
    drop_side,
    drop_side,  # what others are asked must be met while it waits
    agree_otherwise,
    rename_role,
)


def _some(draw: st.DrawFn, document: WorkflowDocument, fits: Callable[[AnyBlock], bool]) -> str:
    """Draw the key of a block that fits; "" when none does."""
    keys = sorted(block.key for block in document.blocks() if fits(block))
    return draw(st.sampled_from(keys)) if keys else ""


def _each(document: WorkflowDocument, change: Callable[[AnyBlock], Blocks]) -> WorkflowDocument:
    """Change every block of a document, the innermost first."""
    return replace(
        document,
        phases=tuple(
            replace(phase, blocks=_inside(phase.blocks, change)) for phase in document.phases
        ),
        events=tuple(_event(event, change) for event in document.events),
    )


def _event(event: Event, change: Callable[[AnyBlock], Blocks]) -> Event:
    return replace(event, blocks=_inside(event.blocks, change))


def _inside(blocks: Iterable[AnyBlock], change: Callable[[AnyBlock], Blocks]) -> Blocks:
    made: list[AnyBlock] = []
    for block in blocks:
        if isinstance(block, Choice | Parallel):
            ways = tuple(
                replace(branch, blocks=_inside(branch.blocks, change)) for branch in block.branches
            )
            block = replace(block, branches=ways)  # noqa: PLW2901  the same block, changed inside
        made.extend(change(block))
    return tuple(made)
