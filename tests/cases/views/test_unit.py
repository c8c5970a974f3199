"""The unit as its manager sees it: load, what is late, and many tasks at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions import many
from cases.models import CaseTask, JournalEntry, Notice
from cases.refusals import NobodyToRemind, RemindedToday, TaskNotYours
from tests.cases.views.test_lists import NAMES, queries
from tests.factories.accounts import make_unit, make_user
from tests.factories.workspace import planned, referred

UNIT = reverse("cases:unit")


@pytest.fixture
def maria(browsers):
    return browsers["maria"]


@pytest.fixture
def bo(people):
    people["bo"] = make_user("bo", unit=people["alva"].unit, first_name="Bo", last_name="Sund")
    return people["bo"]


def waiting(user=None):
    return CaseTask.objects.waiting().filter(owner=user)


def test_it_counts_per_person_and_step_and_leads_to_the_tasks(maria, programme, people, bo):
    case = planned(programme, people)
    referred(programme, people["alva"], "Tuula Rask")
    mine = waiting(people["alva"]).filter(case=case)
    mine.update(due_on=timezone.localdate() - timedelta(days=3))

    page = maria.get(UNIT).context["page"]
    rows = {row.name: (row.open, row.late, row.cases) for row in page.people}

    assert rows["Alva Bergström"] == (mine.count(), mine.count(), 1)
    assert rows["Bo Sund"] == (0, 0, 0)
    assert rows["Ingen ännu"][0] == waiting().count()
    assert sum(row.open for row in page.people) == page.count.number
    late = maria.get(page.steps[0].url, {"late": "1"})
    alone = next(row.url for row in page.people if row.name == "Alva Bergström")
    assert {task.holder for task in maria.get(alone).context["page"].tasks} == {"Alva Bergström"}
    assert late.status_code == 200


def test_what_is_ticked_is_handed_over_and_the_rest_stays(maria, programme, people, bo):
    cases = [planned(programme, people, name) for name in NAMES]
    ticked = waiting(people["alva"]).filter(case__in=cases[:2]).values_list("pk", flat=True)
    sent = {"task": list(ticked), "to": bo.pk, "act": "give"}
    count = len(sent["task"])

    answer = maria.post(UNIT, sent, follow=True)

    assert f"{count} uppgift" in answer.content.decode()
    assert waiting(bo).count() == count
    assert waiting(people["alva"]).filter(case=cases[2]).exists()
    assert JournalEntry.objects.filter(code="task_given", author=people["maria"]).count() == count


def test_all_of_a_list_go_together(maria, programme, people, bo):
    for name in NAMES:
        planned(programme, people, name)
    count = waiting(people["alva"]).count()

    maria.post(f"{UNIT}?person={people['alva'].pk}", {"all": "1", "to": bo.pk, "act": "give"})

    assert (waiting(people["alva"]).count(), waiting(bo).count()) == (0, count)


def test_a_reminder_reaches_each_once_a_day(maria, programme, people, mailoutbox):
    planned(programme, people)
    referred(programme, people["alva"])
    task = waiting(people["alva"]).earliest("pk")

    first = maria.post(UNIT, {"task": [task.pk], "act": "remind"}, follow=True)
    again = maria.post(UNIT, {"task": [task.pk], "act": "remind"}, follow=True)

    assert "1 påminnelse är skickad." in first.content.decode()
    assert "redan skickad i dag" in again.content.decode()
    assert Notice.objects.filter(user=people["alva"], code="remind").count() == 1
    with pytest.raises(RemindedToday):
        many.remind(task, by=people["maria"])
    with pytest.raises(NobodyToRemind):
        many.remind(waiting().earliest("pk"), by=people["maria"])
    with pytest.raises(TaskNotYours):
        many.remind(task, by=people["alva"])


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"act": "give", "to": "1"}, "Kryssa i minst en uppgift"),
        ({"act": "give", "task": ["ticked"], "to": ""}, "Välj vem som ska få"),
        ({"act": "give", "task": ["ticked"], "to": "99999"}, "Välj vem som ska få"),
        ({"act": "", "task": ["ticked"], "to": "1"}, "Välj vem som ska få"),
        ({"act": "remind", "task": ["²", "x"]}, "Kryssa i minst en uppgift"),
    ],
)
def test_what_is_missing_is_said_and_the_ticks_stay(maria, programme, people, sent, said):
    planned(programme, people)
    task = waiting(people["alva"]).earliest("pk")
    ticks = [str(task.pk) if each == "ticked" else each for each in sent.get("task", [])]

    answer = maria.post(UNIT, {**sent, "task": ticks})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f'value="{task.pk}" checked' in page or str(task.pk) not in ticks
    assert waiting(people["alva"]).filter(pk=task.pk).exists()


def test_others_find_no_such_page_and_no_task_of_another_unit(browsers, programme, people, bo):
    case = planned(programme, people)
    people["boss"] = make_user("boss", roles=("manager",), unit=make_unit("Vuxensocialt arbete"))
    tasks = [task.pk for task in waiting(people["alva"]).filter(case=case)]

    answer = browsers["boss"].post(UNIT, {"task": tasks, "to": people["boss"].pk, "act": "give"})

    assert browsers["alva"].get(UNIT).status_code == 404
    assert answer.status_code == 422
    assert waiting(people["alva"]).filter(case=case).exists()
    assert "Sirkka" not in browsers["boss"].get(UNIT).content.decode()


@pytest.mark.parametrize(
    "asked", ["person=x", "step=x", "step=a:%00", "after=made-up", "person=" + "9" * 40]
)
def test_an_address_that_makes_no_sense_shows_the_page(maria, programme, people, asked):
    planned(programme, people)

    assert maria.get(f"{UNIT}?{asked}").status_code == 200


def test_it_costs_the_same_with_one_case_and_three(maria, programme, people):
    costs = []
    for name in NAMES:
        planned(programme, people, name)
        costs.append(queries(maria, UNIT))

    assert costs[0] == costs[2]
    assert costs[0] <= 20
