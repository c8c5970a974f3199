"""A thin running side made of stock Viewflow nodes: enough to build and walk a flow without cases."""

from viewflow.workflow import flow
from viewflow.workflow.base import Node


def _nothing(_activation):
    """Neither does anything nor chooses anything."""


class Stands:
    """A node that stands for a part of the document."""

    block: object = None
    phase: str = ""


class Step(Stands, flow.View):
    """Waits for a person, a date or an answer."""

    def __init__(self, *, block, phase=""):
        super().__init__(None)  # flow.View takes other settings and forgets them
        self.block, self.phase = block, phase


class Entry(Stands, flow.StartHandle):
    def __init__(self, *, block, phase=""):
        super().__init__()
        self.block, self.phase = block, phase


class Automatic(Stands, flow.Function):
    def __init__(self, **settings):
        super().__init__(_nothing, **settings)


class Chosen(Stands, flow.Switch):
    """Keeps the key of each branch beside its edge."""

    def __init__(self, **settings):
        super().__init__(**settings)
        self.keys = []

    def Case(self, node, rule, key):  # noqa: N802  Viewflow's own name
        self.keys.append((rule, key))
        return super().Case(node, _nothing)


class Split(Stands, flow.Split):
    pass


class Join(Stands, flow.Join):
    pass


class End(Stands, flow.End):
    pass


class SmallFlow(flow.Flow):
    """Base class for flows in these tests."""

    nodes_of_kinds: dict[str, type[Node]] = {
        **dict.fromkeys(("task", "meeting", "decision", "several", "judgement", "wait"), Step),
        **dict.fromkeys(("start", "event", "obligation", "extra", "party"), Entry),
        "phase": Automatic,
        "choice": Chosen,
        "parallel": Split,
        "join": Join,
        **dict.fromkeys(("end", "side_end"), End),
    }

    @classmethod
    def node_for(cls, kind: str) -> type[Node]:
        return cls.nodes_of_kinds[kind]
