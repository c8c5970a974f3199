"""All measures in one run."""

import sys
from collections.abc import Collection, Iterator

from django.conf import settings
from django.db import connection
from django.test.utils import get_runner, setup_test_environment

from accounts.models import User
from tests.bench.answers import answers
from tests.bench.builder import builder
from tests.bench.exports import Steady, exports
from tests.bench.forms import form_show, form_store, thirty_questions, words
from tests.bench.inbox import inbox
from tests.bench.measuring import Measured
from tests.bench.step import step
from tests.bench.stock.models import StockAnswers
from tests.bench.sweeping import sweeping
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
    "export_xlsx": 1.3,
    "export_csv": 1.3,
    "builder": 2.0,
    "sweep": 0.7,
}
QUERIES = {
    "step": 12,
    "inbox_page": 15,
    "answers": 1,
    "answers_by_answer": 1,
    "answers_by_word": 1,
    "answers_page": 15,
}
MILLISECONDS = {"inbox_page": 40, "answers_page": 100}


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
    user: User = make_user("matare", roles=("counsellor",), unit=make_unit())
    if "step" in chosen:
        yield step(user)
    document = thirty_questions()
    version = make_form("thirty", *document.sections, texts=words(document))
    if "form_show" in chosen:
        yield form_show(version)
    if "form_store" in chosen:
        yield form_store(version, user)
    if "inbox" in chosen:
        yield from inbox(user)
    if "answers" in chosen:
        yield from answers()
    if "exports" in chosen:
        yield from exports()
    if "builder" in chosen:
        yield builder()
    if "sweep" in chosen:
        yield sweeping()


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
