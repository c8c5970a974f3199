"""A workflow as nodes and flows, the way BPMN thinks: blocks become gateways that part and meet. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workflows import texts as words
from workflows.document import Event, WorkflowDocument
from workflows.paths import goes_on
from workflows.steps import AnyBlock, Branch, Choice, End, Parallel, Return, Task, Wait


@dataclass(frozen=True, slots=True)
class Node:
    """One element of the drawing. `key` is the block that its place in the picture comes from."""

    name: str
    element: str
    title: str = ""
    key: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flow:
    """One arrow. `way` is set where it is a way out of a choice."""

    source: str
    target: str
    title: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    rule: str = ""

    @property
    def name(self) -> str:
        return f"flow_{self.source}_{self.target}_{self.settings.get('branch', {}).get('key', '')}"


@dataclass(slots=True)
class Stretch:
    """Nodes and flows that lie in one process or subprocess."""

    key: str = ""
    title: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Way:
    """Where the next arrow begins, and what it carries."""

    source: str
    title: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    rule: str = ""


def stretches(document: WorkflowDocument, texts: Mapping[str, str]) -> list[Stretch]:
    """The path of the case first, then what may happen at any time."""
    drawn = {block["key"]: block for block in _blocks(document.to_json())}
    return [
        _Drawing(texts, drawn).path(document),
        *(_Drawing(texts, drawn).side(event) for event in document.events),
    ]


def _blocks(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [each for inner in value for each in _blocks(inner)]
    if not isinstance(value, dict):
        return []
    own = [value] if "kind" in value and "key" in value else []
    return own + [each for inner in value.values() for each in _blocks(inner)]


class _Drawing:
    def __init__(self, texts: Mapping[str, str], drawn: Mapping[str, dict[str, Any]]) -> None:
        self.texts, self.drawn = texts, drawn
        self.stretch = Stretch()

    def path(self, document: WorkflowDocument) -> Stretch:
        self.stretch.nodes.append(
            Node("start", "startEvent", words.title(self.texts, document.start), "start")
        )
        way: _Way | None = _Way("start")
        for phase in document.phases:
            marker = f"phase_{phase.key}"
            title = words.title(self.texts, phase)
            settings = {"phase": phase.key}
            self.stretch.nodes.append(
                Node(marker, "intermediateThrowEvent", title, marker, settings)
            )
            if way:
                self.arrow(way, marker)
            way = self.sequence(phase.blocks, _Way(marker))
        return self.stretch

    def side(self, event: Event) -> Stretch:
        self.stretch.key, self.stretch.title = event.key, words.title(self.texts, event)
        begin, done = f"begin_{event.key}", f"done_{event.key}"
        self.stretch.nodes.append(Node(begin, "startEvent", self.stretch.title))
        way = self.sequence(event.blocks, _Way(begin))
        if way:
            self.stretch.nodes.append(Node(done, "endEvent", settings={"meeting": event.key}))
            self.arrow(way, done)
        return self.stretch

    def arrow(self, way: _Way, target: str, **more: Any) -> None:
        settings = {**way.settings, **more}
        self.stretch.flows.append(Flow(way.source, target, way.title, settings, way.rule))

    def sequence(self, blocks: tuple[AnyBlock, ...], way: _Way) -> _Way | None:
        """Draw blocks one after the other; None when nothing goes on behind them."""
        for block in blocks:
            if isinstance(block, Return):
                self.arrow(way, f"phase_{block.phase}", returns=block.key)
                return None
            way = _Way(self.block(block, way))
            if not goes_on((block,)):
                return None
        return way

    def block(self, block: AnyBlock, way: _Way) -> str:
        """Draw one block behind an arrow.

        returns   the node that the path leaves it by
        """
        own = {name: each for name, each in self.drawn[block.key].items() if name != "branches"}
        name, title = f"n_{block.key}", words.title(self.texts, block)
        match block:
            case Choice(judged_by=role) if role:
                judge = f"judge_{block.key}"
                self.add(way, Node(judge, "userTask", title, settings={"judges": block.key}))
                return self.fork(block, own, _Way(judge), ("exclusiveGateway", "merge_"))
            case Choice():
                return self.fork(block, own, way, ("exclusiveGateway", "merge_"))
            case Parallel():
                return self.fork(block, own, way, ("parallelGateway", "join_"))
            case End():
                self.add(way, Node(name, "endEvent", title, block.key, own))
            case Wait():
                self.add(way, Node(name, "intermediateCatchEvent", title, block.key, own))
            case _:
                element = "userTask" if isinstance(block, Task) else "task"
                self.add(way, Node(name, element, title, block.key, own))
        return name

    def fork(
        self, block: Choice | Parallel, own: dict[str, Any], way: _Way, how: tuple[str, str]
    ) -> str:
        element, prefix = how
        part, meet = f"n_{block.key}", f"{prefix}{block.key}"
        onward = goes_on((block,))
        settings = {**own, "ways": [each.key for each in block.branches]}
        if onward:
            settings["meets"] = meet
        self.add(way, Node(part, element, words.title(self.texts, block), block.key, settings))
        ends = [self.sequence(each.blocks, self.way_out(block, each)) for each in block.branches]
        if onward:
            self.stretch.nodes.append(Node(meet, element, "", meet, {"meeting": block.key}))
            for end in filter(None, ends):
                self.arrow(end, meet)
        return meet

    def way_out(self, block: Choice | Parallel, branch: Branch) -> _Way:
        title = self.texts.get(words.branch_key(block, branch), "")
        carried: dict[str, Any] = {"key": branch.key}
        rule = ""
        if branch.rule:
            carried["rule"] = branch.rule.to_json()
            rule = f" {branch.rule.match} ".join(
                f"{row.field} {row.operator} {row.value}" for row in branch.rule.rows
            )
        return _Way(f"n_{block.key}", title, {"branch": carried}, rule)

    def add(self, way: _Way, node: Node) -> None:
        self.stretch.nodes.append(node)
        self.arrow(way, node.name)
