"""My day: what is still worth reading, what is owed and when, and whom one may call."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions.notices import mark_read
from cases.actions.tasks import put_back
from cases.models import Case, Notice, Obligation
from cases.queries.my_day import my_day
from cases.queries.notices import unread
from tests.factories.cases import open_task
from tests.factories.workspace import make_people, make_service, planned


@pytest.fixture
def people(db):
    service = make_service()
    return {**make_people(service.unit), "service": service}


@pytest.fixture
def case(people) -> Case:
    """A case whose evaluation waits for the counsellor; what was told on the way is read."""
    case = planned(people["service"], people)
    Notice.objects.update(read_at=timezone.now())
    return case


@pytest.fixture
def told(case, people):
    """Tell the counsellor something, some days ago."""

    def tell(code: str, *, days: int = 0, task=None, **facts: str) -> Notice:
        at = timezone.now() - timedelta(days=days)
        return Notice.objects.create(
            user=people["alva"], case=case, task=task, code=code, facts=facts, told_at=at
        )

    return tell


def day_of(user):
    return my_day(user, today=timezone.localdate())


def test_a_reminder_lasts_while_its_task_waits_for_somebody_to_take_it(case, people, told):
    task = open_task(case, "evaluate")
    reminder = told("remind", days=90, task=task, step="evaluate")
    shown = []

    for now in ({"owner": None}, {"owner": people["petter"]}, {"owner": None, "status": "DONE"}):
        type(task).objects.filter(pk=task.pk).update(**now)
        shown.append(unread(people["alva"], at_most=5))

    assert shown == [[reminder], [], []]


@pytest.mark.parametrize("code", ["remind", "escalate", "obligation_overdue"])
def test_no_reminder_repeats_what_stands_in_the_own_list(case, people, told, code):
    Obligation.objects.filter(case=case, key="three").update(state="overdue")
    told(code, task=open_task(case, "evaluate"), obligation="three")

    assert unread(people["alva"], at_most=5) == []


@pytest.mark.parametrize("code", ["remind", "escalate", "task_given"])
def test_what_was_told_of_a_stopped_task_is_gone(case, people, told, code):
    task = open_task(case, "evaluate")
    told(code, task=task, step="evaluate")
    type(task).objects.filter(pk=task.pk).update(status="CANCELED")

    assert unread(people["alva"], at_most=5) == []


@pytest.mark.parametrize(
    ("state", "shown"), [("overdue", 1), ("missed", 0), ("dropped", 0), ("open", 0)]
)
def test_a_late_duty_is_told_while_it_is_late(case, people, told, state, shown):
    told("obligation_overdue", days=200, obligation="three")
    Obligation.objects.filter(case=case, key="three").update(state=state)

    assert len(unread(people["alva"], at_most=5)) == shown


@pytest.mark.parametrize(("days", "shown"), [(29, 1), (31, 0)])
def test_what_is_only_to_be_read_is_offered_for_a_month(people, told, days, shown):
    told("task_done", days=days, step="plan")

    assert len(unread(people["alva"], at_most=5)) == shown


def test_the_same_is_told_once_and_read_at_once(case, people, told):
    task = open_task(case, "evaluate")
    put_back(task, by=people["alva"])
    for days in (9, 5, 1):
        told("remind", days=days, task=task, step="evaluate")
    told("escalate", task=task, step="evaluate")
    for days in (8, 2):
        told("task_done", days=days, step="plan")
    other = told("task_done", days=3, step="meet")

    shown = unread(people["alva"], at_most=5)
    assert [notice.code for notice in shown] == ["escalate", "task_done", "task_done"]
    for notice in shown[:2]:
        mark_read(notice, by=people["alva"])

    assert unread(people["alva"], at_most=5) == [other]


def test_what_is_told_later_than_what_was_read_is_still_to_be_read(case, people, told):
    task = open_task(case, "evaluate")
    put_back(task, by=people["alva"])
    first = told("remind", days=5, task=task, step="evaluate")
    second = told("remind", task=task, step="evaluate")

    mark_read(first, by=people["alva"])

    assert unread(people["alva"], at_most=5) == [second]


def test_what_is_late_never_stands_under_what_is_coming(case, people):
    today = timezone.localdate()
    Obligation.objects.filter(case=case, key="three").update(
        due_on=today - timedelta(days=1), state="overdue"
    )
    Obligation.objects.filter(case=case, key="joint").update(due_on=today)

    day = day_of(people["alva"])

    assert [row.line for row in day.late] == ["3-månadersutvärdering"]
    assert [row.line for row in day.coming] == ["Gemensam utvärdering"]


def test_a_late_duty_that_is_a_task_of_mine_is_said_once(case, people):
    yesterday = timezone.localdate() - timedelta(days=1)
    task = open_task(case, "evaluate")
    Obligation.objects.filter(case=case, key="three").update(
        due_on=yesterday, state="overdue", task=task
    )

    assert not day_of(people["alva"]).late
    put_back(task, by=people["alva"])
    assert len(day_of(people["alva"]).late) == 1


def test_the_phone_stands_with_the_tasks_of_this_week_only(case, people):
    task = open_task(case, "evaluate")
    case.participant.phone = "040 123 45-67"
    case.participant.save()

    def phones(days: int) -> list[tuple[str, str]]:
        day = timezone.localdate() + timedelta(days=days)
        type(task).objects.filter(pk=task.pk).update(due_on=day)
        rows = [row for group in day_of(people["alva"]).groups for row in group.rows]
        return [(row.phone, row.call) for row in rows]

    assert phones(0) == phones(-3) == [("040 123 45-67", "tel:0401234567")]
    assert phones(30) == [("", "tel:")]


def test_no_phone_of_somebody_whose_identity_is_protected(case, people):
    type(open_task(case, "evaluate")).objects.filter(case=case).update(due_on=timezone.localdate())
    case.participant.phone = "040 123 45 67"
    case.participant.protected_identity = True
    case.participant.save()

    rows = [row for group in day_of(people["alva"]).groups for row in group.rows]

    assert {row.phone for row in rows} == {""}
