"""How much room each text of a workflow has. The editor's blocks and the checks agree because both ask here. Pure."""

from collections.abc import Iterator

from forms.lengths import LINE, NAME, PARAGRAPHS, Room, Spoken
from workflows import texts as words
from workflows.document import Event, Obligation, Outcome, Phase, Role, WorkflowDocument
from workflows.steps import AnyBlock, Choice, Decision, Parallel, Several, Task, Wait
from workflows.tables import Table

SENTENCES = Room(1_000, lines=True)  # a lead, a gate's sentence, a law

__all__ = ["LINE", "NAME", "PARAGRAPHS", "SENTENCES", "Room", "rooms"]


def rooms(document: WorkflowDocument) -> Iterator[Spoken]:
    """Yield every text that a workflow may have, with its room."""
    yield words.TITLE, NAME, ""
    yield from _of_a_step("start", words.title_key(document.start))
    named: tuple[Phase | Role | Outcome | Table, ...] = (
        *document.phases,
        *document.roles,
        *document.outcomes,
        *document.tables,
    )
    for part in named:
        yield words.title_key(part), NAME, part.key
    for outcome in document.outcomes:
        for reason in outcome.reasons:
            yield words.reason_key(outcome.key, reason), NAME, outcome.key
    sides: tuple[Event | Obligation, ...] = (*document.events, *document.obligations)
    for side in sides:
        title = words.title_key(side)
        yield title, NAME, side.key
        yield title.removesuffix("title") + "guidance", PARAGRAPHS, side.key
    for gate in document.gates:
        yield words.title_key(gate), SENTENCES, gate.key
    for block in document.blocks():
        yield from _of_a_block(block)
    yield from ((f"law.{code}", SENTENCES, "") for code in words.laws(document))


def _of_a_block(block: AnyBlock) -> Iterator[Spoken]:
    match block:
        case Task(key=key):
            yield from _of_a_step(key, words.title_key(block))
        case Choice(key=key, branches=branches) | Parallel(key=key, branches=branches):
            yield words.title_key(block), NAME, key
            yield from ((words.branch_key(block, branch), NAME, key) for branch in branches)
        case Wait(key=key):
            yield words.title_key(block), NAME, key
    if isinstance(block, Decision):
        for said in words.decision_keys(block):
            yield said, PARAGRAPHS, block.key
    if isinstance(block, Several):
        yield words.request_key(block.key), NAME, block.key


def _of_a_step(key: str, title: str) -> Iterator[Spoken]:
    yield title, NAME, key
    yield f"step.{key}.lead", SENTENCES, key
    yield f"step.{key}.guidance", PARAGRAPHS, key
