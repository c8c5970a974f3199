"""What an editor sees beside the blocks: the picture, the numbered problems, and the same as text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from forms.problems import Problem
from workflows.diagram import draw, in_order
from workflows.document import WorkflowDocument
from workflows.outline import Line, outline


@dataclass(frozen=True)
class Preview:
    """Picture and problems agree on their numbers.

    opens   {key of a part: id of its block in the editor beside}; empty where there is no editor
    """

    picture: SafeString
    problems: list[Problem]
    outline: tuple[Line, ...]
    opens: Mapping[str, str] = field(default_factory=dict)


def preview(
    document: WorkflowDocument,
    texts: Mapping[str, str],
    problems: Iterable[Problem],
    *,
    opens: Mapping[str, str] = MappingProxyType({}),
) -> Preview:
    """Draw, number and read a workflow in the active language. Every part leads to its line, or to its block."""
    numbered = in_order(document, texts, problems, say=gettext)
    return Preview(
        picture=picture(document, texts, problems=numbered, links=True),
        problems=numbered,
        outline=outline(document, texts, say=gettext),
        opens=opens,
    )


def picture(
    document: WorkflowDocument,
    texts: Mapping[str, str],
    *,
    problems: Iterable[Problem] = (),
    here: Iterable[str] = (),
    links: bool = False,
) -> SafeString:
    """Draw a workflow in the active language, ready for a page."""
    drawn = draw(document, texts, problems=list(problems), here=here, links=links, say=gettext)
    return mark_safe(drawn)  # noqa: S308  every text in it is escaped where it is written


def compared(
    document: WorkflowDocument, texts: Mapping[str, str], marks: Mapping[str, str]
) -> SafeString:
    """Draw one of two versions, with what became of each part written beside it."""
    drawn = draw(document, texts, marks=marks, say=gettext)
    return mark_safe(drawn)  # noqa: S308  every text in it is escaped where it is written
