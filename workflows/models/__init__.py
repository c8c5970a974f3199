"""Workflows in the database: definition, version, words, kept parts."""

from workflows.models.definition import WorkflowDefinition
from workflows.models.kept import KeptPart, KeptVersion, TakenPart
from workflows.models.version import WorkflowText, WorkflowVersion

__all__ = [
    "KeptPart",
    "KeptVersion",
    "TakenPart",
    "WorkflowDefinition",
    "WorkflowText",
    "WorkflowVersion",
]
