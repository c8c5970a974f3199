"""People, units and organisations: what is true of one row, and what their history keeps."""

import pytest
from django.db import IntegrityError
from django.test import Client

from accounts.models import User
from tests.factories.accounts import PASSWORD, grant_role, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [("Åsa", "Öhman-Mäkinen", "Åsa Öhman-Mäkinen"), ("Sukarno", "", "Sukarno"), ("", "", "asa")],
)
def test_a_person_is_shown_by_name_else_by_username(first, last, shown):
    assert make_user("asa", first_name=first, last_name=last).display_name == shown


def test_an_email_address_belongs_to_one_person_whatever_the_case():
    make_user("a", email="Ada@example.org")

    with pytest.raises(IntegrityError, match="email_belongs_to_one_person"):
        make_user("b", email="ada@example.org")


def test_people_without_an_email_address_are_welcome():
    make_user("a", email="")
    make_user("b", email="")

    assert User.objects.filter(email="").count() == 2


def test_a_short_name_may_return_in_another_organisation_but_not_in_the_same():
    unit = make_unit("Stöd", make_organisation("Nord"))
    make_unit("Stöd", make_organisation("Syd"))

    with pytest.raises(IntegrityError, match="slug_once_in_an_organisation"):
        type(unit).objects.create(organisation=unit.organisation, name="Stöd igen", slug="stod")


def test_the_history_of_a_person_never_holds_the_password():
    user = make_user(title="Socialhandledare")
    user.title = "Ledande socialhandledare"
    user.save()

    assert [row.title for row in user.history.all()] == [
        "Ledande socialhandledare",
        "Socialhandledare",
    ]
    fields = {field.name for field in user.history.model._meta.get_fields()}
    assert not fields & {"password", "last_login"}


def test_signing_in_leaves_no_row_in_the_history():
    user = make_user()

    Client().login(username=user.username, password=PASSWORD)

    user.refresh_from_db()
    assert user.last_login is not None
    assert user.history.count() == 1


def test_a_change_after_signing_in_is_kept_again():
    user = make_user()
    user.save(update_fields=["last_login"])
    user.title = "Ny titel"
    user.save(update_fields=["title"])

    assert user.history.count() == 2


def test_grants_units_and_organisations_keep_their_history():
    unit = make_unit()
    grant = grant_role(make_user(roles=()), "manager", unit=unit)
    grant.ends_on = "2030-01-01"
    grant.save()
    unit.name = "Nytt namn"
    unit.save()
    grant.delete()

    assert [row.history_type for row in grant.history.model.objects.all()] == ["-", "~", "+"]
    assert unit.history.count() == 2
    assert unit.organisation.history.count() == 1
