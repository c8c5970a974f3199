"""Which days make sense: one rule, and where it is asked."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cases.actions import goals, journal, tasks
from cases.asking import GoalForm, NoteForm
from cases.day_limits import HAPPENED, PLANNED, why_not
from cases.models import Goal
from cases.refusals import AnswersRefused, PeriodMisplaced
from forms.document import Field
from tests.factories.cases import (
    flow,
    make_case,
    make_form_version,
    make_programme,
    make_worker,
    open_task,
    task,
)
from workflows import steps

TODAY = date(2028, 2, 29)


@pytest.mark.parametrize(
    ("day", "span", "refused"),
    [
        (date(2028, 2, 29), HAPPENED, False),
        (date(2028, 3, 1), HAPPENED, True),
        (date(2008, 2, 29), HAPPENED, False),
        (date(2008, 2, 28), HAPPENED, True),
        (date(2023, 2, 28), PLANNED, False),
        (date(2023, 2, 27), PLANNED, True),
        (date(2038, 2, 28), PLANNED, False),
        (date(2038, 3, 1), PLANNED, True),
        (date(2200, 1, 1), PLANNED, True),
        (None, HAPPENED, False),
    ],
)
def test_a_day_lies_within_its_span(day, span, refused):
    assert bool(why_not(day, span, today=TODAY)) is refused


@pytest.mark.parametrize("day", ["0026-11-22", "1926-01-01", "2226-01-01"])
def test_a_slip_in_the_year_of_a_note_is_caught(day):
    assert "happened_on" in NoteForm({"happened_on": day}).errors


@pytest.fixture
def place(db):
    programme = make_programme()
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    tasks.take_task(open_task(case, "first"), worker)
    return worker, case


def test_goals_extra_tasks_and_notes_keep_to_their_span(place):
    worker, case = place
    long_ago = datetime(1926, 1, 1, tzinfo=ZoneInfo("Europe/Helsinki"))
    far = date(2226, 1, 1)

    assert "review_on" in GoalForm({"review_on": "2226-01-01"}, case=case).errors
    for act in (
        lambda: goals.add(case, by=worker, level=Goal.Level.MAIN, text="Mål", review_on=far),
        lambda: tasks.add_extra_task(case, worker, title="Ring", owner=worker, due_on=far),
        lambda: journal.write_note(case, by=worker, text="Hej", happened_at=long_ago),
    ):
        with pytest.raises(AnswersRefused, match=r"Se över året"):
            act()


@pytest.mark.django_db
@pytest.mark.parametrize(("starts", "ends"), [("2200-01-01", "2200-06-30"), ("1999-01-01", "")])
def test_a_decision_starts_and_ends_within_some_years(starts, ends):
    form = make_form_version("grant", doc_date("starts_on"), doc_date("ends_on"))
    drawn = steps.Decision("grant", role="worker", form="grant", starts="starts_on", ends="ends_on")
    programme = make_programme(flow(drawn), forms={"grant": form})
    decider = make_worker(programme, roles=("counsellor", "decision_maker"))
    case = make_case(programme, by=decider)
    ends = ends or (timezone.localdate() + timedelta(days=30)).isoformat()

    with pytest.raises(PeriodMisplaced) as refused:
        tasks.complete_task(
            open_task(case, "grant"), by=decider, answers={"starts_on": starts, "ends_on": ends}
        )

    assert "starts_on" in refused.value.errors
    assert not case.decisions.exists()


@pytest.mark.django_db
def test_the_start_of_the_service_that_an_answer_records_keeps_to_its_span():
    records = {"service_start": "remark"}
    programme = make_programme(flow(task("first", form="ask", records=records)))
    worker = make_worker(programme)
    case = make_case(programme, by=worker)

    with pytest.raises(AnswersRefused) as refused:
        tasks.complete_task(open_task(case, "first"), by=worker, answers={"remark": "2226-01-01"})

    assert list(refused.value.errors) == ["remark"]


def doc_date(key: str) -> Field:
    """A question about a day."""
    return Field(key, "date")
