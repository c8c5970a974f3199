"""A document as the editor's blocks. Pure."""

from collections.abc import Iterator
from typing import Any

from workflows import settings_text as st
from workflows import texts as words
from workflows.bodies.settings import (
    CHOSEN,
    EFFECTS,
    KEYS,
    MOMENTS,
    OPTIONS,
    PAIRS,
    PERIODS,
    SETTINGS,
    UNTITLED,
    WORDS,
)
from workflows.document import (
    Event,
    Gate,
    Obligation,
    Outcome,
    Phase,
    Role,
    WorkflowDocument,
)
from workflows.settings_text import Raw
from workflows.steps import AnyBlock, Branch, Choice, Decision, Parallel, Task, Wait
from workflows.texts import Texts


def body_from(document: WorkflowDocument, texts: Texts) -> list[Raw]:
    """Write a document as the editor's blocks. Blocks keep their ids when written again."""
    writer = _Writer(texts)
    return [
        st.raw_block("start", writer.part("start", document.start, "start"), "start"),
        *(writer.stretch("phase", phase) for phase in document.phases),
        *(writer.stretch("event", event) for event in document.events),
        *_calendar(document),
        *(writer.ruled("obligation", owed, owed.key) for owed in document.obligations),
        *(writer.role(role) for role in document.roles),
        *(writer.ruled("gate", gate, gate.key) for gate in document.gates),
        *(writer.outcome(outcome) for outcome in document.outcomes),
        *(writer.flat("table", table) for table in document.tables),
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

    def ruled(self, kind: str, part: Wait | Gate | Obligation, path: str) -> Raw:
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

    def outcome(self, outcome: Outcome) -> Raw:
        path = f"{outcome.key}:reason"
        reasons = [
            st.raw_block(
                "item",
                {
                    "title": self.texts.get(words.reason_key(outcome.key, reason), ""),
                    "key": reason,
                },
                f"{path}:{reason}",
            )
            for reason in outcome.reasons
        ]
        value = {**self.part("outcome", outcome, outcome.key), "reasons": reasons}
        return st.raw_block("outcome", value, outcome.key)

    def law(self, code: str) -> Raw:
        return st.raw_block("law", {"code": code, "title": self.texts.get(f"law.{code}", "")}, code)

    def stretch(self, kind: str, stretch: Phase | Event) -> Raw:
        blocks = [self.block(block) for block in stretch.blocks]
        value = {**self.part(kind, stretch, stretch.key), "blocks": blocks}
        if isinstance(stretch, Event):
            value["effect"] = [_effect(stretch)] if stretch.effect else []
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


def _calendar(document: WorkflowDocument) -> Iterator[Raw]:
    if document.calendar:
        yield st.raw_block("calendar", {"of": document.calendar}, "calendar")


def _effect(event: Event) -> Raw:
    effect = event.effect
    assert effect is not None
    names = EFFECTS[effect.kind]
    value = {name: _written(name, getattr(effect, name)) for name in names} or None
    return st.raw_block(effect.kind, value, f"{event.key}:{effect.kind}")


def _options(task: Task) -> Iterator[Raw]:
    """Write the settings that differ from those of a plain step."""
    plain = Task(task.key)
    for kind, names in OPTIONS.items():
        if any(getattr(task, name) != getattr(plain, name) for name in names):
            written = {name: _written(name, getattr(task, name), task.key) for name in names}
            value = written if len(names) > 1 else written[kind]
            yield st.raw_block(kind, value, f"{task.key}:{kind}")


def _written(name: str, value: Any, path: str = "") -> Any:
    if name == "rows":
        return st.raw_table_rows(value)
    if name == "escalations":
        return st.raw_escalations(value, path)
    if name in KEYS:
        return st.raw_keys(value)
    if name in PAIRS:
        return st.raw_pairs(value)
    if name in CHOSEN:
        return list(value)
    if name in PERIODS:
        return st.raw_period(value)
    if name in MOMENTS:
        return st.raw_moment(value)
    return st.raw_days(value) if name == "reminders" else value
