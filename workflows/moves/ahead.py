"""What a case can still come to, in one version and in another: whether it differs, and what nobody can answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from forms.conditions.rules import Row, Rule
from workflows.document import Event, Gate, Obligation
from workflows.facts import CASE, owner_of
from workflows.moves.places import Side
from workflows.moves.verdicts import Standing
from workflows.paths import FALLS_OFF, reached, ways
from workflows.steps import Choice, Task, Wait


@dataclass(frozen=True, slots=True)
class Blind:
    """A rule that lies ahead and reads what a case can no longer be asked.

    hard   the case could never go on there
    """

    part: Choice | Wait | Gate
    fact: str
    hard: bool


def lying_ahead(side: Side, nodes: Iterable[str]) -> frozenset[str]:
    """Keys of all blocks that can still be come to from these nodes, themselves included."""
    starts = [side.names[node].key for node in nodes if node in side.names]
    return reached(starts, ways(side.document)) - {FALLS_OFF}


def differs(before: Side, after: Side, nodes: Iterable[str]) -> bool:
    """Whether anything that can still happen to a case is different in the new version."""
    names = list(nodes)
    ahead, later = lying_ahead(before, names), lying_ahead(after, names)
    if ahead != later:
        return True
    old, new = ways(before.document), ways(after.document)
    if any(old[key] != new[key] or _apart(before, after, key) for key in ahead):
        return True
    one, other = before.document, after.document
    return (
        any(
            getattr(one, each.name) != getattr(other, each.name)
            for each in fields(one)
            if each.name not in ("start", "phases", "gates", "format")
        )
        or _forms_differ(before, after, ahead)
        or _gates(before, ahead) != _gates(after, later)
    )


def _apart(before: Side, after: Side, key: str) -> bool:
    """Whether a block is set up otherwise, or stands elsewhere."""
    one, other = before.places[key], after.places[key]
    return (
        one.within != other.within
        or one.stretch != other.stretch
        or setting_up(one.block) != setting_up(other.block)
    )


def setting_up(block: Any) -> tuple[Any, ...]:
    """How a block is set up, without what is nested in it."""
    own = [getattr(block, each.name) for each in fields(block) if each.name != "branches"]
    branches = [
        (branch.key, branch.rule, branch.blocks[0].key if branch.blocks else "")
        for branch in getattr(block, "branches", ())
    ]
    return (block.kind, own, branches)


def _gates(side: Side, ahead: frozenset[str]) -> list[Gate]:
    events = {event.key for event in side.document.events}
    return [gate for gate in side.document.gates if gate.step in ahead | events]


def _forms_differ(before: Side, after: Side, ahead: frozenset[str]) -> bool:
    asked = {getattr(after.places[key].block, "form", "") for key in ahead}
    sides: tuple[Event | Obligation, ...] = (*after.document.events, *after.document.obligations)
    asked |= {each.form for each in sides}
    asked |= {block.form for block in after.document.tasks() if after.places[block.key].side}
    return any(before.forms.get(slug) != after.forms.get(slug) for slug in asked if slug)


class Reading:
    """What the rules ahead read, and whether the case can still know it."""

    def __init__(self, before: Side, after: Side, standing: Standing) -> None:
        self.before, self.after, self.done = before, after, standing.done
        self.was_ahead = lying_ahead(before, (rest.node for rest in standing.rests))
        sides: tuple[Event | Obligation, ...] = (
            *after.document.events,
            *after.document.obligations,
        )
        self.any_time = {each.key for each in sides}
        self.any_time |= {key for key, place in after.places.items() if place.side}

    def blind(self, nodes: Iterable[str]) -> Iterator[Blind]:
        """Yield the rules ahead that read what nobody will be asked."""
        ahead = lying_ahead(self.after, nodes) | self.any_time
        for key, place in self.after.places.items():
            block = place.block
            if key not in ahead:
                continue
            if isinstance(block, Choice) and not block.judged_by:
                rules = [branch.rule for branch in block.branches]
                yield from self.about(block, rules, ahead, hard=False)
            elif isinstance(block, Wait) and block.until is None:
                yield from self.about(block, [block.rule], ahead, hard=True)
        for gate in self.after.document.gates:
            if gate.step in ahead:
                yield from self.about(gate, [gate.rule], ahead, hard=True)

    def about(
        self, part: Any, rules: Iterable[Rule | None], ahead: frozenset[str], *, hard: bool
    ) -> Iterator[Blind]:
        for rule in rules:
            unknown = [row for row in rule.rows if self.is_lost(row.field, ahead)] if rule else []
            if rule and unknown and not (hard and _can_hold(rule, unknown)):
                yield Blind(part, unknown[0].field, hard)
                return

    def is_lost(self, fact: str, ahead: frozenset[str]) -> bool:
        """Whether the case was not asked, will not be asked, and the change is why."""
        owner = owner_of(fact)
        if not owner or fact in CASE or owner in ahead or fact.startswith("met."):
            return False
        if owner == "start" or owner in self.done:
            return not fact.startswith("done.") and self.is_new_question(owner, fact)
        return owner in self.after.places and (
            owner not in self.before.places or owner in self.was_ahead
        )

    def is_new_question(self, owner: str, fact: str) -> bool:
        """Whether a question was not in the form that the case was asked."""
        name = fact.partition(".")[2]
        new, old = (_fields(side, owner) for side in (self.after, self.before))
        return old is not None and new is not None and name in new and name not in old


def _fields(side: Side, owner: str) -> frozenset[str] | None:
    if owner == "start":
        return side.fields.get(side.document.start.form, frozenset())
    place = side.places.get(owner)
    block = place.block if place else None
    return side.fields.get(block.form, frozenset()) if isinstance(block, Task) else None


def _can_hold(rule: Rule, unknown: Iterable[Row]) -> bool:
    """Whether a rule can be true although some of its facts are never known."""
    lost = list(unknown)
    can = [row not in lost or _holds_unanswered(row) for row in rule.rows]
    match rule.match:
        case "all":
            return all(can)
        case "any":
            return any(can)
        case _:
            return not any(_holds_unanswered(row) for row in lost)


def _holds_unanswered(row: Row) -> bool:
    if row.operator == "not_answered":
        return True
    return row.field.startswith("done.") and (row.operator, row.value) in (
        ("is", False),
        ("is_not", True),
    )
