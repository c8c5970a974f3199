"""Viewflow nodes for the parts of a workflow document."""

from cases.nodes.asking import PartyNode, SeveralNode
from cases.nodes.ending import EndNode
from cases.nodes.human import (
    EventNode,
    ExtraNode,
    HumanNode,
    JudgementNode,
    ObligationNode,
    StartNode,
)
from cases.nodes.passing import ChoiceNode, ParallelNode, PhaseNode, SideEndNode
from cases.nodes.waiting import JoinNode, WaitNode

KINDS: dict[str, type] = {
    "start": StartNode,
    "phase": PhaseNode,
    "task": HumanNode,
    "meeting": HumanNode,
    "decision": HumanNode,
    "several": SeveralNode,
    "party": PartyNode,
    "choice": ChoiceNode,
    "judgement": JudgementNode,
    "parallel": ParallelNode,
    "join": JoinNode,
    "wait": WaitNode,
    "end": EndNode,
    "side_end": SideEndNode,
    "event": EventNode,
    "obligation": ObligationNode,
    "extra": ExtraNode,
}
