"""Days away: registering them, and what a substitute sees."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.absences import register
from accounts.models import Absence
from tests.cases.views.test_lists import queries
from tests.factories.accounts import make_user
from tests.factories.workspace import planned

AWAY, NEW = reverse("cases:away"), reverse("cases:away_new")


def in_days(count: int):
    return timezone.localdate() + timedelta(days=count)


@pytest.fixture
def bo(people, browsers):
    """A colleague of Alva's, who has nothing to do with her cases."""
    people["bo"] = make_user("bo", unit=people["alva"].unit, first_name="Bo", last_name="Sund")
    return people["bo"]


def test_one_registers_days_changes_them_and_comes_back(alva, people, bo):
    typed = {"starts_on": in_days(0).isoformat(), "ends_on": "", "substitute": bo.pk}
    made = alva.post(NEW, typed, follow=True)
    assert "Bo Sund vikarierar" in made.content.decode()
    absence = Absence.objects.get(user=people["alva"], registered_by=people["alva"])

    days = reverse("cases:away_days", args=[absence.pk])
    assert f'value="{in_days(0).isoformat()}"' in alva.get(days).content.decode()
    changed = alva.post(days, {**typed, "ends_on": in_days(5).isoformat()}, follow=True)
    assert changed.status_code == 200
    absence.refresh_from_db()
    assert absence.ends_on == in_days(5)

    back = alva.post(reverse("cases:away_back", args=[absence.pk]), follow=True)
    assert "Du är tillbaka" in back.content.decode()
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"starts_on": "", "ends_on": ""}, "Skriv dagen."),
        ({"starts_on": "2026-02-31", "ends_on": ""}, "Datumet finns inte."),
        ({"starts_on": "3", "ends_on": "2"}, "Den sista dagen är före den första."),
        ({"starts_on": "3", "ends_on": "4", "substitute": "999999"}, "errors"),
    ],
)
def test_what_cannot_be_gets_a_sentence_and_nothing_typed_is_lost(alva, people, typed, said):
    sent = {
        name: in_days(int(value)).isoformat() if value in ("2", "3", "4") else value
        for name, value in typed.items()
    }

    answer = alva.post(NEW, sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert sent["starts_on"] in page
    assert not Absence.objects.exists()


def test_a_manager_registers_others_and_nobody_else_finds_the_page(browsers, people, bo):
    asked = {"for": people["alva"].pk}
    typed = {"starts_on": in_days(1).isoformat(), "ends_on": "", "substitute": bo.pk}

    assert browsers["bo"].get(NEW, asked).status_code == 404
    page = browsers["maria"].get(NEW, asked)
    assert "Dagar borta: Alva Bergström" in page.content.decode()
    browsers["maria"].post(f"{NEW}?for={people['alva'].pk}", typed)

    absence = Absence.objects.get(user=people["alva"])
    assert "Alva Bergström" in browsers["maria"].get(AWAY).content.decode()
    for name in ("away_days", "away_back"):
        address = reverse(f"cases:{name}", args=[absence.pk])
        assert browsers["bo"].post(address, typed).status_code == 404
    assert Absence.objects.filter(pk=absence.pk).exists()


def test_the_day_of_the_substitute_names_for_whom(browsers, programme, people, bo):
    case = planned(programme, people)
    today = in_days(0)
    register(people["alva"], by=people["alva"], starts_on=today, ends_on=in_days(2), substitute=bo)

    day = browsers["bo"].get(reverse("cases:my_day")).content.decode()
    task = case.tasks.waiting().filter(owner=people["alva"]).earliest("pk")
    opened = browsers["bo"].get(reverse("cases:task", args=[case.pk, task.pk])).content.decode()

    assert "Du vikarierar för Alva Bergström" in day
    assert "I stället för Alva Bergström." in day
    assert "Sirkka Holmlund" in day
    assert "Alva Bergström är borta. Du gör det här i stället" in opened
    team = browsers["bo"].get(reverse("cases:case_team", args=[case.pk])).content.decode()
    assert "Bo Sund vikarierar" in team
    own = browsers["alva"].get(reverse("cases:my_day")).content.decode()
    assert "Du är anmäld som borta" in own


def test_the_timeline_says_who_did_it_in_whose_place(browsers, programme, people, bo):
    case = planned(programme, people)
    register(people["alva"], by=people["alva"], starts_on=in_days(0), ends_on=None, substitute=bo)
    bo.refresh_from_db()
    note = {"title": "Samtal", "text": "Vi pratade.", "happened_on": in_days(0).isoformat()}

    browsers["bo"].post(reverse("cases:note", args=[case.pk]), note)

    assert case.journal.filter(author=bo, title="Samtal").exists()


def test_the_page_costs_the_same_with_one_row_and_three(browsers, people, bo):
    maria = browsers["maria"]
    unit, costs = people["alva"].unit, []
    for name in ("one", "two", "three"):
        somebody = make_user(name, unit=unit)
        register(somebody, by=somebody, starts_on=in_days(0), ends_on=None, substitute=bo)
        costs.append(queries(maria, AWAY))

    assert costs[0] == costs[2]
    assert costs[0] <= 12
