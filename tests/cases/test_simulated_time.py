"""A case is moved into its own past: every date of it moves, nothing of other cases does."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.actions.goals import add
from cases.actions.journal import write_note
from cases.actions.tasks import complete_task, save_draft
from cases.models import Case, MoveRun
from cases.simulated_time import TABLES, RealTimeOnly, shift_case
from cases.sweeper import sweep
from forms.document import Field
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
from workflows import steps

pytestmark = pytest.mark.django_db
TODAY = "2026-05-04"


@pytest.fixture
def full():
    """Two cases with a row in nearly every table."""
    grant = steps.Decision("grant", role="worker", form="period", starts="from", ends="to")
    visit = doc.Obligation(
        "visit", first=steps.Moment("service_start", steps.Period(months=3)), role="worker"
    )
    due = steps.Moment("now", steps.Period(days=5))
    document = flow(grant, task("work", due=due, reminders=(-1,)), obligations=(visit,))
    form = make_form_version(
        "period", Field("from", "date"), Field("to", "date"), Field("born", "date")
    )
    programme = make_programme(document, forms={"period": form})
    decider = make_worker(programme, roles=("counsellor", "decision_maker"))
    return [filled(programme, decider) for _ in range(2)]


def filled(programme, decider) -> Case:
    case = make_case(
        programme, by=decider, participant=make_participant(programme.unit, birth_date="1980-05-01")
    )
    days = {"from": TODAY, "to": "2026-08-01", "born": "1980-05-01"}
    complete_task(open_task(case, "grant"), by=decider, answers=days)
    Case.objects.filter(pk=case.pk).update(service_start=TODAY)
    save_draft(open_task(case, "work"), decider, {"day": [TODAY]})
    write_note(case, by=decider, text="Hej")
    add(case, by=decider, level="main", text="Orka", review_on=date.fromisoformat(TODAY))
    return case


def everything(case: Case) -> list:
    return [
        sorted(model._default_manager.filter(**{path: case.pk}).values_list(), key=repr)
        for model, path in TABLES
    ]


def test_every_date_moves_and_nothing_of_another_case_does(full):
    case, other = full
    before = everything(other)
    decided, opened = case.decisions.get(), case.opened_at

    shift_case(case, 10, really=True)

    after = case.decisions.get()
    assert decided.starts_on - after.starts_on == timedelta(days=10)
    assert decided.decided_at - after.decided_at == timedelta(days=10)
    assert opened - case.opened_at == timedelta(days=10)
    assert after.submission.answers == {
        "from": "2026-04-24",
        "to": "2026-07-22",
        "born": "1980-05-01",
    }
    assert open_task(case, "work").drafts.get().raw == {"day": ["2026-04-24"]}
    assert everything(other) == before


def test_there_and_back_again_is_where_it_was(full):
    case, _ = full
    before = everything(case)

    shift_case(case, 45, really=True)
    assert everything(case) != before
    shift_case(case, -45, really=True)

    assert everything(case) == before


def test_no_table_with_dates_of_a_case_is_forgotten():
    """A new table of a case must be moved too, or a story would mix two times."""
    named = {model for model, _ in TABLES}
    missing = [
        model.__name__
        for model in Case._meta.apps.get_app_config("cases").get_models()
        if any(
            field.get_internal_type() in ("DateField", "DateTimeField")
            for field in model._meta.fields
        )
        and model not in named
        and model is not MoveRun  # moves many cases, and is of none
        and "Participant" not in model.__name__
    ]

    assert missing == []


def test_what_was_ahead_falls_due_after_the_shift():
    wait = steps.Wait("pause", until=steps.Moment("now", steps.Period(months=3)))
    case = make_case(make_programme(flow(wait, task("after"))))
    sweep()
    assert open_keys(case) == []

    shift_case(case, 95, really=True)
    sweep()

    assert open_keys(case) == ["after"]


def test_a_task_keeps_its_clock_time_over_summer_time(full):
    case, _ = full
    take = open_task(case, "work")
    clock = timezone.localtime(take.created).time()

    for days in (30, 60, 100, 200):
        shift_case(case, days, really=True)
        assert timezone.localtime(open_task(case, "work").created).time() == clock


def test_real_cases_are_never_moved(full, settings):
    case, _ = full
    settings.SIMULATED_TIME = False

    with pytest.raises(RealTimeOnly):
        shift_case(case, 1)

    settings.SIMULATED_TIME = True
    shift_case(case, 1)
