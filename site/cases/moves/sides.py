"""Versions of a workflow, and what is being edited, as the judgement of moves reads them."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from cases.flows import CaseFlow
from cases.published import flow_of
from cases.versions import form_version, version_of
from cases.words import language
from workflows.builder import build_flow
from workflows.document import WorkflowDocument
from workflows.models import WorkflowDefinition
from workflows.moves.places import Side


def side_of(version_pk: int) -> Side:
    """A frozen version, with its words in the reader's language."""
    return _side(version_pk, language())


def side_of_draft(definition: WorkflowDefinition) -> Side:
    """What is edited now, as it would be frozen.

    errors   RuntimeError when it cannot be built; `definition.problems()` says why
    """
    draft = definition.source().get_latest_revision_as_object()
    document, texts = draft.compiled()
    flow = build_flow(document, name="Draft", module="cases.published", base=CaseFlow)
    return _made(document, flow, texts, draft.pinned(document)["forms"])


@lru_cache(maxsize=64)
def _side(version_pk: int, reading: str) -> Side:
    version = version_of(version_pk)
    return _made(version.document(), flow_of(version), version.texts(reading), version.forms)


def _made(
    document: WorkflowDocument, flow: Any, texts: Mapping[str, str], forms: Mapping[str, int]
) -> Side:
    nodes: Iterable[Any] = flow.instance.nodes()
    return Side(
        document,
        nodes={node.name: node.task_type for node in nodes},
        texts=texts,
        forms=forms,
        fields={slug: _questions(pk) for slug, pk in forms.items()},
    )


def _questions(form: int) -> frozenset[str]:
    return frozenset(question.key for question in form_version(form).document().fields())
