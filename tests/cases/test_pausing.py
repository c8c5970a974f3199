"""Pausing a case and going on: which clocks stop, and by how much their days move (003-B19, AC-087, J4-10)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions.events import Said, events_for, start_event
from cases.actions.tasks import add_extra_task, complete_task, take_task
from cases.facts import Facts
from cases.models import Case, Pause
from cases.refusals import AlreadyPaused, AnswersRefused, NotForYou, NotPaused
from cases.simulated_time import shift_case
from cases.sweeper import Swept, sweep
from forms.conditions.rules import Row, Rule
from tests.factories.cases import (
    LEADER,
    WORKER,
    flow,
    make_case,
    make_programme,
    make_worker,
    open_keys,
    open_task,
    task,
)
from workflows import document as doc
from workflows import effects, steps

pytestmark = pytest.mark.django_db
ALL = effects.CLOCKS
WEEKS = steps.Period(weeks=2)
IN_TWO_WEEKS = steps.Moment("now", WEEKS)


def pausing(*clocks, phases=None, obligations=(), **pause):
    """A service whose worker may pause and resume."""
    effect = effects.Pause(clocks or ALL, **pause)
    return flow(
        *(phases or (task("first", due=IN_TWO_WEEKS, reminders=(-3,)), task("second"))),
        events=(
            doc.Event("pause", roles=("worker",), effect=effect),
            doc.Event("go_on", roles=("worker",), effect=effects.Resume()),
        ),
        obligations=obligations,
        roles=(WORKER, LEADER),
    )


def begun(document):
    programme = make_programme(document)
    worker = make_worker(programme, "alva")
    case = make_case(programme, by=worker)
    waiting = case.tasks.waiting().order_by("pk").first()
    if waiting:
        take_task(waiting, worker)
    else:
        case.team.create(user=worker, role="worker", since=case.opened_at, appointed_by=worker)
    return case, worker


def pause(case, worker, until=None, reason="Sjukskriven"):
    start_event(case, "pause", worker, {}, said=Said(reason, until))


def days_pass(case: Case, days: int) -> Swept:
    shift_case(case, days, really=True)
    return sweep()


def today():
    return timezone.localdate()


def test_a_pause_keeps_who_when_why_and_which_clocks():
    case, worker = begun(pausing("tasks", "waits"))

    pause(case, worker)

    kept = Pause.objects.get()
    assert (kept.case, kept.event, kept.reason, kept.started_by) == (
        case,
        "pause",
        "Sjukskriven",
        worker,
    )
    assert (kept.clocks, kept.starts_on, kept.ends_on) == (["tasks", "waits"], today(), None)
    case.refresh_from_db()
    assert (case.paused_on, case.times_paused) == (today(), 1)
    trace = case.journal.get(code="case_paused")
    assert trace.facts == {"event": "pause", "reason": "Sjukskriven", "clocks": ["tasks", "waits"]}


def test_a_task_is_due_as_many_days_later_as_the_case_was_paused():
    case, worker = begun(pausing())
    days_pass(case, 4)
    pause(case, worker)
    assert open_task(case, "first").due_on is None

    days_pass(case, 40)
    assert open_task(case, "first").due_on is None
    start_event(case, "go_on", worker, {})

    first = open_task(case, "first")
    assert (first.due_on, first.remind_on) == (
        today() + timedelta(days=10),
        today() + timedelta(days=7),
    )
    assert case.journal.get(code="case_resumed").facts["days"] == 40


def test_a_task_that_was_late_is_afterwards_as_late_as_before():
    case, worker = begun(pausing())
    days_pass(case, 16)
    pause(case, worker)
    days_pass(case, 30)

    start_event(case, "go_on", worker, {})

    assert open_task(case, "first").due_on == today() - timedelta(days=2)


def test_a_task_given_out_during_a_pause_begins_to_count_when_the_case_goes_on():
    drawn = (task("first"), task("second", due=IN_TWO_WEEKS))
    case, worker = begun(pausing(phases=drawn))
    pause(case, worker)
    days_pass(case, 5)
    complete_task(open_task(case, "first"), by=worker, answers={})
    extra = add_extra_task(case, worker, title="Ring", owner=worker, due_on=today() + timedelta(6))
    assert (open_task(case, "second").due_on, extra.due_on) == (None, None)

    days_pass(case, 20)
    start_event(case, "go_on", worker, {})

    assert open_task(case, "second").due_on == today() + timedelta(days=14)
    extra.refresh_from_db()
    assert extra.due_on == today() + timedelta(days=6)


def test_clocks_that_are_not_named_run_on():
    case, worker = begun(pausing("waits"))

    pause(case, worker)

    assert open_task(case, "first").due_on == today() + timedelta(days=14)
    assert days_pass(case, 12).reminded == 1


def test_reminders_alone_may_stop():
    case, worker = begun(pausing("reminders"))
    pause(case, worker)
    assert days_pass(case, 12).reminded == 0
    assert open_task(case, "first").due_on == today() + timedelta(days=2)

    start_event(case, "go_on", worker, {})

    assert open_task(case, "first").remind_on is None  # its day passed during the pause


def test_a_wait_lasts_longer_by_the_pause():
    case, worker = begun(pausing(phases=(steps.Wait("rest", until=IN_TWO_WEEKS), task("after"))))
    days_pass(case, 10)
    pause(case, worker)
    assert days_pass(case, 30).fired == 0
    start_event(case, "go_on", worker, {})

    assert days_pass(case, 3).fired == 0
    assert days_pass(case, 1).fired == 1
    assert open_keys(case) == ["after"]


def test_a_wait_for_an_answer_is_over_also_during_a_pause():
    ready = Rule("all", (Row("done.ready", "is", True),))
    ways = (
        steps.Branch("ask", (task("ready"),)),
        steps.Branch("rest", (steps.Wait("rest", until=IN_TWO_WEEKS, rule=ready), task("after"))),
    )
    case, worker = begun(pausing(phases=(steps.Parallel("both", ways),)))
    pause(case, worker)

    complete_task(open_task(case, "ready"), by=worker, answers={})

    assert open_keys(case) == ["after"]


def owed(key="visit", **rule):
    first = steps.Moment("case_start", steps.Period(days=20))
    return doc.Obligation(key, **{"first": first, "role": "worker", "opens": 5, **rule})


def test_what_is_owed_neither_opens_nor_is_late_during_a_pause():
    case, worker = begun(pausing(obligations=(owed(every=steps.Period(months=1)),)))
    due = case.obligations.get().due_on
    days_pass(case, 10)
    pause(case, worker)

    due -= timedelta(days=10)
    for _ in range(4):
        assert days_pass(case, 30) == Swept()
    due -= timedelta(days=120)
    start_event(case, "go_on", worker, {})

    row = case.obligations.get()
    assert (row.state, row.held, row.due_on) == ("coming", False, due + timedelta(days=120))


def test_an_open_obligation_keeps_its_remaining_days():
    case, worker = begun(pausing(obligations=(owed(),)))
    days_pass(case, 16)
    assert open_keys(case) == ["first", "visit"]
    pause(case, worker)
    assert open_task(case, "visit").due_on is None
    days_pass(case, 60)

    start_event(case, "go_on", worker, {})

    assert open_task(case, "visit").due_on == today() + timedelta(days=4)
    assert case.obligations.get().state == "open"


def test_meeting_it_during_a_pause_is_in_time_when_it_was_not_late_before():
    case, worker = begun(pausing(obligations=(owed(),)))
    days_pass(case, 16)
    pause(case, worker)
    days_pass(case, 60)

    complete_task(open_task(case, "visit"), by=worker, answers={})

    row = case.obligations.get()
    assert (row.state, row.held) == ("met", False)


@pytest.mark.parametrize(
    ("clocks", "on_pause", "moves"),
    [
        (("obligations",), "", True),
        (("tasks",), "", False),
        (("tasks",), "stops", True),
        (("obligations",), "runs", False),
    ],
)
def test_an_obligation_says_itself_what_a_pause_does_to_it(clocks, on_pause, moves):
    case, worker = begun(pausing(*clocks, obligations=(owed(on_pause=on_pause),)))
    pause(case, worker)

    days_pass(case, 30)

    assert case.obligations.get().state == ("coming" if moves else "overdue")
    start_event(case, "go_on", worker, {})
    assert case.obligations.get().due_on == today() + timedelta(days=20 if moves else -10)


def test_the_pause_ends_by_itself_on_its_planned_day_however_late_the_sweeper_comes():
    case, worker = begun(pausing())
    pause(case, worker, until=today() + timedelta(days=10))

    days_pass(case, 13)

    case.refresh_from_db()
    over = Pause.objects.get()
    assert (case.paused_on, over.ends_on, over.ended_by) == (
        None,
        today() - timedelta(days=3),
        None,
    )
    assert open_task(case, "first").due_on == today() + timedelta(days=14 - 3)
    assert days_pass(case, 0) == Swept()


def test_the_longest_pause_ends_it_and_limits_the_plan():
    case, worker = begun(pausing(longest=steps.Period(months=1)))
    with pytest.raises(AnswersRefused) as refused:
        pause(case, worker, until=today() + timedelta(days=32))
    assert list(refused.value.errors) == ["until"]

    pause(case, worker)
    days_pass(case, 31)

    case.refresh_from_db()
    assert case.paused_on is None


def test_somebody_is_told_once_to_look_at_it_again():
    case, worker = begun(pausing(look_again=steps.Period(days=7)))
    pause(case, worker)

    days_pass(case, 7)
    days_pass(case, 1)

    assert list(worker.notices.values_list("code", flat=True)) == ["look_at_pause"]


@pytest.mark.parametrize(
    ("reason", "ahead", "field"), [("", 5, "reason"), (" ", 5, "reason"), ("Vila", 0, "until")]
)
def test_a_pause_needs_a_reason_and_a_day_ahead(reason, ahead, field):
    case, worker = begun(pausing())

    with pytest.raises(AnswersRefused) as refused:
        pause(case, worker, until=today() + timedelta(days=ahead), reason=reason)

    assert list(refused.value.errors) == [field]
    assert not Pause.objects.exists()


def test_a_case_is_paused_once_and_resumed_once():
    case, worker = begun(pausing())
    with pytest.raises(NotPaused):
        start_event(case, "go_on", worker, {})
    pause(case, worker)
    with pytest.raises(AlreadyPaused):
        pause(case, worker)
    case.refresh_from_db()
    assert [each.key for each in events_for(case, worker)] == ["go_on"]
    start_event(case, "go_on", worker, {})
    case.refresh_from_db()
    assert [each.key for each in events_for(case, worker)] == ["pause"]


def test_only_who_may_start_the_event_pauses():
    case, _worker = begun(pausing())
    stranger = make_worker(case.programme, "bo")

    with pytest.raises(NotForYou):
        pause(case, stranger)


def test_a_case_that_is_closed_while_paused_takes_its_pause_along():
    case, worker = begun(pausing(phases=(task("first"),), obligations=(owed(),)))
    pause(case, worker)
    days_pass(case, 40)

    complete_task(open_task(case, "first"), by=worker, answers={})

    case.refresh_from_db()
    assert (case.is_open, case.paused_on, Pause.objects.get().ends_on) == (False, None, today())
    assert case.obligations.get().state == "dropped"  # it was not late when the pause began


def test_paused_cases_are_left_out_of_the_active():
    """AC-088, K3-3: 42 open of which 3 paused are 39 active."""
    case, worker = begun(pausing())
    other = make_case(case.programme, by=worker)
    pause(case, worker)

    assert list(Case.objects.active()) == [other]
    assert Case.objects.open().count() == 2


def test_a_participant_who_recovers_goes_on_without_a_new_referral():
    """AC-087, AC-193: one case, its history kept."""
    case, worker = begun(pausing())
    pause(case, worker)
    days_pass(case, 45)
    start_event(case, "go_on", worker, {}, said=Said("Frisk igen"))

    assert Case.objects.filter(participant=case.participant).count() == 1
    codes = list(case.journal.order_by("happened_at").values_list("code", flat=True))
    assert codes[0] == "case_started"
    assert codes[-2:] == ["case_paused", "case_resumed"]


def test_rules_know_that_a_case_is_paused_and_days_in_service_stand_still():
    case, worker = begun(pausing())
    Case.objects.filter(pk=case.pk).update(service_start=today())
    days_pass(case, 10)
    pause(case, worker)
    days_pass(case, 30)
    case.refresh_from_db()

    facts = Facts(case)
    assert (facts.value("case.paused"), facts.value("case.days_in_service")) == (True, 10)
    start_event(case, "go_on", worker, {})
    case.refresh_from_db()
    facts = Facts(case)
    assert (facts.value("case.paused"), facts.value("case.days_in_service")) == (False, 10)
