"""Words that are looked for in answers, also where a later version took a question out of what is searched."""

import json
from collections.abc import Iterable

from django.db.models import BooleanField, F, Func, Q, Value

from forms.answers.searching import still_searched
from forms.models import FormDefinition


def says(words: str, definition: FormDefinition) -> Q:
    """The answers to a form in which somebody's own words are found.

    The column of words was written when the answers came, by the version that was asked. Where another version
    marks one of its questions, what the column found must stand in one of the others as well.
    """
    sought = words.casefold()
    versions = list(definition.versions.order_by("number"))
    left = zip(versions, still_searched([each.document() for each in versions]), strict=True)
    closed = {version.pk: paths for version, paths in left if paths is not None}
    found = Q(words__contains=sought)
    if not closed:
        return found
    elsewhere = ~Q(version__in=list(closed))
    for version, paths in closed.items():
        elsewhere |= Q(version=version) & _stands_in(sorted(paths), sought)
    return found & elsewhere


def _stands_in(paths: Iterable[str], sought: str) -> Q:
    """Whether the words stand in the answer to one of some questions."""
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(_Says(path, sought))
    return found


class _Says(Func):
    """Whether words stand in what was answered to one question, in any row of its groups, however they are written."""

    function = "jsonb_path_exists"
    template = "%(function)s(%(expressions)s::jsonpath)"
    output_field = BooleanField()

    def __init__(self, path: str, sought: str) -> None:
        *groups, key = (json.dumps(part) for part in path.split("."))
        steps = "".join(f".{group}[*]" for group in groups)
        literally = f'like_regex {json.dumps(sought)} flag "iq"'
        super().__init__(F("answers"), Value(f"${steps}.{key} ? (@ {literally})"))
