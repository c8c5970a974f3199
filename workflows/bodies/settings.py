"""Which settings and words each block of the editor has, and how each is written there. Pure."""

from collections.abc import Mapping

# How each setting is written: {how: names}. What is not named is written as it is.
KEYS = frozenset(
    {
        *("roles", "who", "phases", "appoints", "tells", "attendees", "laws", "columns"),
        *("asks", "may_ask", "programmes", "units", "organisations", "kinds"),
    }
)
PAIRS = frozenset({"records", "goals"})
PERIODS = frozenset({"longest", "total", "every", "look_again", "longer", "within"})
CHOSEN = frozenset({"clocks"})  # ticked in a list
MOMENTS = frozenset({"due", "until", "first", "not_before", "legal"})
FLAGS = frozenset(
    {"may_skip", "miss_needs_reason", "many", "from_last", "outlives", "one", "links", "late"}
)
COUNTS = frozenset({"escalate_after", "times", "opens", "enough"})

# Settings of each block, as the editor groups them: {block: {group: names}}; "" is the block itself.
_TASK = {"": ("role", "form")}
_GRANT = ("effect", "longest", "total", "starts", "ends", "verdict", "laws", "exceeded_by")
SETTINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "task": _TASK,
    "meeting": {**_TASK, "": ("role", "form", "attendees")},
    "decision": {**_TASK, "grant": _GRANT},
    "several": {
        **_TASK,
        "asking": ("asks", "may_ask", "links", "enough", "at_deadline", "late"),
    },
    "wait": {"": ("until",)},
    "return": {"": ("phase",)},
    "end": {"": ("outcome",)},
    "start": {"": ("roles", "form", "records")},
    "event": {"": ("roles", "form", "phases", "records")},
    "obligation": {
        "": (
            *("first", "every", "from_last", "times", "opens", "step", "role", "form"),
            *("attendees", "tells", "miss_needs_reason", "outlives", "on_pause"),
        )
    },
    "role": {"": ("who", "many", "fallback", "units", "organisations", "kinds", "queue", "given")},
    "gate": {"": ("step",)},
    "outcome": {"": ("kind",)},
    "table": {"": ("columns", "rows", "one")},
}
# What an event does to the case: {kind: names}.
EFFECTS: Mapping[str, tuple[str, ...]] = {
    "pause": ("clocks", "longest", "look_again"),
    "resume": (),
    "transfer": ("roles",),
    "approval": ("roles", "enough", "longer"),
    "extra": ("role", "within"),
    "enrolment": ("programmes",),
}
# Settings of a step that stand there only when they are used: {kind: names}.
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "due": ("due",),
    "reminders": ("reminders",),
    "escalation": ("escalate_after", "escalate_to", "escalations"),
    "not_before": ("not_before",),
    "legal": ("legal",),
    "may_skip": ("may_skip",),
    "appoints": ("appoints",),
    "tells": ("tells",),
    "records": ("records",),
    "goals": ("goals",),
    "survey": ("survey",),
}
# Words of each block, beside the title: {block: {name in the editor: text key}}.
GUIDED = {"guidance": "step.{key}.guidance", "lead": "step.{key}.lead"}
WORDS: Mapping[str, Mapping[str, str]] = {
    "task": GUIDED,
    "meeting": GUIDED,
    "decision": GUIDED,
    "several": {**GUIDED, "request": "step.{key}.request"},
    "start": GUIDED,
    "event": {"guidance": "event.{key}.guidance"},
    "obligation": {"guidance": "obligation.{key}.guidance"},
}
STEPS = frozenset({"task", "meeting", "decision", "several"})
UNTITLED = frozenset({"return", "end"})
