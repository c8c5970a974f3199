"""A workflow as plain, frozen data: phases of nested blocks, events, obligations, roles, gates, outcomes.

Blocks nest, so a document is a process tree: it cannot be drawn unsound. Words live apart. No Django in here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from forms.conditions.rules import Rule, rule_or_none
from workflows.effects import EFFECTS, AnyEffect, Effect
from workflows.steps import BLOCKS, AnyBlock, Block, Branch, Escalation, Moment, Period, Task, walk
from workflows.tables import Table, TableRow

FORMAT = 1
# Numbers that came later than the first documents: none of them is written as 0.
NEWER_COUNTS: frozenset[str] = frozenset({"workdays"})
PERIODS: frozenset[str] = frozenset({"longest", "total", "every", "look_again", "longer", "within"})
RESERVED_KEYS: frozenset[str] = frozenset(
    {"start", "case", "participant", "done", "met", "event", "extra", "table"}
)


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the path that people can name: mapping, work, closing."""

    key: str
    blocks: tuple[AnyBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """When `rule` holds (or always), the holder of a role must have this qualification."""

    qualification: str
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A part somebody plays in a case. Before anybody holds it, its tasks lie in the unit's queue.

    who       platform roles whose people may hold it (`accounts.roles`)
    fallback  the role of the case whose holder gets its tasks while nobody holds it; empty: they lie in the queue
    units, organisations, kinds   short names of where its people work (`organisation/unit`), in place of the case's
              own unit; none: there
    queue     the unit in whose queue its tasks lie while nobody holds it; empty: the case's own
    given     who comes to hold it by itself with its first task: "least_loaded" or "in_turn" among its people;
              empty: whoever takes the task
    """

    key: str
    who: tuple[str, ...] = ()
    many: bool = False
    needs: tuple[Need, ...] = ()
    fallback: str = ""
    units: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    queue: str = ""
    given: str = ""

    @property
    def is_placed(self) -> bool:
        """Whether it is said where its people work."""
        return bool(self.units or self.organisations or self.kinds)


@dataclass(frozen=True, slots=True)
class Start:
    """How a case begins: who registers it, with which form."""

    roles: tuple[str, ...] = ()  # platform roles
    form: str = ""
    records: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that may happen at any time in the named phases (none named: in all).

    Its blocks run beside the case's path; an `end` among them closes the case.
    effect   what it does to the case itself, such as pausing it
    """

    key: str
    roles: tuple[str, ...] = ()  # roles of the case that may start it
    form: str = ""
    phases: tuple[str, ...] = ()
    records: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[AnyBlock, ...] = ()
    effect: AnyEffect | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something the service owes on a date.

    first      the first day it is due; every  then again after this long, counted from the first day
    from_last  ... counted from the day it was last met: "no later than 3 months after the last"
    rule       owed only while this holds, such as a permission or an age at entry; none: always
    opens      days before the due day on which its task is given out (or its step is shown as near)
    on_pause   its clock in a pause: `stops`, `runs`, or empty: as the pause says
    step       the step in the drawing that meets it; empty: it has a task of its own with `role` and `form`
    attendees  roles that take part when its own task is a meeting
    outlives   it is still owed when the case is closed
    """

    key: str
    first: Moment
    every: Period | None = None
    times: int | None = None  # at most this often
    opens: int = 0
    step: str = ""
    role: str = ""
    form: str = ""
    tells: tuple[str, ...] = ()
    miss_needs_reason: bool = False
    from_last: bool = False
    rule: Rule | None = None
    attendees: tuple[str, ...] = ()
    outlives: bool = False
    on_pause: Literal["", "stops", "runs"] = ""

    @property
    def is_owed_after_closing(self) -> bool:
        """Whether closing the case leaves it owed."""
        return self.outlives or self.first.anchor == "closing"


@dataclass(frozen=True, slots=True)
class Gate:
    """What must be true before a step may be finished, with a sentence that says so."""

    key: str
    step: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case can end. Kinds are counted alike in every programme.

    reasons   codes of why it can end so: whoever ends the case chooses one; none: nobody is asked
    """

    key: str
    kind: Literal["completed", "interrupted", "not_started", "other"] = "completed"
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkflowDocument:
    """Everything needed to run one version of a workflow, except its words."""

    start: Start = Start()
    phases: tuple[Phase, ...] = ()
    events: tuple[Event, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    roles: tuple[Role, ...] = ()
    gates: tuple[Gate, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    tables: tuple[Table, ...] = ()
    calendar: str = ""  # whose holidays are no working days: a key of `workflows.calendars`
    format: int = FORMAT

    def blocks(self) -> Iterator[AnyBlock]:
        """Yield every block of phases and events, a parent before its children."""
        stretches: tuple[Phase | Event, ...] = (*self.phases, *self.events)
        for stretch in stretches:
            yield from walk(stretch.blocks)

    def tasks(self) -> Iterator[Task]:
        """Yield every block that is work for a person, meetings and decisions included."""
        return (block for block in self.blocks() if isinstance(block, Task))

    def forms(self) -> frozenset[str]:
        """Name the forms that the workflow asks."""
        askers: list[Start | Task | Event | Obligation] = [self.start, *self.tasks()]
        askers += [*self.events]
        askers += [*self.obligations]
        return frozenset(asker.form for asker in askers if asker.form)

    def surveys(self) -> frozenset[str]:
        """Name the anonymous forms that participants are asked beside their case."""
        return frozenset(task.survey for task in self.tasks() if task.survey)

    def to_json(self) -> dict[str, Any]:
        return _plain(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "WorkflowDocument":
        return cls(
            start=_read(Start, stored.get("start", {})),
            phases=tuple(_stretch(Phase, phase) for phase in stored.get("phases", ())),
            events=tuple(_stretch(Event, event) for event in stored.get("events", ())),
            obligations=tuple(_read(Obligation, each) for each in stored.get("obligations", ())),
            roles=tuple(_role(role) for role in stored.get("roles", ())),
            gates=tuple(_read(Gate, gate) for gate in stored.get("gates", ())),
            outcomes=tuple(_read(Outcome, outcome) for outcome in stored.get("outcomes", ())),
            tables=tuple(_table(table) for table in stored.get("tables", ())),
            calendar=stored.get("calendar", ""),
            format=stored["format"],
        )


def _plain(value: Any) -> Any:
    """Turn a document into JSON, leaving out what was not set, so that new settings change no old fingerprint."""
    if isinstance(value, Rule):
        return value.to_json()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return dict(value)
    if not hasattr(value, "__dataclass_fields__"):
        return value
    kind = {"kind": value.kind} if isinstance(value, Block | Effect) else {}
    given = {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    return kind | {name: each for name, each in given.items() if not _unset(name, each)}


def _unset(name: str, value: Any) -> bool:
    empty = value is None or value is False or value in ("", [], {})
    return empty or (name in NEWER_COUNTS and not value)


def _read[T](shape: type[T], stored: Mapping[str, Any]) -> T:
    """Build one flat part of a document from JSON."""
    return shape(**{name: _value(name, value) for name, value in stored.items()})


def _value(name: str, value: Any) -> Any:
    if name == "rule":
        return rule_or_none(value)
    if name == "escalations":
        return tuple(Escalation(**each) for each in value)
    if name in ("due", "until", "first", "not_before", "legal"):
        return Moment(value["anchor"], Period(**value.get("period", {})), value.get("day_off", ""))
    if name in PERIODS:
        return Period(**value)
    if name == "effect" and isinstance(value, Mapping):  # that of a decision is a word
        return _read(EFFECTS[value["kind"]], {k: v for k, v in value.items() if k != "kind"})
    return tuple(value) if isinstance(value, list) else value


def _block(stored: Mapping[str, Any]) -> AnyBlock:
    shape = BLOCKS[stored["kind"]]
    given = {name: value for name, value in stored.items() if name != "kind"}
    if "branches" in given:
        branches = tuple(_stretch(Branch, branch) for branch in given.pop("branches"))
        return shape(branches=branches, **given)  # type: ignore[call-arg, return-value]
    return _read(shape, given)  # type: ignore[return-value]


def _stretch[T](shape: type[T], stored: Mapping[str, Any]) -> T:
    """Build a phase, event or branch: flat parts and blocks."""
    given = {name: value for name, value in stored.items() if name != "blocks"}
    blocks = tuple(_block(block) for block in stored.get("blocks", ()))
    return shape(blocks=blocks, **{name: _value(name, value) for name, value in given.items()})  # type: ignore[call-arg]


def _table(stored: Mapping[str, Any]) -> Table:
    rows = (_read(TableRow, {"cells": [], **row}) for row in stored.get("rows", ()))
    return _read(Table, {**stored, "rows": list(rows)})


def _role(stored: Mapping[str, Any]) -> Role:
    needs = tuple(_read(Need, need) for need in stored.get("needs", ()))
    return _read(Role, {**stored, "needs": needs})
