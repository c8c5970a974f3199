"""Which anytime events have any sense in a case as it is now. Who may start them is asked elsewhere."""

from collections.abc import Iterable

from cases.facts import Facts
from cases.models import Case
from cases.refusals import AlreadyPaused, NotPaused, Refusal
from workflows.document import Event, Gate
from workflows.effects import Pause, Resume


def can_happen(event: Event, case: Case) -> bool:
    """Whether an event belongs to the phase the case is in, and its effect has any sense now."""
    return case.is_open and is_in_phase(event, case) and no_sense(event, case) is None


def is_unlocked(event: Event, gates: Iterable[Gate], facts: Facts) -> bool:
    """Whether nothing that is known already holds an event back; its own answers are judged when they are given."""
    mine = (gate.rule for gate in gates if gate.step == event.key)
    known = (
        rule
        for rule in mine
        if not any(field.startswith(f"{event.key}.") for field in rule.fields())
    )
    return all(facts.holds(rule) for rule in known)


def is_in_phase(event: Event, case: Case) -> bool:
    """Whether an event belongs to the phase the case is in."""
    return not event.phases or case.phase in event.phases


def no_sense(event: Event, case: Case) -> Refusal | None:
    """Why the effect of an event has no sense now: one pauses what runs, and resumes what is paused."""
    match event.effect:
        case Pause() if case.paused_on is not None:
            return AlreadyPaused()
        case Resume() if case.paused_on is None:
            return NotPaused()
        case _:
            return None
