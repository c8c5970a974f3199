"""Settings that the file of a workflow and its document have in common, and how each of the two keeps them. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from forms.conditions.rules import Rule
from programmes.shapes.parts import MomentShape, PeriodShape, RuleShape
from programmes.shapes.workflow import EscalationShape
from workflows.steps import Escalation, Moment, Period

STEP_WORDS = ("title", "lead", "guidance")
SIDE_WORDS = ("title", "guidance")  # events and obligations
RECORDED = ("service_start", "entry", "urgency", "reason", "onward_path", "special_support")
GOAL_PARTS = ("group", "main", "sub", "change", "own_words", "review_on")

TASK = (
    *("role", "due", "not_before", "legal", "reminders"),
    *("escalate_after", "escalate_to", "escalations"),
    *("may_skip", "appoints", "tells"),
)
MEETING = (*TASK, "attendees")
DECISION = (*TASK, "effect", "longest", "total", "starts", "ends", "verdict", "laws", "exceeded_by")
SEVERAL = (
    *("role", "asks", "may_ask", "links", "enough", "due", "at_deadline", "late"),
    *("reminders", "escalate_after", "escalate_to", "escalations", "legal", "tells"),
)
SEVERAL_WORDS = (*STEP_WORDS, "request")
ROLE = ("key", "who", "many", "fallback", "units", "organisations", "kinds", "queue", "given")
EVENT = ("key", "roles", "phases")
OBLIGATION = (
    *("key", "first", "every", "from_last", "times", "opens", "step", "role"),
    *("attendees", "tells", "miss_needs_reason", "outlives", "on_pause"),
)
EFFECTS: Mapping[str, tuple[str, ...]] = {
    "pause": ("clocks", "longest", "look_again"),
    "resume": (),
    "transfer": ("roles",),
    "approval": ("roles", "enough", "longer"),
    "extra": ("role", "within"),
    "enrolment": ("programmes",),
}


def stored_slug(programme: str, form: str) -> str:
    """Name a form as it is stored: two services may both have a `plan`."""
    return f"{programme}-{form}" if form else ""


def file_slug(programme: str, form: str) -> str:
    """Name a form as its file is called."""
    return form.removeprefix(f"{programme}-")


def ordered(given: Mapping[Any, str], order: Iterable[str]) -> dict[Any, str]:
    """Put named parts in their settled order: a database keeps none."""
    return {name: given[name] for name in order if name in given}


def for_document(part: object, names: Iterable[str]) -> dict[str, Any]:
    """Take settings out of a part of the file, as the document keeps them."""
    return {name: _kept(getattr(part, name)) for name in names}


def for_file(part: object, names: Iterable[str]) -> dict[str, Any]:
    """Take settings out of a part of the document, as the file writes them."""
    return {name: _written(getattr(part, name)) for name in names}


def _kept(value: Any) -> Any:
    match value:
        case list():
            return tuple(map(_kept, value))
        case EscalationShape():
            return Escalation(value.after, value.to)
        case MomentShape():
            return value.moment()
        case PeriodShape():
            return value.period()
        case RuleShape():
            return value.rule()
        case _:
            return value


def _written(value: Any) -> Any:
    match value:
        case tuple():
            return list(map(_written, value))
        case Escalation():
            return EscalationShape(after=value.after, to=value.to)
        case Moment():
            return MomentShape.at(value)
        case Period():
            return PeriodShape.of(value)
        case Rule():
            return RuleShape.at(value)
        case _:
            return value
