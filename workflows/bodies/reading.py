"""The editor's blocks as a document, its words, and the mistakes that only blocks can have. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from forms.editing.bodies import key_from
from forms.problems import Problem
from forms.texts import plain
from workflows import effects
from workflows import settings_text as st
from workflows import texts as words
from workflows.bodies.settings import (
    CHOSEN,
    COUNTS,
    EFFECTS,
    FLAGS,
    KEYS,
    MOMENTS,
    OPTIONS,
    PAIRS,
    PERIODS,
    SETTINGS,
    STEPS,
    UNTITLED,
    WORDS,
)
from workflows.document import (
    Event,
    Gate,
    Need,
    Obligation,
    Outcome,
    Phase,
    Role,
    Start,
    WorkflowDocument,
)
from workflows.facts import CASE
from workflows.settings_text import Raw
from workflows.speech import _
from workflows.steps import BLOCKS, AnyBlock, Branch
from workflows.tables import Table


class Definition(Protocol):
    """What is edited: a title and blocks."""

    title: str
    body: Any


def compile_body(definition: Definition) -> tuple[WorkflowDocument, dict[str, str]]:
    """Read what was edited as a document and its words."""
    compiled = compile_raw(definition.body.get_prep_value())
    texts = {words.TITLE: plain(definition.title), **compiled.texts}
    return compiled.document, {key: text for key, text in texts.items() if text}


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
        obligations=read("obligation", reader.obligation),
        roles=read("role", reader.role),
        gates=read("gate", reader.gate),
        outcomes=read("outcome", reader.outcome),
        tables=read("table", lambda value: reader.flat("table", Table, value)),
        calendar=next(iter(read("calendar", reader.calendar)), ""),
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
        key = key_of(value, kind)
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
            sentence = _("“%(day)s” is no number of days. Write reminders as -7, 0.") % {"day": day}
            self.problems.append(Problem(sentence, where))
        return {
            name: _read(
                name, (given.get(kind) or {}).get(name) if len(names) > 1 else given.get(kind)
            )
            for kind, names in OPTIONS.items()
            for name in names
        }

    def words(self, kind: str, key: str, value: Raw, title_key: str) -> None:
        if kind not in UNTITLED:
            self.texts[title_key] = said(value, "title")
        for name, text_key in WORDS.get(kind, {}).items():
            self.texts[text_key.format(key=key)] = said(value, name)

    def rule(self, value: Raw, where: str) -> Any:
        rule, wrong = st.rule(value.get("rule"), self.kinds)
        self.problems.extend(Problem(sentence, where) for sentence in wrong)
        return rule

    def phase(self, value: Raw) -> Phase:
        key = key_of(value, "phase")
        return self.flat("phase", Phase, value, blocks=self.blocks(value, key))

    def event(self, value: Raw) -> Event:
        key = key_of(value, "event")
        effect = next(map(_effect, value.get("effect") or ()), None)
        return self.flat("event", Event, value, blocks=self.blocks(value, key), effect=effect)

    def obligation(self, value: Raw) -> Obligation:
        rule = self.rule(value, key_of(value, "obligation"))
        return self.flat("obligation", Obligation, value, rule=rule)

    def calendar(self, value: Raw) -> str:
        return said(value, "of")

    def role(self, value: Raw) -> Role:
        key = key_of(value, "role")
        needs = (row["value"] for row in value.get("needs") or ())
        read = tuple(Need(said(need, "qualification"), self.rule(need, key)) for need in needs)
        return self.flat("role", Role, value, needs=read)

    def gate(self, value: Raw) -> Gate:
        rule = self.rule(value, key_of(value, "gate"))
        return self.flat("gate", Gate, value, rule=rule or st.NOTHING)

    def outcome(self, value: Raw) -> Outcome:
        key = key_of(value, "outcome")
        rows = [row["value"] for row in value.get("reasons") or ()]
        codes = [key_of(row, "reason", str(number)) for number, row in enumerate(rows, 1)]
        for code, row in zip(codes, rows, strict=True):
            self.texts[words.reason_key(key, code)] = said(row, "title")
        return self.flat("outcome", Outcome, value, reasons=tuple(codes))

    def law(self, value: Raw) -> None:
        if code := said(value, "code"):
            self.texts[f"law.{code}"] = said(value, "title")

    def blocks(self, value: Raw, inside: str) -> tuple[AnyBlock, ...]:
        return tuple(
            self.block(raw["type"], raw["value"], inside) for raw in value.get("blocks") or ()
        )

    def block(self, kind: str, value: Raw, inside: str) -> AnyBlock:
        value = {**value, "key": key_of(value, kind, inside)}
        more: Raw = {}
        if kind == "wait":
            more["rule"] = self.rule(value, value["key"])
        if kind == "choice":
            more["judged_by"] = said(value, "judged_by")
        if kind in ("choice", "parallel"):
            more["branches"] = tuple(
                self.branch(kind, raw["value"], value["key"], number)
                for number, raw in enumerate(value.get("branches") or (), 1)
            )
        block: Any = self.flat(kind, BLOCKS[kind], value, **more)
        if kind == "decision":
            grant = value.get("grant") or {}
            for name in words.DECISION_WORDS:
                self.texts[words.decision_key(block.key, name)] = said(grant, name)
        return block

    def branch(self, kind: str, value: Raw, fork: str, number: int) -> Branch:
        key = said(value, "key") or key_from(said(value, "label")) or f"way_{number}"
        self.texts[f"branch.{fork}.{key}"] = said(value, "label")
        rule = self.rule(value, fork) if kind == "choice" else None
        return Branch(key, self.blocks(value, f"{fork}_{key}"), rule)


def _read(name: str, value: Any) -> Any:
    if name in KEYS | CHOSEN:
        return st.keys(value) if name in KEYS else tuple(value or ())
    if name in PAIRS:
        return st.pairs(value)
    if name in PERIODS:
        return st.period(value)
    if name in MOMENTS:
        return st.moment(value) or (st.NO_DAY if name == "first" else None)
    if name == "reminders":
        return st.days(value)
    if name == "escalations":
        return st.escalations(value)
    if name == "rows":
        return st.table_rows(value)
    if name in FLAGS:
        return bool(value)
    if name in COUNTS:
        return (value or 0) if name == "opens" else value
    return (value or "").strip()


def _effect(raw: Raw) -> Any:
    given = raw["value"] or {}
    names = EFFECTS[raw["type"]]
    return effects.EFFECTS[raw["type"]](**{name: _read(name, given.get(name)) for name in names})


def key_of(value: Raw, kind: str, inside: str = "") -> str:
    """The key that was written, or one made of the title; what has no title is named by its place."""
    return said(value, "key") or made_of(value) or "_".join(filter(None, (kind, inside)))


def made_of(value: Raw) -> str:
    """The key that a title makes."""
    return key_from(said(value, "title"))[:40].strip("_")


def said(value: Raw, name: str) -> str:
    """The words in a field of a block, without markup."""
    return plain(value.get(name) or "")
