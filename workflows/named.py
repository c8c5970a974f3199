"""What a part of a workflow names: roles of the case, rules, days. One home for checks, copies and where-used. Pure."""

from collections.abc import Iterator

from forms.conditions.rules import Rule
from workflows.document import Event, Gate, Obligation, Role, WorkflowDocument
from workflows.effects import Approval, ExtraTask, Transfer
from workflows.steps import Choice, Decision, Meeting, Moment, Several, Task, Wait
from workflows.tables import Table


def roles(part: object) -> tuple[str, ...]:
    """Name the roles of the case that a part names, each once."""
    return tuple(dict.fromkeys(role for role in _roles(part) if role))


def ways_back(document: WorkflowDocument, role: str) -> list[str]:
    """A role, the one that gets its tasks while nobody holds it, and so on. A circle ends where it began."""
    falls = {each.key: each.fallback for each in document.roles}
    found: list[str] = []
    while role and role not in found:
        found.append(role)
        role = falls.get(role, "")
    return found


def _roles(part: object) -> Iterator[str]:
    match part:
        case Choice(judged_by=role):
            yield role
        case Task():
            yield from (part.role, *(row.to for row in part.chain), *part.appoints, *part.tells)
            if isinstance(part, Meeting):
                yield from part.attendees
            if isinstance(part, Several):
                yield from (*part.asks, *part.may_ask)
        case Event(roles=those, effect=effect):
            yield from those
            yield from _asked(effect)
        case Role(fallback=role):
            yield role
        case Obligation(role=role, attendees=attendees, tells=tells):
            yield from (role, *attendees, *tells)


def _asked(effect: object) -> tuple[str, ...]:
    match effect:
        case Transfer(roles=those) | Approval(roles=those):
            return those
        case ExtraTask(role=role):
            return (role,)
    return ()


def rules(part: object) -> Iterator[Rule]:
    """Yield every rule that a part has of its own."""
    match part:
        case Wait(rule=rule) | Obligation(rule=rule) | Gate(rule=rule):
            if rule is not None:
                yield rule
        case Choice(branches=branches):
            yield from (branch.rule for branch in branches if branch.rule is not None)
        case Role(needs=needs):
            yield from (need.rule for need in needs if need.rule is not None)


def moments(part: object) -> Iterator[Moment]:
    """Yield every day that a part counts."""
    match part:
        case Task(due=due, not_before=not_before, legal=legal):
            yield from (day for day in (due, not_before, legal) if day is not None)
        case Wait(until=until) if until is not None:
            yield until
        case Obligation(first=first):
            yield first


def facts(part: object) -> tuple[str, ...]:
    """Name what a part reads of what is known: by its rules, its days and its columns."""
    read = [fact for rule in rules(part) for fact in rule.fields()]
    read += [
        day.anchor.removeprefix("answer:")
        for day in moments(part)
        if day.anchor.startswith("answer:")
    ]
    if isinstance(part, Table):
        read += part.columns
    if isinstance(part, Decision) and part.exceeded_by:
        read.append(f"event.{part.exceeded_by}.times")
    return tuple(dict.fromkeys(read))
