"""A workflow as nested text: the same content as its picture, for reading aloud. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from workflows import spoken
from workflows import texts as words
from workflows.document import Event, Obligation, Phase, WorkflowDocument
from workflows.layout import Say
from workflows.steps import AnyBlock, Choice, Parallel, Return, Task
from workflows.tables import Table

KINDS: Mapping[str, str] = {
    "task": "step",
    "meeting": "meeting",
    "decision": "decision",
    "several": "several parties",
    "wait": "wait",
    "choice": "choice",
    "parallel": "at once",
    "return": "return",
    "end": "end",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line, with what stands below it.

    key    the part it is about, for linking it with the picture and the problems
    note   kind, role or day, in small letters
    """

    text: str
    note: str = ""
    key: str = ""
    level: Literal["phase", "block", "way"] = "block"
    below: tuple["Line", ...] = ()


def outline(
    document: WorkflowDocument, texts: Mapping[str, str], *, say: Say = str
) -> tuple[Line, ...]:
    """Read a workflow from start to end: phases with their blocks, then events and obligations."""
    return tuple(_Reading(document, texts, say).lines())


class _Reading:
    def __init__(self, document: WorkflowDocument, texts: Mapping[str, str], say: Say) -> None:
        self.document, self.texts, self.say = document, texts, say
        self.phases = [phase.key for phase in document.phases]

    def lines(self) -> Iterator[Line]:
        for number, phase in enumerate(self.document.phases, 1):
            yield self.phase(number, phase)
        if self.document.events:
            events = tuple(self.event(event) for event in self.document.events)
            yield Line(self.say("Any time"), level="phase", below=events)
        if self.document.obligations:
            owed = tuple(self.obligation(each) for each in self.document.obligations)
            yield Line(self.say("Owed on a date"), level="phase", below=owed)
        if self.document.tables:
            read = tuple(self.table(each) for each in self.document.tables)
            yield Line(self.say("Decision tables"), level="phase", below=read)

    def table(self, table: Table) -> Line:
        rows = spoken.table_rows(table, self.document, self.texts, self.say)
        numbered = (Line(f"{number}. {row}") for number, row in enumerate(rows, 1))
        rule = (
            self.say("Exactly one row may fit")
            if table.one
            else self.say("The first row that fits counts")
        )
        return Line(words.title(self.texts, table), rule, table.key, below=tuple(numbered))

    def phase(self, number: int, phase: Phase) -> Line:
        name = f"{number}. {words.title(self.texts, phase)}"
        return Line(name, key=phase.key, level="phase", below=self.blocks(phase.blocks))

    def event(self, event: Event) -> Line:
        numbers = [str(self.phases.index(key) + 1) for key in event.phases if key in self.phases]
        where = self.say("in phase %(phases)s") % {"phases": ", ".join(numbers)} if numbers else ""
        does = spoken.effect(event, self.say)
        note = ", ".join(filter(None, (where, does)))
        return Line(
            words.title(self.texts, event), note, event.key, below=self.blocks(event.blocks)
        )

    def obligation(self, owed: Obligation) -> Line:
        when = spoken.obligation(owed, self.document, self.texts, self.say)
        return Line(words.title(self.texts, owed), when, owed.key)

    def blocks(self, blocks: tuple[AnyBlock, ...]) -> tuple[Line, ...]:
        return tuple(self.block(block) for block in blocks)

    def block(self, block: AnyBlock) -> Line:
        kind = self.say(KINDS[block.kind])
        match block:
            case Return():
                return Line(self.back_to(block), key=block.key)
            case Parallel():
                name = self.texts.get(words.title_key(block), "") or self.say("At once")
                return Line(name, key=block.key, below=self.ways(block))
            case Choice():
                return Line(words.title(self.texts, block), key=block.key, below=self.ways(block))
            case Task():
                role = self.texts.get(f"role.{block.role}.title", block.role)
                note = ", ".join(filter(None, (kind, role)))
                return Line(words.title(self.texts, block), note, block.key)
            case _:
                return Line(words.title(self.texts, block), kind, block.key)

    def back_to(self, block: Return) -> str:
        known = block.phase in self.phases
        number = str(self.phases.index(block.phase) + 1) if known else block.phase
        return self.say("Back to %(phase)s") % {"phase": number}

    def ways(self, block: Choice | Parallel) -> tuple[Line, ...]:
        lines = []
        for number, branch in enumerate(block.branches, 1):
            label = self.texts.get(words.branch_key(block, branch), "").strip()
            if not label:
                otherwise = isinstance(block, Choice) and number == len(block.branches)
                label = (
                    self.say("Otherwise")
                    if otherwise
                    else self.say("Way %(number)s") % {"number": number}
                )
            on = "" if branch.blocks else self.say("onward")
            lines.append(Line(label, on, level="way", below=self.blocks(branch.blocks)))
        return tuple(lines)
