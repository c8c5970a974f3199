"""Who is away, and with whom their work lies."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.absences import hands_of, stands_in_for, substitutes_of
from accounts.actions.absences import change, come_back, register
from accounts.letters import tell_substitute
from accounts.models import Absence, User
from accounts.planning import colleagues, may_plan
from tests.factories.accounts import make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def _midsummer(time_machine):
    time_machine.move_to("2026-06-15 10:00 +0300")


@pytest.fixture
def people() -> dict[str, User]:
    unit = make_unit()
    found = {name: make_user(name, unit=unit) for name in ("alva", "bo", "cecilia", "dan")}
    return found | {"maria": make_user("maria", roles=("manager",), unit=unit)}


def away(who: User, substitute: User | None, first: int = 0, last: int | None = 7) -> Absence:
    """Absent from so many days after today to so many days after today."""
    ends_on = None if last is None else TODAY + timedelta(days=last)
    return register(
        who, by=who, starts_on=TODAY + timedelta(days=first), ends_on=ends_on, substitute=substitute
    )


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("days", "stands_in"), [(-1, False), (0, True), (3, True), (7, True), (8, False)]
)
def test_work_lies_with_the_substitute_from_the_first_to_the_last_day(people, days, stands_in):
    away(people["alva"], people["bo"])

    others = stands_in_for(fresh(people["bo"]), on=TODAY + timedelta(days=days))

    assert others == ({people["alva"].pk} if stands_in else set())
    assert stands_in_for(fresh(people["cecilia"]), on=TODAY) == set()
    assert hands_of(fresh(people["alva"])) == {people["alva"].pk}, (
        "who is away keeps what is theirs"
    )


def test_until_further_notice_lasts_until_somebody_says_so(people):
    absence = away(people["alva"], people["bo"], first=-3, last=None)
    later = TODAY + timedelta(days=400)
    assert stands_in_for(fresh(people["bo"]), on=later) == {people["alva"].pk}

    come_back(absence, by=people["alva"])

    assert stands_in_for(fresh(people["bo"])) == set()
    assert Absence.objects.get().ends_on == TODAY - timedelta(days=1)


def test_a_chain_passes_on_to_the_first_who_is_here(people):
    away(people["bo"], people["cecilia"])
    away(people["alva"], people["bo"])

    assert stands_in_for(fresh(people["bo"])) == set()
    assert stands_in_for(fresh(people["cecilia"])) == {people["alva"].pk, people["bo"].pk}
    assert substitutes_of([people["alva"].pk, people["dan"].pk]) == {
        people["alva"].pk: people["cecilia"]
    }


def test_a_chain_that_ends_with_somebody_away_leads_to_nobody(people):
    away(people["bo"], None)
    away(people["alva"], people["bo"])

    assert stands_in_for(fresh(people["bo"])) == set()
    assert substitutes_of([people["alva"].pk]) == {}


def test_a_circle_is_refused_in_words(people):
    away(people["alva"], people["bo"])
    away(people["bo"], people["cecilia"], first=2)

    with pytest.raises(ValidationError) as refused:
        away(people["cecilia"], people["alva"], first=5, last=6)

    assert "substitute" in refused.value.message_dict
    away(people["cecilia"], people["alva"], first=8, last=9)  # alva is back by then


def test_a_circle_that_two_made_at_once_leads_to_nobody(people):
    days = {"starts_on": TODAY, "ends_on": TODAY}
    for who, stand_in in (("alva", "bo"), ("bo", "cecilia"), ("cecilia", "alva")):
        Absence.objects.create(
            user=people[who], substitute=people[stand_in], registered_by=people[who], **days
        )

    assert [stands_in_for(fresh(people[name])) for name in people] == [frozenset()] * len(people)
    assert substitutes_of(user.pk for user in people.values()) == {}


def test_one_is_away_once_at_a_time(people):
    away(people["alva"], people["bo"])

    with pytest.raises(ValidationError, match="några av dagarna"):
        away(people["alva"], people["cecilia"], first=7, last=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(
            user=people["alva"], registered_by=people["alva"], starts_on=TODAY + timedelta(days=5)
        )
    away(people["alva"], people["cecilia"], first=8, last=9)


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [(0, -1, "ends_on"), (-40, 2, "starts_on"), (0, 800, "ends_on"), (900, 901, "starts_on")],
)
def test_days_that_make_no_sense_are_named(people, first, last, named):
    with pytest.raises(ValidationError) as refused:
        away(people["alva"], people["bo"], first=first, last=last)

    assert named in refused.value.message_dict
    assert not Absence.objects.exists()


def test_managers_plan_for_the_people_of_their_units_and_nobody_else_does(people):
    elsewhere = make_unit("Vuxensocialt arbete")
    boss = make_user("boss", roles=("manager",), unit=elsewhere)
    clerk = make_user("clerk", roles=("communication",), unit=people["alva"].unit)

    assert may_plan(people["alva"], people["alva"])
    assert may_plan(people["maria"], people["alva"])
    for other in (people["bo"], boss, clerk):
        assert not may_plan(other, people["alva"])
        with pytest.raises(LookupError):
            register(
                people["alva"], by=other, starts_on=TODAY, ends_on=TODAY, substitute=people["bo"]
            )
    assert not Absence.objects.exists()


def test_one_chooses_a_substitute_in_one_s_unit_and_a_manager_in_the_organisation(people):
    near = make_user("eva", unit=make_unit("Vuxensocialt arbete"))
    far = make_user("far", unit=make_unit("Fjärran", make_organisation("En annan kommun")))
    gone = make_user("gone", unit=people["alva"].unit, is_active=False)
    clerk = make_user("clerk", roles=("communication",), unit=people["alva"].unit)

    own = set(colleagues(people["alva"], by=people["alva"]))
    managers = set(colleagues(people["alva"], by=people["maria"]))

    assert own == set(people.values()) - {people["alva"]}
    assert managers == own | {near}
    assert not {far, gone, clerk} & managers
    with pytest.raises(ValidationError):
        away(people["alva"], near)


def test_coming_back_before_the_first_day_takes_the_days_away(people):
    absence = away(people["alva"], people["bo"], first=3, last=5)

    come_back(absence, by=people["maria"])

    assert not Absence.objects.exists()
    assert Absence.history.filter(history_type="-").count() == 1
    with pytest.raises(LookupError):
        come_back(absence, by=people["alva"])


def test_the_substitute_gets_a_letter_that_names_nobody(people):
    absence = away(people["alva"], people["bo"])

    assert tell_substitute.func(absence.pk)

    letter = mail.outbox[-1]
    assert letter.to == ["bo@example.org"]
    assert "15 juni" in letter.body
    assert "alva" not in (letter.body + letter.subject).lower()


def test_a_changed_substitute_takes_over_at_once(people):
    absence = away(people["alva"], people["bo"])

    change(
        absence,
        by=people["maria"],
        starts_on=absence.starts_on,
        ends_on=absence.ends_on,
        substitute=people["cecilia"],
    )

    assert stands_in_for(fresh(people["bo"])) == set()
    assert stands_in_for(fresh(people["cecilia"])) == {people["alva"].pk}
    assert Absence.history.count() == 2


def test_a_substitute_who_may_no_longer_sign_in_stands_in_for_nobody(people):
    away(people["alva"], people["bo"])
    User.objects.filter(pk=people["bo"].pk).update(is_active=False)

    assert stands_in_for(fresh(people["bo"])) == set()
    assert substitutes_of([people["alva"].pk]) == {}
