"""What an anytime event does to the case itself, beside running its blocks. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from workflows.steps import Period

# The clocks that a pause can stop:
# due days of tasks · what is owed on a date · reminders and escalations · waits for a day ·
# granted periods and the longest time they may have together
CLOCKS: tuple[str, ...] = ("tasks", "obligations", "reminders", "waits", "length")


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that happens to the case when an event is started."""

    kind: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class Pause(Effect):
    """The case stands still for a while.

    clocks       which clocks stop, of CLOCKS; the others run on
    longest      the case goes on by itself when the pause has lasted this long
    look_again   after this long, those who may start the event are told to look at it again
    """

    kind: ClassVar[str] = "pause"
    clocks: tuple[str, ...] = ()
    longest: Period | None = None
    look_again: Period | None = None


@dataclass(frozen=True, slots=True)
class Resume(Effect):
    """A paused case goes on."""

    kind: ClassVar[str] = "resume"


@dataclass(frozen=True, slots=True)
class Transfer(Effect):
    """A role of the case is offered to a person or another unit, who takes it over or declines.

    roles   which roles of the case may be handed on so
    """

    kind: ClassVar[str] = "transfer"
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval(Effect):
    """Several roles of the case must approve before the blocks of the event run.

    roles    who is asked
    enough   how many of them must approve; none: all
    longer   each approval lets decisions that name the event run this much longer together
    """

    kind: ClassVar[str] = "approval"
    roles: tuple[str, ...] = ()
    enough: int | None = None
    longer: Period | None = None


@dataclass(frozen=True, slots=True)
class ExtraTask(Effect):
    """One more task is given out, as often as it is needed; it asks the form of the event.

    role     who gets it; empty: whoever starts the event
    within   how long there is for it, when nobody writes a day
    """

    kind: ClassVar[str] = "extra"
    role: str = ""
    within: Period | None = None


@dataclass(frozen=True, slots=True)
class Enrolment(Effect):
    """Another case is started for the same person, beside this one.

    programmes   in which of them; none named: in any that whoever starts it may register in
    """

    kind: ClassVar[str] = "enrolment"
    programmes: tuple[str, ...] = ()


AnyEffect = Pause | Resume | Transfer | Approval | ExtraTask | Enrolment
SHAPES: tuple[type[Effect], ...] = (Pause, Resume, Transfer, Approval, ExtraTask, Enrolment)
EFFECTS: Mapping[str, type[Effect]] = {shape.kind: shape for shape in SHAPES}
