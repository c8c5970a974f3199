"""The words of a workflow: flat `{key: text}` per language, frozen apart from the structure. Pure.

workflow.title · phase.<key>.title · step.<key>.title · .guidance (one tip a line) · .lead · branch.<choice>.<branch> ·
event.<key>.title · .guidance · obligation.<key>.title · .guidance · role.<key>.title · gate.<key> ·
outcome.<key>.title · .reason.<code> · table.<key>.title · law.<code> · decision.<step>.text · .refusal ·
step.<key>.request (of asking several)
"""

from collections.abc import Iterator, Mapping

from workflows.document import (
    Event,
    Gate,
    Obligation,
    Outcome,
    Phase,
    Role,
    Start,
    WorkflowDocument,
)
from workflows.steps import Branch, Choice, Decision, End, Parallel, Return, Several, Task, Wait
from workflows.tables import Table

Texts = Mapping[str, str]
Part = object  # anything of a document that has a name: a phase, a block, an event, a role ...
TITLE = "workflow.title"
# What the texts of a decision may name. A refusal has no period.
REFUSAL_PLACEHOLDERS = frozenset({"participant", "decided_by", "organisation"})
PLACEHOLDERS = REFUSAL_PLACEHOLDERS | {"starts_on", "ends_on", "months"}
DECISION_WORDS = ("text", "refusal")


def title_key(part: Part) -> str:
    """Name the text that holds what a part is called. Empty: it has no name of its own."""
    match part:
        case Start():
            return "step.start.title"
        case End(outcome=outcome):
            return f"outcome.{outcome}.title"
        case Return(phase=phase):
            return f"phase.{phase}.title"
        case (
            Phase(key=key)
            | Event(key=key)
            | Obligation(key=key)
            | Role(key=key)
            | Outcome(key=key)
            | Table(key=key)
        ):
            return f"{type(part).__name__.lower()}.{key}.title"
        case Gate(key=key):
            return f"gate.{key}"
        case Task(key=key) | Wait(key=key) | Choice(key=key) | Parallel(key=key):
            return f"step.{key}.title"
        case _:
            return ""


def decision_key(step: str, name: str) -> str:
    """Name the text that a decision is given as, or its refusal.

    name   one of DECISION_WORDS
    """
    return f"decision.{step}.{name}"


def decision_keys(decision: Decision) -> Iterator[str]:
    """Yield the texts that a decision may have: only one that can refuse has a refusal."""
    yield decision_key(decision.key, "text")
    if decision.can_refuse:
        yield decision_key(decision.key, "refusal")


def request_key(step: str) -> str:
    """Name the text that says what answering is called for those who are asked."""
    return f"step.{step}.request"


def branch_key(block: Choice | Parallel, branch: Branch) -> str:
    return f"branch.{block.key}.{branch.key}"


def title(texts: Texts, part: Part) -> str:
    """What a part is called; its key when nobody has named it yet."""
    return texts.get(title_key(part), "").strip() or getattr(part, "key", "")


def reason_key(outcome: str, reason: str) -> str:
    """Name the text that says why a case ends with an outcome."""
    return f"outcome.{outcome}.reason.{reason}"


def lines(text: str) -> list[str]:
    """Split guidance into one tip each."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def needed(document: WorkflowDocument) -> Iterator[str]:
    """Yield every text that a workflow cannot do without."""
    yield TITLE
    yield title_key(document.start)
    for part in _named(document):
        yield title_key(part)
    for block in document.blocks():
        match block:
            case Task() | Wait():
                yield title_key(block)
            case Choice(branches=branches):
                yield title_key(block)
                yield from (branch_key(block, branch) for branch in branches)
    for outcome in document.outcomes:
        yield from (reason_key(outcome.key, reason) for reason in outcome.reasons)
    yield from (f"law.{code}" for code in laws(document))


def possible(document: WorkflowDocument) -> Iterator[str]:
    """Yield every text that a workflow may have, needed or not."""
    yield from needed(document)
    yield from ("step.start.lead", "step.start.guidance")
    for side in (*document.events, *document.obligations):
        yield title_key(side).removesuffix("title") + "guidance"
    for block in document.blocks():
        match block:
            case Parallel(branches=branches):
                yield title_key(block)
                yield from (branch_key(block, branch) for branch in branches)
            case Task(key=key):
                yield from (f"step.{key}.lead", f"step.{key}.guidance")
        if isinstance(block, Decision):
            yield from decision_keys(block)
        if isinstance(block, Several):
            yield request_key(block.key)


def laws(document: WorkflowDocument) -> tuple[str, ...]:
    """Name the laws that decisions rest on, in the order of their first use."""
    codes = (code for task in document.tasks() if isinstance(task, Decision) for code in task.laws)
    return tuple(dict.fromkeys(codes))


def kept(document: WorkflowDocument, texts: Texts) -> dict[str, str]:
    """Keep the texts that belong to the document and say something, in a settled order."""
    wanted = set(possible(document))
    return {key: texts[key] for key in sorted(wanted & texts.keys()) if texts[key].strip()}


def missing(document: WorkflowDocument, texts: Texts) -> list[str]:
    """List the needed texts that a language lacks, each once."""
    return [key for key in dict.fromkeys(needed(document)) if not texts.get(key, "").strip()]


def _named(document: WorkflowDocument) -> Iterator[Part]:
    yield from document.phases
    yield from document.events
    yield from document.obligations
    yield from document.roles
    yield from document.gates
    yield from document.outcomes
    yield from document.tables
