"""What the calendar does: waits, reminders, escalations; twice is once, and one case never stops another."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail

from cases import sweeper
from cases.actions.tasks import complete_task, take_task
from cases.jobs import sweep_now
from cases.letters import remind
from cases.models import CaseProcess, Reminder
from cases.sweeper import Swept, sweep
from forms.conditions.rules import Row, Rule
from tests.factories.accounts import make_user
from tests.factories.cases import (
    end,
    flow,
    make_case,
    make_programme,
    make_worker,
    open_keys,
    open_task,
    task,
)
from workflows import steps

pytestmark = pytest.mark.django_db
TEN_DAYS = steps.Moment("now", steps.Period(days=10))


def at(day: str):
    return time_machine.travel(datetime.fromisoformat(day).replace(hour=10, tzinfo=UTC), tick=False)


def begun(*blocks, **parts):
    programme = make_programme(flow(*blocks, **parts))
    worker = make_worker(programme)
    with at("2024-03-30"):  # the night after, clocks go forward
        return make_case(programme, by=worker), worker


def test_a_wait_is_over_on_its_day_and_not_before():
    case, _ = begun(steps.Wait("pause", until=TEN_DAYS), task("after"))

    with at("2024-04-08"):
        assert sweep() == Swept()
    with at("2024-04-09"):
        assert sweep() == Swept(fired=1)
        assert sweep() == Swept()

    assert open_keys(case) == ["after"]


def test_a_wait_may_end_in_a_step_whose_reminder_has_passed_already():
    due = steps.Moment("case_start", steps.Period(days=12))
    after = task("after", due=due, reminders=(-7, 5))
    case, _ = begun(steps.Wait("pause", until=TEN_DAYS), after)

    with at("2024-04-09"):
        assert sweep() == Swept(fired=1)
        assert open_keys(case) == ["after"]
        sweep()

    assert [each.days for each in Reminder.objects.all()] == [-7]


def test_a_wait_for_a_fact_is_over_when_the_fact_is_there():
    known = Rule("all", (Row("case.urgency", "is", "now"),))
    both = steps.Parallel(
        "both",
        branches=(
            steps.Branch("a", (steps.Wait("until_known", rule=known), task("after"))),
            steps.Branch("b", (task("say", form="say", records={"urgency": "remark"}),)),
        ),
    )
    case, worker = begun(both)

    complete_task(open_task(case, "say"), by=worker, answers={"remark": "now"})

    assert open_keys(case) == ["after"]


def test_a_rule_that_time_makes_true_is_asked_every_day():
    long_enough = Rule("all", (Row("case.days_in_service", "at_least", 3),))
    begin = task("begin", form="begin", records={"service_start": "remark"})
    case, worker = begun(begin, steps.Wait("pause", rule=long_enough), task("after"))
    with at("2024-03-30"):
        complete_task(open_task(case, "begin"), by=worker, answers={"remark": "2024-03-30"})

    for day in ("2024-03-31", "2024-04-01"):
        with at(day):
            sweep()
            assert open_keys(case) == []
    with at("2024-04-02"):
        sweep()

    assert open_keys(case) == ["after"]


def test_a_wait_can_lead_to_the_end_and_then_nobody_closed_the_case():
    case, _ = begun(steps.Wait("pause", until=TEN_DAYS), end())

    with at("2024-04-09"):
        sweep()

    case.refresh_from_db()
    assert (case.outcome, case.closed_by) == ("finished", None)


def test_reminders_come_once_each_and_late_ones_together():
    case, worker = begun(task("first", due=TEN_DAYS, reminders=(-7, -3, 1)))
    take_task(open_task(case, "first"), worker)

    with at("2024-04-02"):
        assert sweep().reminded == 1
        assert sweep().reminded == 0
    with at("2024-04-20"):
        assert sweep().reminded == 1

    case.tasks.filter(key="first").update(remind_on="2024-04-20")  # as when a due day has moved
    with at("2024-04-20"):
        assert sweep().reminded == 0

    assert [each.code for each in worker.notices.all()] == ["remind", "remind"]
    assert sorted(Reminder.objects.values_list("days", flat=True)) == [-7, -3, 1]
    assert open_task(case, "first").remind_on is None


def test_a_finished_task_reminds_nobody():
    case, worker = begun(task("first", due=TEN_DAYS, reminders=(-7,)), task("second"))
    with at("2024-03-31"):
        complete_task(open_task(case, "first"), by=worker, answers={})

    with at("2024-04-20"):
        assert sweep() == Swept()

    assert case.tasks.get(key="first").remind_on is None


def test_a_late_task_is_brought_to_those_it_escalates_to():
    case, worker = begun(task("first", due=TEN_DAYS, escalate_after=2, escalate_to="manager"))
    boss = make_worker(case.programme, "boss", roles=("manager",))

    with at("2024-04-11"):
        sweep()

    assert [each.code for each in boss.notices.all()] == ["escalate"]
    assert not worker.notices.exists()


def test_a_reminder_by_letter_names_nobody(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    user = make_user("alva", language="sv")

    assert remind.call(user.pk)
    assert not remind.call(10**9)

    assert [letter.to for letter in mail.outbox] == [["alva@example.org"]]
    assert "Marja" not in mail.outbox[0].subject + mail.outbox[0].body


def test_one_broken_case_stops_no_other_and_says_nothing_about_people(monkeypatch, caplog):
    first, _ = begun(steps.Wait("pause", until=TEN_DAYS), task("after"))
    second, _ = begun(steps.Wait("pause", until=TEN_DAYS), task("after"))
    sweeps = sweeper._sweep

    def break_the_first(hand):
        if hand.case.pk == first.pk:
            raise ValueError("Marja Lind")
        return sweeps(hand)

    monkeypatch.setattr(sweeper, "_sweep", break_the_first)
    with at("2024-04-09"):
        assert sweep() == Swept(fired=1, failed=1)
        assert sweep() == Swept()  # the broken one rests for an hour
    monkeypatch.undo()

    assert open_keys(second) == ["after"]
    assert "Marja" not in caplog.text
    assert CaseProcess.objects.get(case=first).data == {}
    with at("2024-04-10"):
        assert sweep() == Swept(fired=1)


def test_the_sweep_is_a_job_that_may_run_twice():
    case, _ = begun(steps.Wait("pause", until=TEN_DAYS), task("after"))

    with at("2024-04-09"):
        assert sweep_now.call()["fired"] == 1
        assert sweep_now.call()["fired"] == 0

    assert open_keys(case) == ["after"]


def test_a_sweep_takes_no_more_cases_than_it_is_told():
    for _ in range(3):
        begun(steps.Wait("pause", until=TEN_DAYS), task("after"))

    with at("2024-04-09"):
        assert sweep(limit=2).fired == 2
        assert sweep(limit=2).fired == 1
