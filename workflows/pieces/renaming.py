"""Keys that are free where a piece comes to stand, said wherever the piece names them. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from forms.conditions.rules import Rule
from workflows.document import Gate, Need, Phase, Role, WorkflowDocument
from workflows.pieces.taking_out import Piece
from workflows.steps import AnyBlock, Branch, Choice, Moment, Parallel, Return, walk
from workflows.tables import Table

LONGEST = 40
STEPS, PHASES, GATES = "steps", "phases", "gates"
Names = Mapping[str, Mapping[str, str]]  # {which: {key there: key here}}


def free_names(piece: Piece, there: WorkflowDocument, before: Names | None = None) -> Names:
    """A key for each part of a piece that nothing in the other workflow has.

    before   the keys that an earlier copy of it got: they stay
    """
    before = before or {}
    answering = (*there.blocks(), *there.events, *there.obligations)
    inside = (block.key for block in walk(piece.phase.blocks))
    phases = [piece.phase.key] if piece.phase.key else []
    gates = (gate.key for gate in piece.document.gates)
    return {
        STEPS: _free(inside, {part.key for part in answering}, before.get(STEPS, {})),
        PHASES: _free(phases, {part.key for part in there.phases}, before.get(PHASES, {})),
        GATES: _free(gates, {part.key for part in there.gates}, before.get(GATES, {})),
    }


def _free(keys: Iterable[str], taken: set[str], before: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    taken = set(taken) | set(before.values())
    for key in keys:
        found[key] = before.get(key) or _numbered(key, taken)
        taken.add(found[key])
    return found


def _numbered(key: str, taken: set[str]) -> str:
    number, free = 2, key
    while free in taken:
        free = f"{key[: LONGEST - len(str(number)) - 1]}_{number}"
        number += 1
    return free


def renamed(piece: Piece, names: Names) -> Piece:
    """The same piece under other keys: its rules, days, gates, tables and words follow."""
    return _Renaming(names[STEPS], names[PHASES], names[GATES]).piece(piece)


@dataclass(frozen=True, slots=True)
class _Renaming:
    steps: Mapping[str, str]
    phases: Mapping[str, str]
    gates: Mapping[str, str]

    def piece(self, piece: Piece) -> Piece:
        document = piece.document
        made = replace(
            document,
            phases=tuple(self.phase(each) for each in document.phases),
            gates=tuple(self.gate(each) for each in document.gates),
            roles=tuple(self.role(each) for each in document.roles),
            tables=tuple(self.table(each) for each in document.tables),
        )
        others = {language: self.words(said) for language, said in piece.others.items()}
        return Piece(made, self.words(piece.texts), others)

    def words(self, texts: Mapping[str, str]) -> dict[str, str]:
        return {self.text(key): text for key, text in texts.items()}

    def phase(self, phase: Phase) -> Phase:
        key = self.phases.get(phase.key, phase.key)
        return replace(phase, key=key, blocks=self.blocks(phase.blocks))

    def blocks(self, blocks: tuple[AnyBlock, ...]) -> tuple[AnyBlock, ...]:
        return tuple(self.block(block) for block in blocks)

    def block(self, block: AnyBlock) -> AnyBlock:
        changed: dict[str, Any] = {"key": self.steps.get(block.key, block.key)}
        for each in fields(block):
            value = getattr(block, each.name)
            if isinstance(value, Moment):
                changed[each.name] = replace(value, anchor=self.anchor(value.anchor))
            elif isinstance(value, Rule):
                changed[each.name] = self.rule(value)
        if isinstance(block, Choice | Parallel):
            changed["branches"] = tuple(self.branch(each) for each in block.branches)
        if isinstance(block, Return):
            changed["phase"] = self.phases.get(block.phase, block.phase)
        return replace(block, **changed)

    def branch(self, branch: Branch) -> Branch:
        rule = self.rule(branch.rule) if branch.rule else None
        return replace(branch, blocks=self.blocks(branch.blocks), rule=rule)

    def gate(self, gate: Gate) -> Gate:
        return replace(
            gate,
            key=self.gates.get(gate.key, gate.key),
            step=self.steps.get(gate.step, gate.step),
            rule=self.rule(gate.rule),
        )

    def role(self, role: Role) -> Role:
        needs = tuple(
            Need(need.qualification, self.rule(need.rule) if need.rule else None)
            for need in role.needs
        )
        return replace(role, needs=needs)

    def table(self, table: Table) -> Table:
        return replace(table, columns=tuple(map(self.fact, table.columns)))

    def rule(self, rule: Rule) -> Rule:
        rows = tuple(replace(row, field=self.fact(row.field)) for row in rule.rows)
        return replace(rule, rows=rows)

    def fact(self, fact: str) -> str:
        first, dot, rest = fact.partition(".")
        if first in ("done", "met", "event"):
            key, inner, last = rest.partition(".")
            return f"{first}{dot}{self.steps.get(key, key)}{inner}{last}"
        return f"{self.steps.get(first, first)}{dot}{rest}" if dot else fact

    def anchor(self, anchor: str) -> str:
        kind, colon, key = anchor.partition(":")
        called: Mapping[str, Callable[[str], str]] = {
            "phase": lambda each: self.phases.get(each, each),
            "answer": self.fact,
        }
        return f"{kind}{colon}{called[kind](key)}" if kind in called else anchor

    def text(self, key: str) -> str:
        """The name of a text: `step.<key>.title`, `branch.<fork>.<way>`, `gate.<key>`."""
        kind, _dot, rest = key.partition(".")
        named, dot, last = rest.partition(".")
        known = {
            "step": self.steps,
            "branch": self.steps,
            "decision": self.steps,
            "phase": self.phases,
            "gate": self.gates,
        }.get(kind, {})
        return f"{kind}.{known.get(named, named)}{dot}{last}"
