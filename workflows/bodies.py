"""The editor's blocks and the frozen document are the same thing said twice: exact inverses of each other. Pure.

`body_from` writes raw stream content from a document and its words; `compile_raw` reads it back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from forms.editing.bodies import key_from
from forms.problems import Problem
from forms.texts import plain
from workflows import settings_text as st
from workflows import texts as words
from workflows.document import (
    BLOCKS,
    AnyBlock,
    Branch,
    Choice,
    Decision,
    Event,
    Gate,
    Need,
    Obligation,
    Outcome,
    Parallel,
    Phase,
    Role,
    Start,
    Task,
    Wait,
    WorkflowDocument,
)
from workflows.facts import CASE
from workflows.settings_text import Raw
from workflows.speech import _
from workflows.texts import Texts

# How each setting is written: {how: names}. What is not named is written as it is.
KEYS = frozenset({"roles", "who", "phases", "appoints", "tells", "attendees", "laws"})
PAIRS = frozenset({"records", "goals"})
PERIODS = frozenset({"longest", "total", "every"})
MOMENTS = frozenset({"due", "until", "first"})
FLAGS = frozenset({"may_skip", "miss_needs_reason", "many"})
COUNTS = frozenset({"escalate_after", "times", "opens"})

# Settings of each block, as the editor groups them: {block: {group: names}}; "" is the block itself.
_TASK = {"": ("role", "form")}
_GRANT = ("effect", "longest", "total", "starts", "ends", "verdict", "laws")
SETTINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "task": _TASK,
    "meeting": {**_TASK, "": ("role", "form", "attendees")},
    "decision": {**_TASK, "grant": _GRANT},
    "wait": {"": ("until",)},
    "return": {"": ("phase",)},
    "end": {"": ("outcome",)},
    "start": {"": ("roles", "form", "records")},
    "event": {"": ("roles", "form", "phases", "records")},
    "obligation": {
        "": (
            *("first", "every", "times", "opens", "step", "role", "form", "tells"),
            "miss_needs_reason",
        )
    },
    "role": {"": ("who", "many")},
    "gate": {"": ("step",)},
    "outcome": {"": ("kind",)},
}
# Settings of a step that stand there only when they are used: {kind: names}.
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "due": ("due",),
    "reminders": ("reminders",),
    "escalation": ("escalate_after", "escalate_to"),
    "may_skip": ("may_skip",),
    "appoints": ("appoints",),
    "tells": ("tells",),
    "records": ("records",),
    "goals": ("goals",),
}
# Words of each block, beside the title: {block: {name in the editor: text key}}.
GUIDED = {"guidance": "step.{key}.guidance", "lead": "step.{key}.lead"}
WORDS: Mapping[str, Mapping[str, str]] = {
    "task": GUIDED,
    "meeting": GUIDED,
    "decision": GUIDED,
    "start": GUIDED,
    "event": {"guidance": "event.{key}.guidance"},
    "obligation": {"guidance": "obligation.{key}.guidance"},
}
STEPS = frozenset({"task", "meeting", "decision"})
UNTITLED = frozenset({"return", "end"})


class Definition(Protocol):
    """What is edited: a title and blocks."""

    title: str
    body: Any


def compile_body(definition: Definition) -> tuple[WorkflowDocument, dict[str, str]]:
    """Read what was edited as a document and its words."""
    compiled = compile_raw(definition.body.get_prep_value())
    texts = {words.TITLE: plain(definition.title), **compiled.texts}
    return compiled.document, {key: text for key, text in texts.items() if text}


# Writing --------------------------------------------------------------------------------------


def body_from(document: WorkflowDocument, texts: Texts) -> list[Raw]:
    """Write a document as the editor's blocks. Blocks keep their ids when written again."""
    writer = _Writer(texts)
    return [
        st.raw_block("start", writer.part("start", document.start, "start"), "start"),
        *(writer.stretch("phase", phase) for phase in document.phases),
        *(writer.stretch("event", event) for event in document.events),
        *(writer.flat("obligation", obligation) for obligation in document.obligations),
        *(writer.role(role) for role in document.roles),
        *(writer.ruled("gate", gate, gate.key) for gate in document.gates),
        *(writer.flat("outcome", outcome) for outcome in document.outcomes),
        *(writer.law(code) for code in words.laws(document)),
    ]


class _Writer:
    """Writes parts of a document as raw blocks, with their words."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    def part(self, kind: str, part: Any, key: str) -> Raw:
        """Write the settings and words of one part."""
        value: Raw = {} if kind == "start" else {"key": key}
        if kind not in UNTITLED:
            value["title"] = self.texts.get(words.title_key(part), "")
        for name, text_key in WORDS.get(kind, {}).items():
            value[name] = self.texts.get(text_key.format(key=key), "")
        for group, names in SETTINGS.get(kind, {}).items():
            written = {name: _written(name, getattr(part, name)) for name in names}
            value |= {group: written} if group else written
        if isinstance(part, Task):
            value["settings"] = list(_options(part))
        if isinstance(part, Decision):
            for name in words.DECISION_WORDS:
                value["grant"][name] = self.texts.get(words.decision_key(key, name), "")
        return value

    def flat(self, kind: str, part: Any) -> Raw:
        return st.raw_block(kind, self.part(kind, part, part.key), part.key)

    def ruled(self, kind: str, part: Wait | Gate, path: str) -> Raw:
        rule = st.raw_rule(part.rule, f"{kind}:{path}")
        return st.raw_block(kind, {**self.part(kind, part, part.key), "rule": rule}, path)

    def role(self, role: Role) -> Raw:
        needs = [
            st.raw_block(
                "item",
                {
                    "qualification": need.qualification,
                    "rule": st.raw_rule(need.rule, f"{role.key}:need:{number}"),
                },
                f"{role.key}:need:{number}",
            )
            for number, need in enumerate(role.needs)
        ]
        return st.raw_block("role", {**self.part("role", role, role.key), "needs": needs}, role.key)

    def law(self, code: str) -> Raw:
        return st.raw_block("law", {"code": code, "title": self.texts.get(f"law.{code}", "")}, code)

    def stretch(self, kind: str, stretch: Phase | Event) -> Raw:
        blocks = [self.block(block) for block in stretch.blocks]
        value = {**self.part(kind, stretch, stretch.key), "blocks": blocks}
        return st.raw_block(kind, value, stretch.key)

    def block(self, block: AnyBlock) -> Raw:
        if isinstance(block, Wait):
            return self.ruled(block.kind, block, block.key)
        value = self.part(block.kind, block, block.key)
        if isinstance(block, Choice):
            value["judged_by"] = block.judged_by
        if isinstance(block, Choice | Parallel):
            value["branches"] = [self.branch(block, branch) for branch in block.branches]
        return st.raw_block(block.kind, value, block.key)

    def branch(self, block: Choice | Parallel, branch: Branch) -> Raw:
        path = f"{block.key}:{branch.key}"
        value: Raw = {
            "label": self.texts.get(words.branch_key(block, branch), ""),
            "key": branch.key,
            "blocks": [self.block(inner) for inner in branch.blocks],
        }
        if isinstance(block, Choice):
            value["rule"] = st.raw_rule(branch.rule, path)
        return st.raw_block("item", value, path)


def _options(task: Task) -> Iterator[Raw]:
    """Write the settings that differ from those of a plain step."""
    plain = Task(task.key)
    for kind, names in OPTIONS.items():
        if any(getattr(task, name) != getattr(plain, name) for name in names):
            written = {name: _written(name, getattr(task, name)) for name in names}
            value = written if len(names) > 1 else written[kind]
            yield st.raw_block(kind, value, f"{task.key}:{kind}")


def _written(name: str, value: Any) -> Any:
    if name in KEYS:
        return st.raw_keys(value)
    if name in PAIRS:
        return st.raw_pairs(value)
    if name in PERIODS:
        return st.raw_period(value)
    if name in MOMENTS:
        return st.raw_moment(value)
    return st.raw_days(value) if name == "reminders" else value


# Reading --------------------------------------------------------------------------------------


@dataclass(slots=True)
class Compiled:
    """A body read as document, words and the mistakes that only the editor's blocks can have."""

    document: WorkflowDocument
    texts: dict[str, str]
    problems: list[Problem] = field(default_factory=list)


def compile_raw(body: Sequence[Raw], kinds: Mapping[str, str] | None = None) -> Compiled:
    """Read raw stream content. Never refuses: a draft may be unfinished, its mistakes are listed.

    kinds   {fact: kind of its answer}, for values of rules written without quotes
    """
    reader = _Reader({**CASE, **(kinds or {})})
    starts = [reader.start(block["value"]) for block in body if block["type"] == "start"]

    def read(kind: str, shape: Any) -> tuple[Any, ...]:
        return tuple(shape(block["value"]) for block in body if block["type"] == kind)

    document = WorkflowDocument(
        start=starts[0] if starts else Start(),
        phases=read("phase", reader.phase),
        events=read("event", reader.event),
        obligations=read("obligation", lambda value: reader.flat("obligation", Obligation, value)),
        roles=read("role", reader.role),
        gates=read("gate", reader.gate),
        outcomes=read("outcome", lambda value: reader.flat("outcome", Outcome, value)),
    )
    read("law", reader.law)
    return Compiled(
        document, {key: text for key, text in reader.texts.items() if text}, reader.problems
    )


class _Reader:
    """Reads blocks in order, gathering words and mistakes on the way."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self.kinds = kinds
        self.texts: dict[str, str] = {}
        self.problems: list[Problem] = []

    def start(self, value: Raw) -> Start:
        start = Start(**self.settings("start", value, "start"))
        self.words("start", "start", value, words.title_key(start))
        return start

    def flat[T](self, kind: str, shape: Callable[..., T], value: Raw, **more: Any) -> T:
        """Read a part with a key, its settings and its words."""
        key = _key(value, kind)
        part = shape(key=key, **self.settings(kind, value, key), **more)
        self.words(kind, key, value, words.title_key(part))
        return part

    def settings(self, kind: str, value: Raw, where: str) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for group, names in SETTINGS.get(kind, {}).items():
            given = value.get(group) or {} if group else value
            read |= {name: _read(name, given.get(name)) for name in names}
        if kind in STEPS:
            read |= self.options(
                {raw["type"]: raw["value"] for raw in value.get("settings") or ()}, where
            )
        return read

    def options(self, given: Raw, where: str) -> dict[str, Any]:
        for day in st.unreadable_days(given.get("reminders")):
            said = _("“%(day)s” is no number of days. Write reminders as -7, 0.") % {"day": day}
            self.problems.append(Problem(said, where))
        return {
            name: _read(
                name, (given.get(kind) or {}).get(name) if len(names) > 1 else given.get(kind)
            )
            for kind, names in OPTIONS.items()
            for name in names
        }

    def words(self, kind: str, key: str, value: Raw, title_key: str) -> None:
        if kind not in UNTITLED:
            self.texts[title_key] = _said(value, "title")
        for name, text_key in WORDS.get(kind, {}).items():
            self.texts[text_key.format(key=key)] = _said(value, name)

    def rule(self, value: Raw, where: str) -> Any:
        rule, wrong = st.rule(value.get("rule"), self.kinds)
        self.problems.extend(Problem(sentence, where) for sentence in wrong)
        return rule

    def phase(self, value: Raw) -> Phase:
        key = _key(value, "phase")
        return self.flat("phase", Phase, value, blocks=self.blocks(value, key))

    def event(self, value: Raw) -> Event:
        key = _key(value, "event")
        return self.flat("event", Event, value, blocks=self.blocks(value, key))

    def role(self, value: Raw) -> Role:
        key = _key(value, "role")
        needs = (row["value"] for row in value.get("needs") or ())
        read = tuple(Need(_said(need, "qualification"), self.rule(need, key)) for need in needs)
        return self.flat("role", Role, value, needs=read)

    def gate(self, value: Raw) -> Gate:
        rule = self.rule(value, _key(value, "gate"))
        return self.flat("gate", Gate, value, rule=rule or st.NOTHING)

    def law(self, value: Raw) -> None:
        if code := _said(value, "code"):
            self.texts[f"law.{code}"] = _said(value, "title")

    def blocks(self, value: Raw, inside: str) -> tuple[AnyBlock, ...]:
        return tuple(
            self.block(raw["type"], raw["value"], inside) for raw in value.get("blocks") or ()
        )

    def block(self, kind: str, value: Raw, inside: str) -> AnyBlock:
        value = {**value, "key": _key(value, kind, inside)}
        more: Raw = {}
        if kind == "wait":
            more["rule"] = self.rule(value, value["key"])
        if kind == "choice":
            more["judged_by"] = _said(value, "judged_by")
        if kind in ("choice", "parallel"):
            more["branches"] = tuple(
                self.branch(kind, raw["value"], value["key"], number)
                for number, raw in enumerate(value.get("branches") or (), 1)
            )
        block: Any = self.flat(kind, BLOCKS[kind], value, **more)
        if kind == "decision":
            said = value.get("grant") or {}
            for name in words.DECISION_WORDS:
                self.texts[words.decision_key(block.key, name)] = _said(said, name)
        return block

    def branch(self, kind: str, value: Raw, fork: str, number: int) -> Branch:
        key = _said(value, "key") or key_from(_said(value, "label")) or f"way_{number}"
        self.texts[f"branch.{fork}.{key}"] = _said(value, "label")
        rule = self.rule(value, fork) if kind == "choice" else None
        return Branch(key, self.blocks(value, f"{fork}_{key}"), rule)


def _read(name: str, value: Any) -> Any:
    if name in KEYS:
        return st.keys(value)
    if name in PAIRS:
        return st.pairs(value)
    if name in PERIODS:
        return st.period(value)
    if name in MOMENTS:
        return st.moment(value) or (st.NO_DAY if name == "first" else None)
    if name == "reminders":
        return st.days(value)
    if name in FLAGS:
        return bool(value)
    if name in COUNTS:
        return (value or 0) if name == "opens" else value
    return (value or "").strip()


def _key(value: Raw, kind: str, inside: str = "") -> str:
    """The key that was written, or one made of the title; what has no title is named by its place."""
    made = key_from(_said(value, "title"))[:40].strip("_")
    return _said(value, "key") or made or "_".join(filter(None, (kind, inside)))


def _said(value: Raw, name: str) -> str:
    return plain(value.get(name) or "")
