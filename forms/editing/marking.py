"""Problems beside the blocks that they are about, however deep these stand, as Wagtail shows its own errors."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks.list_block import ListBlockValidationError, ListValue
from wagtail.blocks.stream_block import StreamBlockValidationError, StreamValue
from wagtail.blocks.struct_block import StructBlockValidationError, StructValue

from forms.editing.bodies import key_from
from forms.problems import Problem

Sentences = Mapping[str, Sequence[str]]


def marks(body: StreamValue, problems: Iterable[Problem]) -> ValidationError | None:
    """Gather problems as errors of the blocks they name. None when no block is named."""
    sentences: dict[str, list[str]] = defaultdict(list)
    for problem in problems:
        if problem.where:
            sentences[problem.where].append(problem.sentence)
    marked = _within(body, sentences, "")
    if marked:
        marked.message = _("The problems are marked below, where they stand.")
    return marked


def _within(value: Any, sentences: Sentences, group: str) -> ValidationError | None:
    match value:
        case StreamValue():
            errors = dict(_of_blocks(value, sentences, group))
            return StreamBlockValidationError(block_errors=errors) if errors else None
        case ListValue():
            found = ((at, _within(each, sentences, group)) for at, each in enumerate(value))
            rows = {at: error for at, error in found if error}
            return ListBlockValidationError(block_errors=rows) if rows else None
        case StructValue():
            inside = _of_parts(value, sentences, group)
            return StructBlockValidationError(block_errors=inside) if inside else None
    return None


def _of_blocks(
    stream: StreamValue, sentences: Sentences, group: str
) -> Iterator[tuple[int, ValidationError]]:
    """Yield the errors of each block of a stream: its own, and those of what stands inside it."""
    for at, part in enumerate(stream):
        if not isinstance(part.value, StructValue):
            continue
        path = f"{group}{_key(part.value) or part.block_type}"
        own = sentences.get(path, ())
        inside = _of_parts(part.value, sentences, f"{path}." if part.block_type == "group" else "")
        if own or inside:
            yield at, StructBlockValidationError(block_errors=inside, non_block_errors=[*own])


def _of_parts(value: StructValue, sentences: Sentences, group: str) -> dict[str, ValidationError]:
    found = ((name, _within(part, sentences, group)) for name, part in value.items())
    return {name: error for name, error in found if error}


def _key(value: StructValue) -> str:
    """The key of a block, or the one that is made of its words."""
    named = value.get("label") or value.get("title") or ""
    return (value.get("key") or value.get("code") or "").strip() or (
        key_from(named)[:40].strip("_") if "key" in value else ""
    )
