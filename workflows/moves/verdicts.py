"""What is known of a running case, and what is said about moving it. Plain data, no Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["unchanged", "moves", "choice", "cannot"]
KINDS: tuple[Kind, ...] = ("unchanged", "moves", "choice", "cannot")
MAIN = "start"  # the case's own path; every other path runs beside it
STOP = "stop"
ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Rest:
    """One row that the path of a case rests on.

    row     its number in the case; `node` its step in the flow, `key` the block or obligation it stands for
    path    which path it lies on: `start` for the case's own
    asked   somebody outside was asked by a personal link and may answer any moment
    held    it is in somebody's hands
    """

    row: int
    node: str
    key: str = ""
    path: str = MAIN
    role: str = ""
    asked: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands: what it rests on, what was done, who plays a role, what is owed and not met."""

    rests: tuple[Rest, ...]
    done: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    owed: frozenset[str] = frozenset()
    events: Mapping[str, str] = field(
        default_factory=dict
    )  # {path beside: the event it belongs to}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a case is judged so: a code, the part it is about, and the words of its sentence."""

    code: str
    key: str = ""
    title: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to go on. `value` is the node where the case continues, or `stop`, or `accept`."""

    value: str
    title: str = ""
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Something a person has to choose, once for all cases that stand alike."""

    key: str
    reason: Reason
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What moving does.

    kept     {row: its node in the new version};  stopped  rows that end
    arrive   (node, path) that the case comes to;  meet  (node, path) where branches meet from now on
    phase    the phase that the case is in afterwards; "" when it comes to it by itself
    """

    kept: Mapping[int, str] = field(default_factory=dict)
    stopped: tuple[int, ...] = ()
    arrive: tuple[tuple[str, str], ...] = ()
    meet: tuple[tuple[str, str], ...] = ()
    phase: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What happens to a case.

    questions   what has to be chosen, answered ones included; `open` those without an answer
    """

    kind: Kind
    reasons: tuple[Reason, ...] = ()
    questions: tuple[Question, ...] = ()
    open: tuple[Question, ...] = ()
    plan: Plan = Plan()
