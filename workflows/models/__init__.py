"""Workflows in the database: definition, version, words."""

from workflows.models.definition import WorkflowDefinition
from workflows.models.version import WorkflowText, WorkflowVersion

__all__ = ["WorkflowDefinition", "WorkflowText", "WorkflowVersion"]
