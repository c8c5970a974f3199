"""Roles: a literal table, and grants whose dates are judged when they are read."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.role_table import PERMISSIONS, ROLES
from accounts.roles import may, people_who_may, roles_of, units_of
from tests.factories.accounts import grant_role, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def roles_with(permission):
    return {role.key for role in ROLES if permission in role.permissions}


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("cms.use", {"communication", "administrator"}),
        ("pages.author", {"communication", "administrator"}),
        ("forms.author", {"administrator"}),
        ("workflows.author", {"administrator"}),
        ("people.manage", {"administrator"}),
        ("work.use", {"counsellor", "decision_maker", "manager", "group_leader", "partner"}),
        ("queue.see", {"counsellor", "decision_maker", "manager", "group_leader"}),
        ("case.start", {"counsellor", "manager"}),
        ("case.decide", {"decision_maker", "manager"}),
        ("groups.lead", {"group_leader"}),
        ("surveys.enter", {"survey_handler"}),
        ("answers.read", {"survey_handler"}),
        ("figures.see", {"administrator", "manager", "funder"}),
    ],
)
def test_each_permission_belongs_to_these_roles_and_no_other(permission, roles):
    assert roles_with(permission) == roles


def test_whoever_authors_never_works_in_cases():
    assert not roles_with("cms.use") & roles_with("work.use")


def test_a_misspelt_permission_is_an_error_and_not_a_refusal():
    with pytest.raises(LookupError):
        may(make_user(), "work.uses")


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "holds"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY - timedelta(1), TODAY - timedelta(1), False),  # ended yesterday
        (TODAY + timedelta(1), None, False),  # begins tomorrow
        (TODAY - timedelta(9), TODAY + timedelta(9), True),
    ],
)
def test_a_grant_counts_from_its_first_to_its_last_day(starts_on, ends_on, holds):
    unit = make_unit()
    user = make_user(roles=())
    grant_role(user, "counsellor", unit=unit, starts_on=starts_on, ends_on=ends_on)

    assert ("counsellor" in roles_of(user, on=TODAY)) is holds
    assert (unit.pk in units_of(user, on=TODAY)) is holds
    assert (user in people_who_may("counsellor", unit, on=TODAY)) is holds


def test_a_grant_that_ended_yesterday_gives_nothing_without_any_job(time_machine):
    time_machine.move_to("2026-03-02T12:00:00Z")
    unit = make_unit()
    user = make_user(roles=())
    grant_role(user, "counsellor", unit=unit, ends_on=timezone.localdate())
    assert may(user, "work.use")

    time_machine.shift(timedelta(days=1))

    assert not may(user, "work.use")
    assert units_of(user) == frozenset()
    assert not people_who_may("counsellor", unit).exists()


def test_the_day_begins_at_midnight_where_the_service_is(time_machine):
    user = make_user(roles=())
    grant_role(user, "counsellor", starts_on="2026-03-02")

    time_machine.move_to("2026-03-01T21:59:00Z", tick=False)
    assert not may(user, "work.use")
    time_machine.move_to("2026-03-01T22:01:00Z", tick=False)  # Helsinki is two hours ahead
    assert may(user, "work.use")


def test_a_role_in_an_organisation_reaches_its_units_and_no_other():
    own, twin = make_organisation("Nord"), make_organisation("Syd")
    first, second = make_unit("Ett", own), make_unit("Två", own)
    make_unit("Ett", twin)
    user = make_user(roles=())
    grant_role(user, "manager", organisation=own)

    assert units_of(user) == {first.pk, second.pk}
    assert list(people_who_may("manager", second)) == [user]
    assert not people_who_may("manager", make_unit("Ett", twin)).exists()


def test_units_can_be_asked_for_one_role_alone():
    first, second = make_unit("Ett"), make_unit("Två")
    user = make_user(unit=first)
    grant_role(user, "manager", unit=second)

    assert units_of(user) == {first.pk, second.pk}
    assert units_of(user, role="manager") == {second.pk}


def test_a_role_on_the_platform_reaches_no_unit():
    make_unit()

    assert units_of(make_user(unit=None)) == frozenset()


def test_roles_and_units_cost_one_query_however_many_grants(django_assert_num_queries):
    user = make_user(unit=make_unit("Ett"))
    grant_role(user, "manager", unit=make_unit("Två"))
    grant_role(user, "group_leader", organisation=make_organisation())
    fresh = User.objects.get(pk=user.pk)

    with django_assert_num_queries(1):
        roles_of(fresh)
        units_of(fresh)
        may(fresh, "case.start")


def test_people_are_named_by_role_unit_and_qualification():
    unit = make_unit()
    worker = make_user("ada", unit=unit, qualification="social_worker")
    make_user("bo", unit=unit)
    make_user("cia", unit=unit, qualification="social_worker", is_active=False)
    make_user("dan", unit=make_unit("Annan"), qualification="social_worker")

    assert list(people_who_may("counsellor", unit, qualification="social_worker")) == [worker]


def test_a_person_with_two_ways_to_a_role_is_named_once():
    unit = make_unit()
    user = make_user(unit=unit)
    grant_role(user, "counsellor", organisation=unit.organisation)

    assert list(people_who_may("counsellor", unit)) == [user]


def test_nobody_signed_in_and_somebody_inactive_hold_nothing():
    gone = make_user(is_active=False, is_superuser=True)

    assert roles_of(AnonymousUser()) == frozenset()
    assert roles_of(gone) == frozenset()
    assert not any(may(gone, permission) for permission in PERMISSIONS)


def test_whoever_installed_the_platform_is_an_administrator_and_opens_no_case():
    installer = make_user(roles=(), is_superuser=True)

    assert roles_of(installer) == {"administrator"}
    assert not may(installer, "work.use")


def test_a_role_given_to_somebody_at_work_counts_at_once():
    user = make_user(roles=())
    assert not may(user, "work.use")

    grant = grant_role(user, "counsellor")
    assert may(user, "work.use")

    grant.delete()
    assert not may(user, "work.use")


def test_a_grant_cannot_end_before_it_starts():
    with pytest.raises(IntegrityError, match="ends_after_it_starts"):
        grant_role(make_user(roles=()), "manager", starts_on="2026-02-02", ends_on="2026-02-01")


def test_a_grant_is_held_in_a_unit_or_an_organisation_never_both():
    unit = make_unit()
    grant = RoleGrant(user=make_user(), role="manager", unit=unit, organisation=unit.organisation)

    with pytest.raises(ValidationError, match=r"Choose a unit or an organisation|enhet"):
        grant.full_clean()
    with pytest.raises(IntegrityError, match="in_a_unit_or_an_organisation"):
        grant.save()


def test_the_same_grant_is_given_once():
    user = make_user(roles=("manager",))

    with pytest.raises(IntegrityError, match="rolegrant_once"):
        grant_role(user, "manager")
