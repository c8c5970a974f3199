"""Build a real Viewflow class from a workflow document. Reads no database, keeps no state.

The running side brings its base class, with `node_for(kind)` -> node class. Kinds: start, phase, task, meeting,
decision, several, party, choice, judgement, parallel, join, wait, end, side_end, event, obligation, extra.

node class(block=part[, phase=key])
    block   the part of the document that the node stands for: Start, Phase, a block, Event, Obligation;
            Parallel for its join, Choice for its judgement, Several for each of its parties,
            None for `extra` and `side_end`
    phase   key of the phase; not given for what lies outside the phases
edges       `.Next(target)`; choice: `.Case(target, rule, branch key)` for every branch but the last, which is
            `.Default(target)`, also when a worker judges; parallel: `.Next(target)` for every branch
"""

from viewflow.this_object import ThisObject
from viewflow.workflow import flow
from viewflow.workflow.base import Node

from workflows.document import WorkflowDocument
from workflows.paths import goes_on
from workflows.steps import AnyBlock, Block, Choice, End, Parallel, Return, Several

SIDE_END = "side_end"


class Broken(ValueError):
    """The document leads nowhere or names two parts alike; `workflows.checks` says so to editors."""


def build_flow(document: WorkflowDocument, *, name: str, module: str, base: type) -> type:
    """Return a subclass of `base` with one node per block, in the order they were written.

    base     the running side: its process_class, task_class, lock_impl and node classes
    module   where Viewflow will look the class up again; must belong to an installed app
    errors   RuntimeError for anything that goes wrong: an AttributeError or ImportError would be read by
             Viewflow as "no such flow", and every task of the version would silently lose its node
    """
    try:
        nodes = _Drawing(base).nodes_of(document)
        members = {"__module__": module, "process_title": name, "document": document}
        built = type(flow.Flow)(name, (base,), members | nodes)
    except Exception as error:
        raise RuntimeError(f"{name} cannot be built: {error!r}") from error
    _restore_order(built, list(nodes))
    return built


def _restore_order(built: type, written: list[str]) -> None:
    """Put nodes back in the order of the document: Viewflow collects them by name.

    What the base class declares by itself comes last.
    """
    order = {name: place for place, name in enumerate(written)}
    found = built._nodes_by_name  # type: ignore[attr-defined]  # noqa: SLF001  Viewflow has no public way
    built._nodes_by_name = dict(  # type: ignore[attr-defined]  # noqa: SLF001
        sorted(found.items(), key=lambda named: order.get(named[0], len(order)))
    )


class _Drawing:
    """The nodes of one flow while they are being drawn."""

    def __init__(self, base: type) -> None:
        self.base = base
        self.nodes: dict[str, Node] = {}

    def nodes_of(self, document: WorkflowDocument) -> dict[str, Node]:
        first = _phase(document.phases[0].key)
        self.add("start", "start", document.start).Next(ThisObject(first))
        followers = [_phase(phase.key) for phase in document.phases[1:]]
        for phase, after in zip(document.phases, [*followers, None], strict=True):
            entry = self.add(_phase(phase.key), "phase", phase, phase.key)
            entry.Next(_ref(_entry(phase.blocks, after)))
            self.draw(phase.blocks, phase.key, after)
        self.draw_sides(document)
        return self.nodes

    def draw_sides(self, document: WorkflowDocument) -> None:
        """Draw what runs beside the path: events, obligations with a task of their own, extra tasks."""
        for event in document.events:
            entry = _entry(event.blocks, SIDE_END)
            self.add(f"event_{event.key}", "event", event).Next(_ref(entry))
            self.draw(event.blocks, "", SIDE_END)
        for obligation in document.obligations:
            if not obligation.step:
                self.add(f"obligation_{obligation.key}", "obligation", obligation).Next(
                    _ref(SIDE_END)
                )
        self.add("extra", "extra", None).Next(_ref(SIDE_END))
        self.add(SIDE_END, SIDE_END, None)

    def draw(self, blocks: tuple[AnyBlock, ...], phase: str, after: str | None) -> None:
        """Draw blocks one after the other; `after` is the node that follows the last of them."""
        for place, block in enumerate(blocks):
            self.draw_block(block, phase, _entry(blocks[place + 1 :], after))

    def draw_block(self, block: AnyBlock, phase: str, after: str | None) -> None:
        match block:
            case Return():
                pass  # an edge, drawn by what comes before it
            case End():
                self.add(_node(block), block.kind, block, phase)
            case Choice():
                self.draw_choice(block, phase, after)
            case Parallel():
                self.draw_parallel(block, phase, after)
            case Several():
                self.add(_node(block), block.kind, block, phase).Next(_ref(after))
                self.add(f"party_{block.key}", "party", block).Next(_ref(SIDE_END))
            case _:
                self.add(_node(block), block.kind, block, phase).Next(_ref(after))

    def draw_choice(self, block: Choice, phase: str, after: str | None) -> None:
        if block.judged_by:
            self.add(f"judge_{block.key}", "judgement", block, phase).Next(_ref(_node(block)))
        choice = self.add(_node(block), block.kind, block, phase)
        *named, otherwise = block.branches
        for branch in named:
            choice.Case(_ref(_entry(branch.blocks, after)), branch.rule, branch.key)
        choice.Default(_ref(_entry(otherwise.blocks, after)))
        for branch in block.branches:
            self.draw(branch.blocks, phase, after)

    def draw_parallel(self, block: Parallel, phase: str, after: str | None) -> None:
        join = f"join_{block.key}"
        split = self.add(_node(block), block.kind, block, phase)
        for branch in block.branches:
            split.Next(_ref(_entry(branch.blocks, join)))
        for branch in block.branches:
            self.draw(branch.blocks, phase, join)
        if goes_on((block,)):
            self.add(join, "join", block, phase).Next(_ref(after))

    def add(self, name: str, kind: str, block: object, phase: str = "") -> Node:
        if name in self.nodes:
            raise Broken(f"two parts are named {name}")
        place = {"phase": phase} if phase else {}
        node: Node = self.base.node_for(kind)(block=block, **place)  # type: ignore[attr-defined]
        self.nodes[name] = node
        return node


def _entry(blocks: tuple[AnyBlock, ...], after: str | None) -> str | None:
    """Name the node in which blocks begin; without any block, it is the one that follows."""
    if not blocks:
        return after
    match blocks[0]:
        case Return(phase=phase):
            return _phase(phase)
        case Choice(key=key, judged_by=role) if role:
            return f"judge_{key}"
        case first:
            return _node(first)


def _ref(name: str | None) -> ThisObject:
    if name is None:
        raise Broken("the last phase leads nowhere")
    return ThisObject(name)


def _node(block: Block) -> str:
    return f"n_{block.key}"


def _phase(key: str) -> str:
    return f"phase_{key}"
