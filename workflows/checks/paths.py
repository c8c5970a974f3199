"""The path: every block can be reached, every case can end, and nobody is left behind."""

from collections.abc import Iterator

from forms.problems import Problem
from workflows.checks.drawing import Drawing
from workflows.document import Event, Phase
from workflows.paths import (
    DEEPEST,
    FALLS_OFF,
    backwards,
    depth,
    goes_on,
    phase_entries,
    reached,
    ways,
)
from workflows.speech import _
from workflows.steps import AnyBlock, Choice, End, Parallel, Return, walk


def there_are_phases(drawing: Drawing) -> Iterator[Problem]:
    if not drawing.document.phases:
        yield Problem(_("The workflow has no phases. Add one, with the steps that belong to it."))


def phases_hold_something(drawing: Drawing) -> Iterator[Problem]:
    for phase in drawing.document.phases:
        if not phase.blocks:
            yield drawing.said(
                _("The phase “%(name)s” is empty. Add a step or remove the phase."), phase
            )


def nesting_can_be_edited(drawing: Drawing) -> Iterator[Problem]:
    for stretch in _stretches(drawing):
        if depth(stretch.blocks) > DEEPEST:
            yield drawing.said(
                _(
                    "“%(name)s” has choices inside each other on more than %(deepest)s levels. Make it flatter."
                ),
                stretch,
                deepest=DEEPEST,
            )


def nothing_stands_after_an_end(drawing: Drawing) -> Iterator[Problem]:
    for blocks in _sequences(drawing):
        for place, block in enumerate(blocks[1:], 1):
            if goes_on(blocks[: place - 1]) and not goes_on(blocks[:place]):
                yield drawing.said(
                    _(
                        "“%(name)s” can never be reached: the path has already ended or turned back before it."
                    ),
                    block,
                )


def phases_can_be_reached(drawing: Drawing) -> Iterator[Problem]:
    entries = phase_entries(drawing.document)
    begun = reached([entries[phase] for phase in drawing.phases[:1]], ways(drawing.document))
    for phase in drawing.document.phases:
        if phase.blocks and phase.blocks[0].key not in begun:
            yield drawing.said(
                _("The phase “%(name)s” can never be reached: no path leads into it."), phase
            )


def the_path_leads_to_an_end(drawing: Drawing) -> Iterator[Problem]:
    """The last phase must not run out, and no place may be without a way to an end."""
    document = drawing.document
    if document.phases and goes_on(document.phases[-1].blocks):
        yield drawing.said(
            _(
                "After the last phase, “%(name)s”, nothing follows. Let it close with an end and an outcome."
            ),
            document.phases[-1],
        )
        return
    ends = [block.key for block in drawing.blocks if isinstance(block, End)]
    ending = reached([*ends, FALLS_OFF], backwards(ways(document)))
    for phase in document.phases:
        stuck = next((block for block in walk(phase.blocks) if block.key not in ending), None)
        if stuck:
            yield drawing.said(
                _(
                    "From “%(name)s” no path leads to an end: a case would go round for ever. Add a way out."
                ),
                stuck,
            )
            return


def returns_lead_back(drawing: Drawing) -> Iterator[Problem]:
    for place, phase in enumerate(drawing.document.phases):
        for block in walk(phase.blocks):
            if not isinstance(block, Return):
                continue
            if block.phase not in drawing.phases:
                yield drawing.said(
                    _(
                        "A return in “%(name)s” names no phase that exists. Choose this phase or an earlier one."
                    ),
                    phase,
                )
            elif drawing.phases.index(block.phase) > place:
                yield drawing.said(
                    _("A return in “%(name)s” leads forward. Choose this phase or an earlier one."),
                    phase,
                )


def returns_leave_nobody_behind(drawing: Drawing) -> Iterator[Problem]:
    for fork in drawing.forks:
        inside = [block for branch in fork.branches for block in walk(branch.blocks)]
        if isinstance(fork, Parallel) and any(isinstance(block, Return) for block in inside):
            yield drawing.said(
                _(
                    "“%(name)s” has a return inside ways that run at once: the other ways would be left behind. "
                    "Let them meet first, and return after that."
                ),
                fork,
            )


def events_do_not_return(drawing: Drawing) -> Iterator[Problem]:
    for event in drawing.document.events:
        if any(isinstance(block, Return) for block in walk(event.blocks)):
            yield drawing.said(
                _(
                    "The event “%(name)s” has a return. It runs beside the path, so it can end a case but not "
                    "turn it back."
                ),
                event,
            )


def choices_have_ways(drawing: Drawing) -> Iterator[Problem]:
    for fork in drawing.forks:
        if len(fork.branches) < 2:  # noqa: PLR2004  one way is no choice
            yield drawing.said(_("“%(name)s” needs at least two ways to go."), fork)


def choices_have_an_otherwise(drawing: Drawing) -> Iterator[Problem]:
    for choice in _choices(drawing):
        if not choice.judged_by and choice.branches and choice.branches[-1].rule:
            yield drawing.said(
                _(
                    "“%(name)s” has no way for everybody else. Add a last way without a rule: otherwise."
                ),
                choice,
            )


def every_way_of_a_choice_can_be_taken(drawing: Drawing) -> Iterator[Problem]:
    for choice in _choices(drawing):
        if choice.judged_by:
            continue
        for place, branch in enumerate(choice.branches[:-1]):
            earlier = [other.rule for other in choice.branches[:place]]
            if branch.rule is None or branch.rule in earlier:
                yield drawing.said(
                    _(
                        "Way %(number)s of “%(name)s” can never be taken or hides the ways after it. Give it a rule "
                        "of its own."
                    ),
                    choice,
                    number=place + 1,
                )


def a_judged_choice_has_no_rules(drawing: Drawing) -> Iterator[Problem]:
    for choice in _choices(drawing):
        if choice.judged_by and any(branch.rule for branch in choice.branches):
            yield drawing.said(
                _(
                    "“%(name)s” is judged by a person, so its rules are never read. Remove them, or let the answers "
                    "decide."
                ),
                choice,
            )


def ways_at_once_do_something(drawing: Drawing) -> Iterator[Problem]:
    for fork in drawing.forks:
        if isinstance(fork, Parallel) and any(not branch.blocks for branch in fork.branches):
            yield drawing.said(
                _("“%(name)s” has an empty way. Add a step to it or remove it."), fork
            )


def _choices(drawing: Drawing) -> Iterator[Choice]:
    return (fork for fork in drawing.forks if isinstance(fork, Choice))


def _stretches(drawing: Drawing) -> tuple[Phase | Event, ...]:
    return (*drawing.document.phases, *drawing.document.events)


def _sequences(drawing: Drawing) -> Iterator[tuple[AnyBlock, ...]]:
    for stretch in _stretches(drawing):
        yield stretch.blocks
    for fork in drawing.forks:
        yield from (branch.blocks for branch in fork.branches)
