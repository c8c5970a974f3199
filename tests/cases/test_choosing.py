"""A role that comes to somebody by itself: who has the fewest open cases, or each in turn; nobody who is away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.absences import register
from cases.actions.tasks import complete_task, take_task
from cases.models import Case, JournalEntry, Notice
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import flow, make_case, make_programme, open_task, task
from workflows import document as doc

pytestmark = pytest.mark.django_db


def programme(given: str, **role):
    """A service in which the registrar does the first step and an own counsellor the second."""
    return make_programme(
        flow(
            task("first", role="intake"),
            task("second", role="own"),
            start=doc.Start(roles=("manager",)),
            roles=(
                doc.Role("intake", who=("manager",)),
                doc.Role("own", who=("counsellor",), given=given, **role),
            ),
        )
    )


def begun(place) -> Case:
    """A case that has come to its second step."""
    boss = place["boss"]
    case = make_case(place["programme"], by=boss)
    first = open_task(case, "first")
    take_task(first, boss)
    complete_task(first, by=boss, answers={})
    return case


def place(given: str, names=("alva", "bo", "cilla"), **role):
    made = programme(given, **role)
    unit = made.unit
    people = {name: make_user(name, unit=unit, last_name=name) for name in names}
    boss = make_user("boss", roles=("manager",), unit=unit)
    return {**people, "programme": made, "boss": boss, "unit": unit}


def owner(case: Case) -> str:
    found = open_task(case, "second").owner
    return found.username if found else ""


def test_each_in_turn():
    here = place("in_turn")

    assert [owner(begun(here)) for _ in range(5)] == ["alva", "bo", "cilla", "alva", "bo"]


def test_who_has_the_fewest_open_cases_is_next():
    here = place("least_loaded")
    cases = [begun(here) for _ in range(3)]
    assert [owner(case) for case in cases] == ["alva", "bo", "cilla"]

    complete_task(open_task(cases[1], "second"), by=here["bo"], answers={})

    assert owner(begun(here)) == "bo"


def test_nobody_who_is_away_and_nobody_from_elsewhere():
    here = place("in_turn", names=("alva",))
    make_user("far", unit=make_unit("Vuxensocialt arbete"))
    today = timezone.localdate()
    absence = register(
        here["alva"], by=here["alva"], starts_on=today, ends_on=today, substitute=None
    )

    case = begun(here)

    assert owner(case) == ""
    assert not case.team.filter(role="own").exists()
    absence.starts_on = absence.ends_on = today + timedelta(days=1)
    absence.save()
    assert owner(begun(here)) == "alva"


def test_a_role_that_says_nothing_waits_in_the_queue():
    assert owner(begun(place(""))) == ""


def test_it_is_noted_as_by_itself_and_the_one_is_told():
    here = place("in_turn")

    case = begun(here)

    entry = JournalEntry.objects.get(case=case, code="appointed_by_itself")
    member = case.team.get(role="own")
    assert (entry.author, entry.facts) == (
        None,
        {"role": "own", "person": here["alva"].display_name},
    )
    assert member.appointed_by is None
    assert Notice.objects.filter(case=case, user=here["alva"], code="appointed").count() == 1


def test_who_holds_the_role_keeps_it():
    here = place("in_turn")
    case = begun(here)
    complete_task(open_task(case, "second"), by=here["alva"], answers={})

    assert case.team.filter(role="own").count() == 1
