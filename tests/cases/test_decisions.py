"""Decisions of a case: periods, refusals, and what the end of the case does to granted time."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from cases.actions.events import start_event
from cases.actions.tasks import complete_task
from cases.models import Decision
from cases.refusals import AnswersRefused, PeriodMisplaced, PeriodTooLong
from forms.conditions.rules import Row, Rule
from forms.document import Choice, Field
from tests.factories.cases import (
    end,
    flow,
    make_case,
    make_form_version,
    make_programme,
    make_worker,
    open_keys,
    open_task,
    task,
)
from workflows import document as doc
from workflows import steps

pytestmark = pytest.mark.django_db
GRANTS = steps.Decision(
    "grant",
    role="worker",
    form="period",
    starts="from",
    ends="to",
    verdict="verdict",
    longest=steps.Period(months=6),
    total=steps.Period(months=18),
    laws=("law_36",),
)
AGAIN = steps.Choice(
    "again",
    branches=(
        steps.Branch(
            "more",
            (steps.Return("back", "only"),),
            Rule("all", (Row("case.decisions", "less_than", 3),)),
        ),
        steps.Branch("on"),
    ),
)


@pytest.fixture
def decided():
    """A case that asks for one decision after the other, and the one who decides."""
    stops = doc.Event("stop", roles=("worker",), blocks=(end("interrupted", "stopped"),))
    never = doc.Event("never", roles=("worker",), blocks=(end("declined", "never"),))
    document = flow(GRANTS, AGAIN, task("after"), events=(stops, never))
    form = make_form_version(
        "period",
        Field("from", "date"),
        Field("to", "date"),
        Field("verdict", "choice", choices=(Choice("granted"), Choice("refused"))),
    )
    programme = make_programme(document, forms={"period": form})
    decider = make_worker(programme, roles=("counsellor", "decision_maker"))
    return make_case(programme, by=decider), decider


def decide(case, by, starts_on, ends_on, verdict="granted"):
    answers = {"from": starts_on, "to": ends_on, "verdict": verdict}
    return complete_task(open_task(case, "grant"), by=by, answers=answers)


def test_periods_follow_each_other_until_the_total_is_reached(decided):
    case, decider = decided

    decide(case, decider, "2024-09-02", "2025-03-01")
    decide(case, decider, "2025-03-02", "2025-09-01")
    decide(case, decider, "2025-09-02", "2026-03-01")

    assert open_keys(case) == ["after"]
    assert [(each.number, each.starts_on, each.laws) for each in case.decisions.all()] == [
        (1, date(2024, 9, 2), ["law_36"]),
        (2, date(2025, 3, 2), ["law_36"]),
        (3, date(2025, 9, 2), ["law_36"]),
    ]


@pytest.mark.parametrize(
    ("period", "refusal", "marked"),
    [
        (("2025-03-02", "2025-09-02"), PeriodTooLong, ("to", "1 september 2025")),
        (("2025-03-01", "2025-08-15"), PeriodMisplaced, ("from", "2 mars 2025")),
        (("2025-03-05", "2025-09-01"), PeriodMisplaced, ("from", "2 mars 2025")),
        (("2025-03-02", "2025-03-01"), PeriodMisplaced, ("to", "2 mars 2025")),
        (("2025-03-02", None), AnswersRefused, ("to", "")),
    ],
)
def test_a_period_that_does_not_fit_is_refused_with_the_day_and_nothing_is_stored(
    decided, period, refusal, marked
):
    case, decider = decided
    (field, day), (starts_on, ends_on) = marked, period
    decide(case, decider, "2024-09-02", "2025-03-01")

    with translation.override("sv"), pytest.raises(refusal) as refused:
        decide(case, decider, starts_on, ends_on)

    assert list(refused.value.errors) == [field]
    assert day in refused.value.errors[field]
    assert case.decisions.count() == 1
    assert open_keys(case) == ["grant"]


def test_a_refusal_leaves_the_periods_as_they_were(decided):
    case, decider = decided

    decide(case, decider, "2024-09-02", "2025-03-01", verdict="refused")

    decision = case.decisions.get()
    assert (decision.granted, decision.starts_on) == (False, None)
    assert case.journal.filter(code="decision_refused").exists()


def test_a_service_that_never_began_has_no_granted_time(decided):
    case, decider = decided
    decide(case, decider, "2024-09-02", "2025-03-01")

    start_event(case, "never", decider, {})

    decision = case.decisions.get()
    assert decision.revoked_at is not None
    assert decision.revoked_why == "not_started"


def test_an_interruption_takes_back_what_lies_ahead_and_leaves_what_was(decided):
    case, decider = decided
    decide(case, decider, "2024-09-02", "2025-03-01")
    decide(case, decider, "2025-03-02", "2025-09-01")
    Decision.objects.filter(number=2).update(starts_on="2099-01-01", ends_on="2099-02-01")

    start_event(case, "stop", decider, {})

    revoked = {each.number: each.revoked_at is not None for each in case.decisions.all()}
    assert revoked == {1: False, 2: True}


def test_the_database_itself_refuses_periods_that_overlap(decided):
    case, decider = decided
    decide(case, decider, "2024-09-02", "2025-03-01")
    decide(case, decider, "2025-03-02", "2025-09-01")

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(case=case, number=2).update(starts_on="2025-03-01")
