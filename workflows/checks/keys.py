"""Keys: well formed, free, and used once. Stored answers are found by them for ever."""

import re
from collections import Counter
from collections.abc import Iterator

from forms.problems import Problem
from workflows.checks.drawing import Drawing
from workflows.document import RESERVED_KEYS
from workflows.speech import _

FORM = re.compile(r"[a-z][a-z0-9_]{0,40}")


def keys_are_well_formed(drawing: Drawing) -> Iterator[Problem]:
    for part in _keyed(drawing):
        if not FORM.fullmatch(part.key) or part.key.endswith("_path"):
            yield drawing.said(
                _(
                    "“%(name)s” has a key that cannot be used (%(key)s). Use small letters a–z, figures and _, "
                    "begin with a letter, and do not end with _path."
                ),
                part,
                key=part.key or _("none"),
            )


def keys_are_free(drawing: Drawing) -> Iterator[Problem]:
    for part in _answering(drawing):
        if part.key in RESERVED_KEYS:
            yield drawing.said(
                _("“%(name)s” has a key that is taken (%(key)s). Choose another key."),
                part,
                key=part.key,
            )


def keys_are_used_once(drawing: Drawing) -> Iterator[Problem]:
    document = drawing.document
    groups = [
        _answering(drawing),
        document.phases,
        document.roles,
        document.outcomes,
        document.gates,
        document.tables,
    ]
    groups += [fork.branches for fork in drawing.forks]
    for group in groups:
        used = Counter(part.key for part in group)
        seen: set[str] = set()
        for part in group:
            if used[part.key] > 1 and part.key in seen:
                yield drawing.said(
                    _(
                        "The key of “%(name)s” is used more than once (%(key)s). Give each its own key."
                    ),
                    part,
                    key=part.key,
                )
            seen.add(part.key)


def _answering(drawing: Drawing) -> tuple:
    """Parts whose keys share one space: answers are stored under them."""
    return (*drawing.blocks, *drawing.document.events, *drawing.document.obligations)


def _keyed(drawing: Drawing) -> Iterator:
    document = drawing.document
    yield from _answering(drawing)
    yield from (*document.phases, *document.roles, *document.outcomes, *document.gates)
    yield from document.tables
    for fork in drawing.forks:
        yield from fork.branches
