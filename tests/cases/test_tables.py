"""Decision tables at work: a choice, an obligation and a wait read what a table gives for what is known now."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from cases.actions.tasks import complete_task
from cases.facts import Facts
from cases.sweeper import sweep
from forms.conditions.rules import Row, Rule
from forms.document import Choice, Field
from tests.factories.cases import (
    flow,
    make_case,
    make_form_version,
    make_participant,
    make_programme,
    make_worker,
    open_keys,
    open_task,
    task,
)
from workflows import document as doc
from workflows import steps as tree
from workflows.settings_text import table_rows
from workflows.tables import Table

pytestmark = pytest.mark.django_db
WHICH = Table(
    "path",
    ("ask.soon", "ask.visits", "participant.age_at_entry"),
    table_rows("now | | | at_once\nlater | >= 3 | < 25 | youth\n | | | queue"),
)


def gives(*codes):
    return Rule("all", (Row("table.path", "one_of", codes),))


def begun(*blocks, born="2000-01-01", **parts):
    fields = (
        Field("soon", "choice", choices=(Choice("now"), Choice("later"))),
        Field("visits", "number"),
    )
    forms = {"ask": make_form_version("ask", *fields)}
    document = flow(task("ask", form="ask"), *blocks, tables=(WHICH,), **parts)
    programme = make_programme(document, forms=forms)
    worker = make_worker(programme)
    with time_machine.travel(datetime(2026, 3, 2, 10, tzinfo=UTC), tick=False):
        person = make_participant(programme.unit, birth_date=date.fromisoformat(born))
        return make_case(programme, by=worker, participant=person), worker


def answer(case, worker, **answers):
    with time_machine.travel(datetime(2026, 3, 2, 11, tzinfo=UTC), tick=False):
        complete_task(open_task(case, "ask"), by=worker, answers=answers)


@pytest.mark.parametrize(
    ("answers", "born", "way"),
    [
        ({"soon": "now"}, "1950-01-01", "at_once"),
        ({"soon": "later", "visits": 3}, "2001-03-03", "youth"),
        ({"soon": "later", "visits": 3}, "2001-03-02", "queue"),  # 25 on the day
        ({"soon": "later", "visits": 2}, "2010-01-01", "queue"),
        ({}, "2010-01-01", "queue"),
    ],
)
def test_the_ways_of_a_choice_come_from_a_table(answers, born, way):
    ways = [tree.Branch(each, (task(each),), gives(each)) for each in ("at_once", "youth")]
    choice = tree.Choice("which", (*ways, tree.Branch("queue", (task("queue"),))))
    case, worker = begun(choice, born=born)

    answer(case, worker, **answers)

    assert open_keys(case) == [way]
    assert Facts(case).value("table.path") == way  # also where nobody holds the case in hand


def test_a_table_that_is_not_there_gives_nothing():
    case, _ = begun()

    assert Facts(case).value("table.gone") is None


def test_what_is_owed_may_hang_on_a_table():
    owed = doc.Obligation(
        "soon",
        tree.Moment("case_start", tree.Period(weeks=1)),
        role="worker",
        rule=gives("at_once"),
    )
    case, worker = begun(task("after"), obligations=(owed,))
    assert not case.obligations.exists()

    answer(case, worker, soon="now")

    assert [each.due_on for each in case.obligations.all()] == [date(2026, 3, 9)]


def test_a_wait_for_what_a_table_gives_is_asked_again_every_day():
    case, worker = begun(tree.Wait("until", rule=gives("at_once")), task("after"))
    answer(case, worker, soon="later")
    waiting = case.tasks.get(key="until")

    with time_machine.travel(datetime(2026, 3, 3, 10, tzinfo=UTC), tick=False):
        assert waiting.scheduled <= datetime.now(UTC)
        sweep()

    assert open_keys(case) == []
    waiting.refresh_from_db()
    assert waiting.scheduled > datetime(2026, 3, 3, 10, tzinfo=UTC)


def test_a_table_costs_one_query_however_many_columns(django_assert_num_queries):
    case, worker = begun(task("after"))
    answer(case, worker, soon="later", visits=3)
    facts = Facts(case, document=doc.WorkflowDocument(tables=(WHICH,)))

    with django_assert_num_queries(1):
        assert facts.value("table.path") == "queue"
