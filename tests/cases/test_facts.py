"""What rules, first answers and moments know about a case, and what asking costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions.tasks import complete_task, skip_task
from cases.facts import Facts
from forms.conditions.rules import Row, Rule
from tests.factories.cases import (
    flow,
    make_case,
    make_participant,
    make_programme,
    make_worker,
    open_task,
    task,
)
from workflows.document import Start
from workflows.steps import Moment, Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def known():
    """A case whose start form and first step were answered, and whose second was skipped."""
    document = flow(
        task("first", form="ask", records={"urgency": "remark"}),
        task("second", may_skip=True),
        task("third"),
        start=Start(roles=("counsellor",), form="referral", records={"entry": "remark"}),
    )
    programme = make_programme(document)
    worker = make_worker(programme)
    person = make_participant(programme.unit, birth_date=date(1980, 5, 1), municipality="Raseborg")
    case = make_case(programme, by=worker, participant=person, answers={"remark": "notification"})
    complete_task(open_task(case, "first"), by=worker, answers={"remark": "now"})
    skip_task(open_task(case, "second"), worker, "known")
    case.refresh_from_db()
    return case


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("start.remark", "notification"),
        ("first.remark", "now"),
        ("first.nothing", None),
        ("third.remark", None),
        ("done.first", True),
        ("done.second", False),  # skipped is not done
        ("done.third", False),
        ("case.entry", "notification"),
        ("case.urgency", "now"),
        ("case.decisions", 0),
        ("case.special_support", False),
        ("case.service_start", None),
        ("case.no_such_fact", None),
        ("participant.name", "Marja Lind"),
        ("participant.municipality", "Raseborg"),
        ("met.anything", 0),
    ],
)
def test_a_fact_is_known_by_its_path(known, path, value):
    assert Facts(known).value(path) == value


def test_a_rule_reads_only_what_it_names(known):
    about_the_case = Rule("all", (Row("case.urgency", "is", "now"),))
    about_a_step = Rule("all", (Row("first.remark", "is", "now"), Row("done.first", "is", True)))
    facts = Facts(known)

    with CaptureQueriesContext(connection) as made:
        assert facts.holds(about_the_case)
    assert len(made) == 0
    with CaptureQueriesContext(connection) as made:
        assert facts.holds(about_a_step)
        assert facts.holds(about_a_step)
    assert len(made) == 1


def test_a_rule_about_a_person_is_not_true_without_a_person():
    programme = make_programme()
    case = make_case(programme)
    case.participant = None

    assert not Facts(case).holds(Rule("all", (Row("participant.age", "at_least", 0),)))


def test_today_is_known_to_rules(known):
    facts = Facts(known)

    assert facts.holds(Rule("all", (Row("today", "is", facts.today.isoformat()),)))


@pytest.mark.parametrize(
    ("anchor", "answer", "day"),
    [
        ("answer:first.remark", "2024-08-31", date(2025, 2, 28)),
        ("answer:first.remark", "soon", None),
        ("service_start", "", None),
        ("decision_end", "", None),
        ("closing", "", None),
        ("phase:elsewhere", "", None),
        ("obligation:visit", "", None),
    ],
)
def test_a_moment_is_counted_from_its_anchor_or_not_known_yet(known, anchor, answer, day):
    facts = Facts(known)
    facts.record("first", {"remark": answer})

    assert facts.day_of(Moment(anchor, Period(months=6))) == day


def test_a_phase_is_an_anchor_from_the_day_the_case_came_there(known):
    assert Facts(known).anchor("phase:only") == Facts(known).today
