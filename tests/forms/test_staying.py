"""What is used or was published is not deleted: from its own page or from the list, with a sentence that says why."""

import pytest
from django.urls import reverse
from django.utils import translation

from forms.instruments.importing import import_package
from forms.instruments.package import read_package
from forms.library.staying import why_instrument_stays
from forms.models import CodeList, FieldGroup, FormDefinition, Instrument
from tests.factories.accounts import make_user
from tests.factories.forms import make_definition, make_form, publish, question
from tests.factories.instruments import locked_wellbeing
from tests.factories.library import make_group, make_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def runa(client):
    client.force_login(make_user("runa", roles=("administrator",), language="en"))
    return client


def used_list() -> CodeList:
    ways = make_list("ways", "walk", "bus")
    publish(make_definition("way", {"way": {"kind": "choice", "code_list": "ways"}}))
    return ways


USED = {
    "list": (used_list, "The list is used and cannot be deleted: A form."),
    "form": (lambda: make_form("start").definition, "Retire it instead."),
    "group": (lambda: make_group("contact", question("phone")), "Unpublish it instead."),
}
FREE = {
    "list": lambda: make_list("ways"),
    "form": lambda: make_definition("start", {"a": "text"}),
}


def one(made) -> str:
    return reverse(made.snippet_viewset.get_url_name("delete"), args=[made.pk])


def many(made) -> str:
    about = made._meta
    names = (about.app_label, about.model_name, "delete")
    return f"{reverse('wagtail_bulk_action', args=names)}?id={made.pk}&next=/cms/"


@pytest.mark.parametrize("way", [one, many], ids=["one", "many"])
@pytest.mark.parametrize("sort", USED)
def test_what_is_used_stays_whichever_way_it_is_deleted(runa, sort, way):
    make, sentence = USED[sort]
    made = make()

    answer = runa.post(way(made), follow=True)

    assert type(made).objects.filter(pk=made.pk).exists()
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("way", [one, many], ids=["one", "many"])
@pytest.mark.parametrize("sort", FREE)
def test_what_nobody_uses_goes(runa, sort, way):
    made = FREE[sort]()

    runa.post(way(made))

    assert not type(made).objects.filter(pk=made.pk).exists()


def test_one_that_stays_keeps_all_that_were_ticked_with_it(runa):
    used, free = used_list(), make_list("other")

    runa.post(f"{many(used)}&id={free.pk}")

    assert CodeList.objects.count() == 2


def test_an_instrument_that_forms_are_bound_to_stays_locked(runa):
    form = import_package(read_package(locked_wellbeing()))[0]
    instrument = Instrument.objects.get()

    answer = runa.post(reverse("instrument:delete", args=[instrument.pk]), follow=True)

    assert Instrument.objects.filter(pk=instrument.pk).exists()
    with translation.override("en"):
        assert why_instrument_stays(instrument) in answer.content.decode()
    assert form.problems() == []


def test_an_instrument_that_nothing_is_bound_to_goes(runa):
    import_package(read_package(locked_wellbeing()))
    other = Instrument.objects.get()
    other.pk, other.version = None, "9"
    other.save()

    runa.post(reverse("instrument:delete", args=[other.pk]))

    assert [each.version for each in Instrument.objects.all()] == ["1"]


def test_every_sort_that_is_kept_was_tried():
    assert {make[0]().__class__ for make in USED.values()} == {CodeList, FormDefinition, FieldGroup}
