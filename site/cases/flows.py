"""The class that every workflow version becomes: Viewflow's Flow on our own tables, lock and nodes."""

from viewflow.workflow import flow

from cases import nodes
from cases.locks import ProcessLock
from cases.models import CaseProcess, CaseTask


class CaseFlow(flow.Flow):
    """How cases of one workflow version run."""

    process_class = CaseProcess
    task_class = CaseTask
    lock_impl = ProcessLock()

    @classmethod
    def node_for(cls, kind: str) -> type:
        """The node class for a part of a workflow document."""
        return nodes.KINDS[kind]
