"""A phase or a step taken out of a workflow, with what it names beside the path. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from workflows import named
from workflows import texts as words
from workflows.document import Phase, WorkflowDocument
from workflows.facts import TABLE, owner_of
from workflows.steps import AnyBlock, End, walk
from workflows.tables import Table

PHASE, STEP = "phase", "step"


@dataclass(frozen=True, slots=True)
class Piece:
    """One phase, or one step in a phase without a key, as a small workflow of its own.

    texts    the words of all that is in it
    others   the same in other languages, as far as they are said: {language: words}
    """

    document: WorkflowDocument
    texts: Mapping[str, str]
    others: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def phase(self) -> Phase:
        return self.document.phases[0]

    @property
    def part(self) -> Phase | AnyBlock:
        """The phase, or the step."""
        return self.phase if self.phase.key else self.phase.blocks[0]

    @property
    def kind(self) -> str:
        return PHASE if self.phase.key else STEP

    @property
    def key(self) -> str:
        return self.part.key

    @property
    def title(self) -> str:
        return words.title(self.texts, self.part)

    def to_json(self) -> dict[str, Any]:
        others = {language: dict(words) for language, words in self.others.items()}
        more = {"others": others} if others else {}
        return {"document": self.document.to_json(), "texts": dict(self.texts), **more}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Piece":
        document = stored["document"]
        phases = [{"key": "", **phase} for phase in document["phases"]]  # a step's has none
        read = WorkflowDocument.from_json({**document, "phases": phases})
        return cls(read, stored["texts"], stored.get("others", {}))


def offered(
    document: WorkflowDocument, texts: Mapping[str, str]
) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yield what can be taken out, phase by phase: (name of the phase, its title, [(name of a step, its title)])."""
    for phase in document.phases:
        steps = [
            (f"{STEP}:{block.key}", words.title(texts, block))
            for block in walk(phase.blocks)
            if _stands_alone(block)
        ]
        yield f"{PHASE}:{phase.key}", words.title(texts, phase), steps


def taken_out(
    document: WorkflowDocument,
    texts: Mapping[str, str],
    name: str,
    others: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> Piece | None:
    """Take out what a name means; None when it is not there any more.

    name     `phase:<key>` or `step:<key>`
    others   the words in other languages
    """
    kind, _colon, key = name.partition(":")
    if kind == PHASE:
        phase = next((each for each in document.phases if each.key == key), None)
    else:
        found = (block for block in document.blocks() if block.key == key and _stands_alone(block))
        phase = next((Phase("", (block,)) for block in found), None)
    if phase is None:
        return None
    made = _with_sides(document, texts, phase)
    said = {language: _said(made.document, words) for language, words in others.items()}
    return replace(made, others={language: words for language, words in said.items() if words})


def _stands_alone(block: AnyBlock) -> bool:
    """A return belongs to its phases and an end to its path: they are drawn anew in a moment."""
    return block.kind not in ("return", "end")


def _with_sides(document: WorkflowDocument, texts: Mapping[str, str], phase: Phase) -> Piece:
    """The phase with the roles, outcomes, tables and gates that it names."""
    inside = tuple(walk(phase.blocks))
    keys = {block.key for block in inside}
    gates = tuple(gate for gate in document.gates if gate.step in keys)
    tables = _tables(document, (*inside, *gates))
    roles = {
        each
        for block in inside
        for role in named.roles(block)
        for each in named.ways_back(document, role)
    }
    ends = {block.outcome for block in inside if isinstance(block, End)}
    made = WorkflowDocument(
        phases=(phase,),
        roles=tuple(role for role in document.roles if role.key in roles),
        gates=gates,
        outcomes=tuple(each for each in document.outcomes if each.key in ends),
        tables=tables,
    )
    return Piece(made, _said(made, texts))


def _tables(document: WorkflowDocument, parts: tuple[object, ...]) -> tuple[Table, ...]:
    read = {fact for part in parts for fact in named.facts(part) if fact.startswith(TABLE)}
    return tuple(table for table in document.tables if f"{TABLE}{table.key}" in read)


def _said(document: WorkflowDocument, texts: Mapping[str, str]) -> dict[str, str]:
    return {
        key: text
        for key, text in words.kept(document, texts).items()
        if key != words.TITLE and not key.startswith("step.start.")
    }


def narrowed(piece: Piece, there: WorkflowDocument) -> Piece:
    """What comes along into a workflow: roles, outcomes and tables that it has already stay behind."""

    def new(parts: tuple[Any, ...], own: tuple[Any, ...]) -> tuple[Any, ...]:
        known = {part.key for part in own}
        return tuple(part for part in parts if part.key not in known)

    document = replace(
        piece.document,
        roles=new(piece.document.roles, there.roles),
        outcomes=new(piece.document.outcomes, there.outcomes),
        tables=new(piece.document.tables, there.tables),
    )
    laws = set(words.laws(piece.document)) & set(words.laws(there))

    def without_laws(texts: Mapping[str, str]) -> dict[str, str]:
        return {key: text for key, text in texts.items() if key.removeprefix("law.") not in laws}

    others = {
        language: words.kept(document, without_laws(said))
        for language, said in piece.others.items()
    }
    return Piece(document, without_laws(piece.texts), others)


def unknown(piece: Piece, there: WorkflowDocument) -> list[str]:
    """Name the steps, phases and obligations of its old workflow that a piece counts on, and that are not there."""
    document = piece.document
    inside = tuple(walk(piece.phase.blocks))
    known = {each.key for each in (*there.blocks(), *there.events, *there.obligations, *inside)}
    known |= {"", "start"}
    parts: tuple[object, ...] = (*inside, *document.gates, *document.tables, *document.roles)
    owners = [owner_of(fact) for part in parts for fact in named.facts(part)]
    owners += [
        day.anchor.partition(":")[2]
        for part in parts
        for day in named.moments(part)
        if day.anchor.startswith("obligation:")
    ]
    phases = {phase.key for phase in there.phases} | {piece.phase.key}
    phases_named = [block.phase for block in inside if block.kind == "return"]  # type: ignore[union-attr]
    phases_named += [
        day.anchor.partition(":")[2]
        for part in parts
        for day in named.moments(part)
        if day.anchor.startswith("phase:")
    ]
    lost = [key for key in owners if key not in known]
    lost += [key for key in phases_named if key not in phases]
    return list(dict.fromkeys(lost))
