"""Words that are looked for in answers, also where a later version took a question out of what is searched."""

import json
from collections.abc import Iterable

from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Cast, Lower
from django.db.models.lookups import Contains

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
    said = json.dumps(sought, ensure_ascii=False)[
        1:-1
    ]  # as the database writes them inside an answer
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(Contains(Lower(Cast(_Said(path), TextField())), said))
    return found


class _Said(Func):
    """Everything that was answered to one question, in all rows of its groups."""

    function = "jsonb_path_query_array"
    template = "%(function)s(%(expressions)s::jsonpath)"

    def __init__(self, path: str) -> None:
        *groups, key = (json.dumps(part) for part in path.split("."))
        steps = "".join(f".{group}[*]" for group in groups)
        super().__init__(F("answers"), Value(f"${steps}.{key}"))
