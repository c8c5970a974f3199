"""The blocks of a path as plain, frozen data: steps, choices, ways at once, waits, returns, ends. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from forms.conditions.rules import Rule
from workflows.calendars import DayOff

GRANTED = "granted"  # the code of the answer that grants


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in calendar units; negative means before. Working days are counted last."""

    months: int = 0
    weeks: int = 0
    days: int = 0
    workdays: int = 0


@dataclass(frozen=True, slots=True)
class Moment:
    """A day counted from an anchor.

    anchor   now · case_start · service_start · decision_start · decision_end · closing ·
             phase:<key> · obligation:<key> (its last occurrence) · answer:<step>.<field> · date:<ISO date>
    day_off  where it goes when it falls on no working day: next · previous; empty: it stays
    """

    anchor: str
    period: Period = Period()
    day_off: DayOff = ""


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who is told when a step is this many days late."""

    after: int = 0
    to: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """What every block in a drawing has: a key that is for ever."""

    key: str
    kind: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class Task(Block):
    """Work for one person: a role fills in a form by a day.

    records     {fact of the case: field of the form}; facts: service_start, entry, urgency, reason,
                onward_path, special_support
    appoints    roles of the case that the worker names a person for
    tells       roles that are told when it is done
    goals       {"group", "main", "sub", "change", "own_words", "review_on"} -> fields whose rows become goals
    reminders   days from the due day; negative is before
    escalations further rows after the first one, `escalate_after` and `escalate_to`
    not_before  the task sleeps until this day: it is there, but asks for nothing yet
    legal       the day the law sets; it is shown as such, and no one moves it in silence
    survey      an anonymous form that the participant is asked beside: the case knows that, and no more
    """

    kind: ClassVar[str] = "task"
    role: str = ""
    form: str = ""
    due: Moment | None = None
    reminders: tuple[int, ...] = ()
    escalate_after: int | None = None  # days late
    escalate_to: str = ""
    may_skip: bool = False
    appoints: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    records: Mapping[str, str] = field(default_factory=dict)
    goals: Mapping[str, str] = field(default_factory=dict)
    escalations: tuple[Escalation, ...] = ()
    not_before: Moment | None = None
    legal: Moment | None = None
    survey: str = ""

    @property
    def chain(self) -> tuple[Escalation, ...]:
        """Who is told when it is late, and how late: every row."""
        if self.escalate_after is None:
            return self.escalations
        return (Escalation(self.escalate_after, self.escalate_to), *self.escalations)


@dataclass(frozen=True, slots=True)
class Meeting(Task):
    """A task that people meet for."""

    kind: ClassVar[str] = "meeting"
    attendees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision(Task):
    """A task that grants, refuses or ends the service, with period and law.

    longest    one decision at most; total  all granted periods together at most, from the first day
    exceeded_by  event whose approval lets the total be exceeded; empty: nothing does
    effect     what deciding does; a refused grant leaves the periods as they were
    verdict    form field whose answer `granted` (or true) grants; empty means always granted
    """

    kind: ClassVar[str] = "decision"
    effect: Literal["grant", "end"] = "grant"
    longest: Period | None = None
    total: Period | None = None
    starts: str = ""
    ends: str = ""
    verdict: str = ""
    laws: tuple[str, ...] = ()
    exceeded_by: str = ""

    @property
    def can_refuse(self) -> bool:
        """Whether an answer may mean no."""
        return self.effect == "grant" and bool(self.verdict)

    def refuses(self, answers: Mapping[str, Any]) -> bool:
        """Tell whether these answers refuse the service."""
        return self.can_refuse and answers.get(self.verdict) not in (True, GRANTED)


@dataclass(frozen=True, slots=True)
class Several(Task):
    """Several parties answer the same form, each for itself; one role asks them and sees who has answered.

    asks         roles of the case that are asked when the step is reached
    may_ask      roles whose people, or whose unit, may be asked while it runs
    links        others may be asked by a personal link
    enough       so many answers let the path go on; None: everybody's who was asked
    at_deadline  what the day to be done by does: it waits for a person, or goes on with what has come
    late         answers that come after the path went on are still taken in; else the others are asked no longer
    """

    kind: ClassVar[str] = "several"
    asks: tuple[str, ...] = ()
    may_ask: tuple[str, ...] = ()
    links: bool = False
    enough: int | None = None
    at_deadline: Literal["", "go_on"] = ""
    late: bool = False

    @property
    def grows(self) -> bool:
        """Whether somebody more may be asked while it runs."""
        return self.links or bool(self.may_ask)


@dataclass(frozen=True, slots=True)
class Branch:
    """One way out of a choice, or one of several ways at once. The last way of a choice has no rule: otherwise."""

    key: str
    blocks: tuple["AnyBlock", ...] = ()
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Choice(Block):
    """Goes one way: by earlier answers, or as the worker in `judged_by` sees it."""

    kind: ClassVar[str] = "choice"
    branches: tuple[Branch, ...] = ()
    judged_by: str = ""


@dataclass(frozen=True, slots=True)
class Parallel(Block):
    """All branches at once, then on."""

    kind: ClassVar[str] = "parallel"
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Wait(Block):
    """Goes on when the day has come or the rule holds, whichever is first."""

    kind: ClassVar[str] = "wait"
    until: Moment | None = None
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Return(Block):
    """Back to the beginning of this or an earlier phase."""

    kind: ClassVar[str] = "return"
    phase: str = ""


@dataclass(frozen=True, slots=True)
class End(Block):
    """Closes the case with an outcome and stops everything that is open."""

    kind: ClassVar[str] = "end"
    outcome: str = ""


AnyBlock = Task | Meeting | Decision | Several | Choice | Parallel | Wait | Return | End
BLOCKS: dict[str, type[Block]] = {
    block.kind: block
    for block in (Task, Meeting, Decision, Several, Choice, Parallel, Wait, Return, End)
}


def walk(blocks: tuple[AnyBlock, ...]) -> Iterator[AnyBlock]:
    """Yield blocks and all that is nested in them, a parent before its children."""
    for block in blocks:
        yield block
        if isinstance(block, Choice | Parallel):
            for branch in block.branches:
                yield from walk(branch.blocks)
