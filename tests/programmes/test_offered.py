"""Programmes in the admin: who draws workflows offers them, and nobody else."""

import pytest
from django.urls import reverse

from cases.access import programmes_for
from cases.models import Programme
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import flow, make_case, make_programme, make_worker, task
from tests.factories.workflows import make_definition, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = make_user("oskar", roles=("administrator",), unit=make_unit())
    client.force_login(user)
    return user


def address(name, *args):
    return reverse(f"programmes:{name}", args=args)


def written(administrator, definition, **changed):
    return {
        "title_sv": "Ungdomsverkstad Åsen",
        "title_fi": "",
        "title_en": "",
        "slug": "",
        "unit": administrator.unit.pk,
        "workflow": definition.pk,
        "is_open": "on",
        **changed,
    }


def test_a_workflow_becomes_a_programme_without_a_developer(client, administrator):
    definition = make_definition("workshop", flow(task("look")))
    worker = make_user("alva", roles=("counsellor",), unit=administrator.unit)

    for _time in range(2):
        client.post(address("add"), written(administrator, definition))

    offered = Programme.objects.order_by("slug")
    assert [each.slug for each in offered] == ["ungdomsverkstad_asen", "ungdomsverkstad_asen_2"]
    assert offered[0].titles == {"sv": "Ungdomsverkstad Åsen"}
    assert programmes_for(worker) == []  # nothing is published yet
    publish(definition)
    assert programmes_for(worker) == list(offered)


def test_names_change_and_the_short_name_stays(client, administrator):
    programme = make_programme(flow(task("look")), unit=administrator.unit, slug="way")
    changed = written(administrator, programme.workflow, title_fi="Polku", slug="other")
    del changed["is_open"]

    client.post(address("edit", programme.pk), changed)

    programme.refresh_from_db()
    assert (programme.slug, programme.is_open) == ("way", False)
    assert programme.titles == {"sv": "Ungdomsverkstad Åsen", "fi": "Polku"}


def test_a_programme_whose_cases_have_begun_keeps_its_workflow(client, administrator):
    programme = make_programme(flow(task("look")), unit=administrator.unit)
    before, other = programme.workflow, make_definition("other", flow(task("look")))
    make_case(programme, by=make_worker(programme))

    client.post(address("edit", programme.pk), written(administrator, other))

    programme.refresh_from_db()
    assert (programme.workflow, programme.title) == (before, "Ungdomsverkstad Åsen")


@pytest.mark.parametrize("slug", ["Å b", "2x", "a-b", "x" * 61])
def test_a_short_name_that_no_bundle_could_carry_is_refused(client, administrator, slug):
    definition = make_definition("workshop", flow(task("look")))

    answer = client.post(address("add"), written(administrator, definition, slug=slug))

    assert answer.status_code == 200
    assert not Programme.objects.exists()


def test_nobody_deletes_a_programme_or_sets_one_up_without_drawing_workflows(client, administrator):
    programme = make_programme(flow(task("look")), unit=administrator.unit)
    pages = [address("index"), address("add"), address("edit", programme.pk)]
    assert [client.get(page).status_code for page in pages] == [200] * 3
    assert client.post(address("delete", programme.pk)).status_code == 302

    for role in ("communication", "counsellor", "manager"):
        client.force_login(make_user(role, roles=(role,), unit=administrator.unit))
        assert {client.get(page).status_code for page in pages} <= {302, 403}

    assert Programme.objects.filter(pk=programme.pk).exists()


def test_the_list_costs_the_same_with_one_and_three(
    client, administrator, django_assert_num_queries
):
    make_programme(flow(task("look")), unit=administrator.unit)
    client.get(address("index"))
    with django_assert_num_queries(QUERIES):
        client.get(address("index"))
    for _more in range(2):
        make_programme(flow(task("look")), unit=administrator.unit)

    with django_assert_num_queries(QUERIES):
        client.get(address("index"))


QUERIES = 13
