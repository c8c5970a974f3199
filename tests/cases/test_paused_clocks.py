"""What a pause does to clocks that hang together: several who are asked, sleeping tasks, granted periods."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions import several
from cases.actions.events import Said, start_event
from cases.actions.tasks import complete_task, take_task
from cases.models import CaseTask
from cases.parties import PARTY
from cases.simulated_time import shift_case
from cases.sweeper import sweep
from forms.document import Field
from tests.factories.cases import (
    LEADER,
    WORKER,
    flow,
    make_case,
    make_form_version,
    make_programme,
    make_worker,
    open_keys,
    open_task,
    task,
)
from tests.factories.several import (
    HEALTH,
    OTHERS,
    WORK,
    answers,
    asker,
    asking,
    held,
    make_asking,
    party,
    person,
)
from tests.factories.several import begun as begun_asking
from workflows import document as doc
from workflows import effects, steps

pytestmark = pytest.mark.django_db
MONTH = steps.Moment("now", steps.Period(days=30))
PLANNED = 40  # days that a pause lasts


def rests(*clocks):
    """Events that pause the case and let it go on."""
    return (
        doc.Event("pause", roles=("worker",), effect=effects.Pause(clocks)),
        doc.Event("go_on", roles=("worker",), effect=effects.Resume()),
    )


def days_pass(case, days):
    shift_case(case, days, really=True)
    sweep()


def pause(case, worker):
    start_event(case, "pause", worker, {}, said=Said("Sjukskriven"))


def resume(case, worker):
    start_event(case, "go_on", worker, {})


def in_days(count):
    return timezone.localdate() + timedelta(days=count)


def asked_of(*clocks, **settings):
    step = asking(due=MONTH, at_deadline="go_on", **settings)
    roles = (WORKER, LEADER, HEALTH, WORK, OTHERS)
    return begun_asking(make_asking(step, task("after"), events=rests(*clocks), roles=roles))


def days_of(case):
    rows = CaseTask.objects.unfinished().filter(case=case, key="statement")
    return set(rows.values_list("due_on", flat=True))


# Several who are asked -----------------------------------------------------------------------


def test_the_day_to_answer_by_stands_still_for_all_and_ends_nothing_meanwhile():
    case, worker = asked_of("tasks", "reminders")
    answers(party(case, "health"), held(case, worker, "health")["health"])
    days_pass(case, 10)

    pause(case, worker)
    days_pass(case, PLANNED)
    assert days_of(case) == {None}
    resume(case, worker)

    assert days_of(case) == {in_days(20)}
    days_pass(case, 20)
    assert "after" not in open_keys(case)
    days_pass(case, 1)
    assert open_keys(case) == ["after"]


def test_an_answer_is_taken_in_during_a_pause_and_enough_lets_the_path_go_on():
    case, worker = asked_of("tasks", enough=1)
    people = held(case, worker, "health")
    pause(case, worker)

    answers(party(case, "health"), people["health"])

    assert open_keys(case) == ["after"]


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_whoever_is_asked_later_has_the_same_day_as_the_others(when):
    case, worker = asked_of("tasks", may_ask=("others",))
    days_pass(case, 5)
    if when == "before":
        several.ask_more(asker(case), by=worker, whom=[person("bo")])
    days_pass(case, 5)
    pause(case, worker)
    days_pass(case, 15)
    if when == "meanwhile":
        several.ask_more(asker(case), by=worker, whom=[person("bo")])
        assert party(case, "bo").due_on is None
    days_pass(case, 25)

    resume(case, worker)

    assert party(case, "bo").due_on == in_days(20)
    assert days_of(case) == {in_days(20)}


def test_a_pause_that_does_not_stop_the_days_of_tasks_lets_the_asking_end():
    case, worker = asked_of("obligations")
    pause(case, worker)

    days_pass(case, 31)

    assert open_keys(case) == ["after"]


def test_who_is_still_heard_after_the_path_went_on_gets_the_days_of_the_pause():
    case, worker = asked_of("tasks", enough=1, late=True)
    answers(party(case, "health"), held(case, worker, "health")["health"])
    days_pass(case, 10)
    pause(case, worker)
    days_pass(case, PLANNED)

    resume(case, worker)

    rows = CaseTask.objects.unfinished().filter(case=case, kind=PARTY)
    assert [row.due_on for row in rows] == [in_days(20)]


# Tasks that sleep ----------------------------------------------------------------------------


@pytest.mark.parametrize(("clock", "left"), [("tasks", 10), ("reminders", -30)])
def test_a_task_sleeps_longer_when_its_clock_stops(clock, left):
    sleeping = task("look", not_before=steps.Moment("now", steps.Period(days=20)))
    programme = make_programme(flow(sleeping, events=rests(clock)))
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    take_task(open_task(case, "look"), worker)
    days_pass(case, 10)
    pause(case, worker)
    days_pass(case, PLANNED)

    resume(case, worker)

    assert open_task(case, "look").not_before == in_days(left)


def test_a_task_that_is_given_out_during_a_pause_sleeps_from_the_day_it_goes_on():
    sleeping = task("then", not_before=steps.Moment("now", steps.Period(days=20)))
    programme = make_programme(flow(task("look"), sleeping, events=rests("tasks")))
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    take_task(open_task(case, "look"), worker)
    pause(case, worker)
    days_pass(case, 5)
    complete_task(open_task(case, "look"), by=worker, answers={})
    days_pass(case, 35)

    resume(case, worker)

    assert open_task(case, "then").not_before == in_days(20)


# Granted periods -----------------------------------------------------------------------------

GRANTS = steps.Decision("grant", role="worker", form="period", starts="from", ends="to")
ENDS = steps.Moment("decision_end")
REVIEW = doc.Obligation(
    "review", steps.Moment("decision_end", steps.Period(days=-30)), role="worker"
)


@pytest.mark.parametrize(("clock", "moves"), [("length", PLANNED), ("tasks", 0)])
def test_a_granted_period_lasts_longer_and_what_is_counted_from_it_follows(clock, moves):
    ahead = task("prepare", due=steps.Moment("decision_end", steps.Period(days=-14)))
    document = flow(GRANTS, ahead, events=rests(clock), obligations=(REVIEW,))
    form = make_form_version("period", Field("from", "date"), Field("to", "date"))
    programme = make_programme(document, forms={"period": form})
    worker = make_worker(programme, roles=("counsellor", "decision_maker"))
    case = make_case(programme, by=worker)
    days = {"from": in_days(0).isoformat(), "to": in_days(180).isoformat()}
    complete_task(take_task(open_task(case, "grant"), worker), by=worker, answers=days)
    days_pass(case, 20)
    pause(case, worker)
    days_pass(case, PLANNED)

    resume(case, worker)

    ends = in_days(180 - 20 - PLANNED + moves)
    assert case.decisions.get().ends_on == ends
    assert open_task(case, "prepare").due_on == ends - timedelta(days=14)
    assert case.obligations.get().due_on == ends - timedelta(days=30)


def test_periods_that_follow_each_other_still_do_when_one_is_decided_during_the_pause():
    more = steps.Decision("more", role="worker", form="period", starts="from", ends="to")
    document = flow(GRANTS, more, task("after"), events=rests("length"))
    form = make_form_version("period", Field("from", "date"), Field("to", "date"))
    programme = make_programme(document, forms={"period": form})
    worker = make_worker(programme, roles=("counsellor", "decision_maker"))
    case = make_case(programme, by=worker)
    days = {"from": in_days(0).isoformat(), "to": in_days(5).isoformat()}
    complete_task(take_task(open_task(case, "grant"), worker), by=worker, answers=days)
    pause(case, worker)
    days_pass(case, 10)
    days = {"from": in_days(-4).isoformat(), "to": in_days(95).isoformat()}
    complete_task(open_task(case, "more"), by=worker, answers=days)
    days_pass(case, 30)

    resume(case, worker)

    first, second = case.decisions.order_by("number")
    assert (first.ends_on - first.starts_on).days == 5 + PLANNED
    assert (second.ends_on - second.starts_on).days == 99
    assert second.starts_on == first.ends_on + timedelta(days=1)
