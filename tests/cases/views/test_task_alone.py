"""Somebody who was handed a single task sees that task, and nothing else of the case."""

import pytest
from django.urls import reverse

from accounts.models import AccessEntry
from cases.actions import journal, tasks
from tests.factories.accounts import make_user
from tests.factories.cases import open_task
from tests.factories.workspace import planned

PARTS = [
    "case",
    "case_timeline",
    "case_goals",
    "case_measurements",
    "case_documents",
    "case_team",
    "note",
    "contact",
    "goal_add",
    "extra_task",
    "appoint",
]


@pytest.fixture
def case(programme, people):
    """A case with goals, a note and several documents; its evaluation was handed to somebody outside the team."""
    case = planned(programme, people)
    note = journal.write_note(case, by=people["alva"], title="Samtal", text="Berättade om skulder.")
    journal.sign(note, by=people["alva"])
    people["cia"] = make_user("cia", unit=programme.unit)
    tasks.give_task(open_task(case, "evaluate"), people["alva"], people["cia"])
    return case


@pytest.fixture
def cia(browsers, case):
    return browsers["cia"]


def address(case, name="task"):
    return reverse(f"cases:{name}", args=[case.pk, open_task(case, "evaluate").pk])


def test_the_task_shows_what_is_known_of_the_person_and_no_more(cia, case):
    page = cia.get(address(case)).content.decode()

    assert "Sirkka Holmlund" in page
    assert "på telefon, före lunch" in page
    assert "Berättade om skulder." not in page
    assert "Orka gå ut" not in page
    assert f'href="{reverse("cases:case", args=[case.pk])}"' not in page


@pytest.mark.parametrize("name", PARTS)
def test_the_pages_of_the_case_do_not_exist_and_nothing_is_logged(cia, case, name):
    assert cia.get(reverse(f"cases:{name}", args=[case.pk])).status_code == 404
    assert not AccessEntry.objects.filter(user__username="cia").exists()


def test_nor_do_its_documents_and_other_tasks(cia, case, people):
    read = case.tasks.filter(submission__isnull=False).first()
    extra = tasks.add_extra_task(case, people["alva"], title="Ring banken", owner=people["alva"])

    assert cia.get(reverse("cases:document", args=[case.pk, read.pk])).status_code == 404
    assert cia.get(reverse("cases:task", args=[case.pk, read.pk])).status_code == 404
    assert cia.get(reverse("cases:task", args=[case.pk, extra.pk])).status_code == 404


def test_the_task_is_found_in_my_day_and_told_of_there(cia, case):
    page = cia.get(reverse("cases:my_day")).content.decode()

    assert page.count(address(case)) >= 1
    assert "Du har fått en uppgift" in page


def test_it_is_done_without_the_case_and_then_it_is_gone(cia, case):
    task, checked = address(case), address(case, "task_check")
    cia.post(task, {"view": "Bättre.", "well": "7"})
    page = cia.get(checked)
    seen = page.context["seen"]

    done = cia.post(checked, {"seen": seen})

    assert f'href="{reverse("cases:case", args=[case.pk])}"' not in page.content.decode()
    assert (done.status_code, done["Location"]) == (302, reverse("cases:my_day"))
    assert cia.get(task).status_code == 404
    assert case.tasks.get(key="evaluate").done_by.username == "cia"


def test_every_look_at_it_is_in_the_access_log(cia, case):
    cia.get(address(case))

    seen = AccessEntry.objects.filter(user__username="cia")
    assert [(each.subject_type, each.subject_id, each.what) for each in seen] == [
        ("case", case.pk, "task")
    ]
