"""All measures in one run."""

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache

from django.conf import settings
from django.db import connection
from django.test.utils import get_runner, setup_test_environment

from accounts.models import User
from forms.models import FormVersion
from tests.bench.__main__ import MEASURES
from tests.bench.answers import answers
from tests.bench.builder import builder, editor
from tests.bench.exports import Steady, exports
from tests.bench.forms import form_show, form_store, thirty_questions, words
from tests.bench.inbox import inbox
from tests.bench.measuring import Measured
from tests.bench.pictures import preview
from tests.bench.step import step
from tests.bench.stock.models import StockAnswers
from tests.bench.sweeping import sweeping
from tests.bench.versions import versions
from tests.factories.accounts import make_unit, make_user
from tests.factories.forms import make_form

# Lists of answers are fetched with the very SQL of the reference, so the ratio is what Django makes of fifty rows,
# their forms and rules of access: a few milliseconds, whatever the table holds. A page draws them, too, with
# its filters and links: about ten times its SQL. Exports need as much memory for ten times as many answers.
TARGETS = {
    "step": 0.6,
    "form_show": 0.25,
    "form_store": 1.2,
    "inbox": 2.0,
    "inbox_page": 2.0,
    "answers": 6.0,
    "answers_by_answer": 6.0,
    "answers_by_word": 6.0,
    "answers_page": 15.0,
    "answers_sorted_page": 2.0,
    "export_xlsx": 1.3,
    "export_csv": 1.3,
    "builder": 2.0,
    "editor": 2.0,
    "preview": 2.0,
    "sweep": 0.7,
    "versions_memory": 1.2,
    "versions_request": 1.3,
}
QUERIES = {
    "step": 12,
    "inbox_page": 15,
    "answers": 1,
    "answers_by_answer": 1,
    "answers_by_word": 1,
    "answers_page": 15,
    "answers_sorted_page": 17,
}
MILLISECONDS = {
    "inbox_page": 40,
    "answers_page": 100,
    "answers_sorted_page": 300,
    "editor": 3000,
}


def run(chosen: Collection[str]) -> int:
    """Print the chosen measures; targets that are missed are said on the error stream."""
    setup_test_environment(debug=False)
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases(serialized_aliases=set())
    try:
        with connection.schema_editor() as editor:
            editor.create_model(StockAnswers)
        for measured in _measures(chosen):
            print(measured.line(), flush=True)
            for missed in _missed(measured):
                print(missed, file=sys.stderr, flush=True)
    finally:
        runner.teardown_databases(databases)
    return 0


def _measures(chosen: Collection[str]) -> Iterator[Measured | Steady]:
    """Take the chosen measures, in the order of the table: the last ones leave a million tasks behind."""
    user: User = make_user("matare", roles=("counsellor",), unit=make_unit())
    for name in MEASURES:
        if name in chosen:
            taken = TAKEN[name](user)
            yield from (taken,) if isinstance(taken, Measured) else taken


@cache
def _thirty() -> FormVersion:
    document = thirty_questions()
    return make_form("thirty", *document.sections, texts=words(document))


TAKEN: Mapping[str, Callable[[User], Measured | Iterable[Measured | Steady]]] = {
    "form_show": lambda _user: form_show(_thirty()),
    "form_store": lambda user: form_store(_thirty(), user),
    "answers": lambda _user: answers(),
    "exports": lambda _user: exports(),
    "builder": lambda _user: builder(),
    "editor": lambda _user: editor(),
    "preview": preview,
    "sweep": lambda _user: sweeping(),
    "versions": versions,
    "step": step,
    "inbox": inbox,
}


def _missed(measured: Measured | Steady) -> Iterator[str]:
    name = measured.measure
    if measured.ratio > TARGETS[name]:
        yield f"{name}: ratio {measured.ratio} is over {TARGETS[name]}"
    if isinstance(measured, Steady):
        return
    if measured.queries > QUERIES.get(name, measured.queries):
        yield f"{name}: {measured.queries} queries are over {QUERIES[name]}"
    if measured.ours > MILLISECONDS.get(name, measured.ours):
        yield f"{name}: {measured.ours} ms are over {MILLISECONDS[name]}"
