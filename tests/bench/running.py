"""All measures in one run."""

import sys
from collections.abc import Collection, Iterator

from django.conf import settings
from django.db import connection
from django.test.utils import get_runner, setup_test_environment

from accounts.models import User
from tests.bench.forms import form_show, form_store, thirty_questions, words
from tests.bench.inbox import inbox
from tests.bench.measuring import Measured
from tests.bench.step import step
from tests.bench.stock.models import StockAnswers
from tests.factories.accounts import make_unit, make_user
from tests.factories.forms import make_form

TARGETS = {"step": 0.6, "form_show": 0.25, "form_store": 1.2, "inbox": 2.0, "inbox_page": 2.0}
STEP_QUERIES, PAGE_QUERIES, PAGE_MS = 12, 15, 40


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


def _measures(chosen: Collection[str]) -> Iterator[Measured]:
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


def _missed(measured: Measured) -> Iterator[str]:
    if measured.ratio > TARGETS[measured.measure]:
        yield f"{measured.measure}: ratio {measured.ratio} is over {TARGETS[measured.measure]}"
    if measured.measure == "step" and measured.queries > STEP_QUERIES:
        yield f"step: {measured.queries} queries are over {STEP_QUERIES}"
    if measured.measure == "inbox_page":
        if measured.queries > PAGE_QUERIES:
            yield f"inbox_page: {measured.queries} queries are over {PAGE_QUERIES}"
        if measured.ours > PAGE_MS:
            yield f"inbox_page: {measured.ours} ms are over {PAGE_MS}"
