"""The Wagtail admin: authors get in, case workers do not, and nobody raises themselves there."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.urls import reverse

from accounts.groups import mirror_groups
from accounts.models import Organisation, RoleGrant, Unit, User
from tests.factories.accounts import PASSWORD, grant_role, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
PEOPLE = "/cms/users/"
ROLES = "/cms/rolegrant/"
AUTHOR_PAGES = ["/cms/pages/", "/cms/images/", "/cms/documents/"]
ADMINISTRATOR_PAGES = [PEOPLE, ROLES, "/cms/unit/", "/cms/organisation/", f"{PEOPLE}new/"]


def person(**changes):
    """What the form of a person posts."""
    return {
        "username": "ny",
        "email": "ny@example.org",
        "first_name": "Ny",
        "last_name": "Person",
        "language": "fi",
        "is_active": "on",
        **changes,
    }


@pytest.fixture
def administrator(client):
    user = make_user("admin", ("administrator",), first_name="Ada", last_name="Ek")
    client.force_login(user)
    return user


@pytest.mark.parametrize("role", ["counsellor", "decision_maker", "manager", "partner", "funder"])
def test_nobody_who_works_in_cases_gets_into_the_admin(client, role):
    client.force_login(make_user(roles=(role,)))

    for page in ["/cms/", *AUTHOR_PAGES, *ADMINISTRATOR_PAGES]:
        assert client.get(page).status_code == 403


@pytest.mark.parametrize("role", ["communication", "administrator"])
def test_authors_get_to_pages_pictures_and_documents_and_to_no_case(client, role):
    client.force_login(make_user(roles=(role,)))

    for page in ["/cms/", *AUTHOR_PAGES]:
        assert client.get(page, follow=True).status_code == 200
        assert client.get(page, follow=True).request["PATH_INFO"].startswith("/cms/")
    assert client.get("/work/").status_code == 403


def test_administrators_get_to_people_roles_and_units(client, administrator):
    for page in ADMINISTRATOR_PAGES:
        assert client.get(page).status_code == 200


def test_communication_staff_do_not(client):
    client.force_login(make_user(roles=("communication",)))

    for page in ADMINISTRATOR_PAGES:
        assert client.get(page)["Location"] == "/cms/"  # Wagtail's own refusal
    assert PEOPLE not in client.get("/cms/").text


def permissions_of(name):
    rows = Permission.objects.filter(group__name=name)
    return {
        (row.content_type.app_label, row.codename) for row in rows.select_related("content_type")
    }


def test_no_group_reaches_cases_people_s_groups_or_deleting_people():
    administrators, communication = (
        permissions_of("Administrators"),
        permissions_of("Communication"),
    )

    assert ("accounts", "change_user") in administrators
    assert ("accounts", "delete_user") not in administrators
    assert ("forms", "publish_formdefinition") in administrators
    assert ("workflows", "publish_workflowdefinition") in administrators
    assert not {app for app, _ in administrators | communication} & {"cases", "auth", "sessions"}
    assert {app for app, _ in communication} <= {"wagtailadmin", "wagtail_localize"}


def test_communication_staff_hold_pages_and_files_but_no_forms_or_workflows():
    group = Group.objects.get(name="Communication")

    pages = {row.permission.codename for row in group.page_permissions.all()}
    files = {row.permission.codename for row in group.collection_permissions.all()}
    assert {"add_page", "change_page", "publish_page"} <= pages
    assert {"add_image", "choose_image", "add_document", "choose_document"} <= files
    user = make_user(roles=("communication",))
    assert not any(
        user.has_module_perms(app) for app in ("forms", "workflows", "accounts", "cases")
    )


def test_groups_follow_roles(django_assert_num_queries):
    user = make_user(roles=())
    assert not user.groups.exists()

    grant = grant_role(user, "administrator")
    assert [group.name for group in user.groups.all()] == ["Administrators"]
    grant.role = "communication"
    grant.save()
    assert [group.name for group in user.groups.all()] == ["Communication"]
    grant.delete()
    assert not user.groups.exists()


def test_a_role_of_an_author_that_ends_overnight_closes_the_admin(client, time_machine):
    time_machine.move_to("2026-03-02T21:50:00Z")
    user = make_user(roles=())
    grant_role(user, "communication", ends_on="2026-03-02")
    client.force_login(user)
    assert client.get("/cms/").status_code == 200

    time_machine.move_to("2026-03-02T22:10:00Z")  # past midnight, in the same session

    assert client.get("/cms/").status_code == 403
    assert not user.groups.exists()


def test_an_administrator_who_becomes_communication_keeps_no_old_permission(client):
    user = make_user(roles=("administrator", "communication"))
    RoleGrant.objects.filter(role="administrator").update(ends_on="2020-02-02")  # no signal
    client.force_login(user)

    client.get("/cms/")

    assert [group.name for group in user.groups.all()] == ["Communication"]


def test_a_group_given_by_hand_does_not_last():
    user = make_user()
    user.groups.add(Group.objects.get(name="Administrators"))

    mirror_groups(user)

    assert not user.groups.exists()
    assert not user.has_perm("accounts.change_user")


def test_an_administrator_makes_an_account_that_waits_for_its_password(client, administrator):
    unit = make_unit()

    response = client.post(f"{PEOPLE}new/", person(unit=unit.pk, qualification="social_worker"))

    assert response.status_code == 302
    made = User.objects.get(username="ny")
    assert (made.unit, made.organisation, made.language) == (unit, unit.organisation, "fi")
    assert made.qualification == "social_worker"
    assert not made.has_usable_password()
    assert made.history.get().history_user == administrator


def test_the_owner_of_a_new_account_chooses_a_password_from_a_letter(
    client, client_of, administrator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{PEOPLE}new/", person())
    letter = mail.outbox[0]
    link = re.search(r"https?://[^/]+(/\S+)", letter.body).group(1)
    browser = client_of(None)

    page = browser.get(link, follow=True).request["PATH_INFO"]
    browser.post(page, {"password1": PASSWORD, "password2": PASSWORD})

    made = User.objects.get(username="ny")
    assert letter.to == ["ny@example.org"]
    assert made.check_password(PASSWORD)
    assert made.first_name not in letter.subject + letter.body


def test_an_account_made_with_a_password_gets_no_letter(
    client, administrator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{PEOPLE}new/", person(password1=PASSWORD, password2=PASSWORD))

    assert User.objects.get(username="ny").check_password(PASSWORD)
    assert mail.outbox == []


def test_a_unit_of_another_organisation_is_refused_with_a_sentence(client, administrator):
    unit, other = make_unit(), make_organisation("Syd")

    response = client.post(f"{PEOPLE}new/", person(unit=unit.pk, organisation=other.pk))

    assert response.context["form"].errors["unit"]
    assert not User.objects.filter(username="ny").exists()


def test_a_crafted_form_makes_no_superuser_and_gives_no_group(client, administrator):
    group = Group.objects.get(name="Administrators")
    crafted = person(is_superuser="on", is_staff="on", groups=[group.pk])

    client.post(f"{PEOPLE}new/", crafted)
    made = User.objects.get(username="ny")
    client.post(f"{PEOPLE}edit/{made.pk}/", crafted)

    made.refresh_from_db()
    assert (made.is_superuser, made.is_staff, made.groups.count()) == (False, False, 0)


def test_an_administrator_cannot_take_over_whoever_installed_the_platform(client, administrator):
    above = make_user("root", roles=(), is_superuser=True)
    page = f"{PEOPLE}edit/{above.pk}/"

    assert client.get(page).status_code == 302  # Wagtail's own refusal
    client.post(page, person(username="root", password1="x" * 20, password2="x" * 20))

    above.refresh_from_db()
    assert above.email == "root@example.org"


def test_people_are_made_inactive_and_never_deleted(client, administrator):
    user = make_user("borta")

    client.post(f"{PEOPLE}delete/{user.pk}/")
    assert User.objects.filter(pk=user.pk).exists()

    client.post(f"{PEOPLE}edit/{user.pk}/", person(username="borta", is_active=""))
    user.refresh_from_db()
    assert not user.is_active


def test_an_administrator_cannot_close_their_own_account(client, administrator):
    page = f"{PEOPLE}edit/{administrator.pk}/"

    client.post(page, person(username="admin", email="admin@example.org", is_active=""))

    administrator.refresh_from_db()
    assert administrator.is_active
    assert administrator.first_name == "Ny"


def test_an_administrator_gives_and_ends_a_role(client, administrator):
    unit, user = make_unit(), make_user("ny", ())
    posted = {"user": user.pk, "role": "counsellor", "unit": unit.pk, "starts_on": "2020-01-01"}

    assert client.post(f"{ROLES}new/", posted).status_code == 302
    grant = RoleGrant.objects.get(user=user)
    assert grant.history.get().history_user == administrator

    client.post(f"{ROLES}edit/{grant.pk}/", {**posted, "ends_on": "2020-02-01", "reason": "Slutat"})
    grant.refresh_from_db()
    assert (str(grant.ends_on), grant.reason) == ("2020-02-01", "Slutat")


def test_nobody_gives_themselves_a_role(client, administrator):
    posted = {"user": administrator.pk, "role": "counsellor", "starts_on": "2020-01-01"}

    response = client.post(f"{ROLES}new/", posted)

    assert response.context["form"].errors["user"]
    assert administrator.grants.count() == 1


def test_nobody_hands_their_own_role_to_somebody_else_or_prolongs_it(client, administrator):
    grant, other = administrator.grants.get(), make_user("bo", ())
    for user in (administrator, other):
        posted = {"user": user.pk, "role": "manager", "starts_on": "2020-01-01"}
        client.post(f"{ROLES}edit/{grant.pk}/", posted)

    grant.refresh_from_db()
    assert (grant.user, grant.role) == (administrator, "administrator")


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "chef"},
        {"starts_on": "2026-02-30"},
        {"starts_on": "2026-02-02", "ends_on": "2026-02-01"},
        {"user": "999999"},
    ],
)
def test_a_role_that_cannot_be_is_refused_with_a_sentence(client, administrator, wrong):
    user = make_user("ny", ())
    posted = {"user": user.pk, "role": "counsellor", "starts_on": "2026-02-02", **wrong}

    response = client.post(f"{ROLES}new/", posted)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not user.grants.exists()


def test_units_and_organisations_are_made_here(client, administrator):
    client.post("/cms/organisation/new/", {"name": "Nord", "slug": "nord", "kind": "municipality"})
    organisation = Organisation.objects.get(slug="nord")
    client.post("/cms/unit/new/", {"organisation": organisation.pk, "name": "Ett", "slug": "ett"})

    assert Unit.objects.get(organisation=organisation).name == "Ett"


def test_a_person_is_chosen_from_a_search_and_not_from_a_list_of_everybody(client, administrator):
    found = make_user("ny", first_name="Åsa", last_name="Öhman")
    make_user("annan", first_name="Åsa", last_name="Ek")

    assert "Öhman" not in client.get(f"{ROLES}new/").text
    results = client.get("/cms/choose-person/results/?q=åsa+öh").text
    assert f"/cms/choose-person/chosen/{found.pk}/" in results
    assert "Åsa Ek" not in results


@pytest.mark.parametrize("page", ["", "results/", "chosen/{pk}/", "chosen-multiple/?id={pk}"])
def test_other_authors_do_not_get_the_list_of_people(client, page):
    user = make_user(roles=("communication",), first_name="Hemlig")
    client.force_login(user)

    response = client.get(f"/cms/choose-person/{page.format(pk=user.pk)}", follow=True)

    assert "chooser" not in response.headers["Content-Type"]
    assert response.request["PATH_INFO"] == "/cms/"


@pytest.mark.parametrize("page", [PEOPLE, ROLES, "/cms/unit/"])
def test_a_list_costs_the_same_with_one_row_and_with_three(
    client, administrator, page, django_assert_max_num_queries
):
    make_user("en", unit=make_unit("Ett"))
    client.get(page)
    with django_assert_max_num_queries(60) as first:
        client.get(page)
    for name in ("två", "tre"):
        make_user(name, unit=make_unit(name, make_organisation(name)))
    with django_assert_max_num_queries(60) as second:
        client.get(page)

    assert len(second) == len(first)


def test_the_people_are_found_under_their_menu(client, administrator):
    assert reverse("wagtailusers_users:index") == PEOPLE
    assert "/cms/rolegrant/" in client.get("/cms/").text
