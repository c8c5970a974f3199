"""What the library offers in the editor: lists and groups by their names, whose they are, the newest first."""

import pytest
from django.utils import translation
from wagtail.models import Locale

from forms.editing.bodies import body_from
from forms.library import shelf, shelves
from forms.models import FormDefinition
from tests.factories.forms import document, question, section
from tests.factories.library import make_group, make_list

pytestmark = pytest.mark.django_db


def test_lists_stand_by_their_names_and_say_whose_they_are():
    ways = make_list("ways")
    make_list("ways", owner="gone_service")
    make_list("ways", language="fi", of=ways)
    make_list("aids")

    assert shelves.lists() == [("aids", "Aids"), ("ways", "Ways / Ways (gone_service)")]


def test_groups_stand_by_their_names_with_the_newest_version_first():
    for keys in (("name",), ("name", "phone")):
        make_group("contact", *map(question, keys))
    make_group("address", question("street"), title="Adress")

    with translation.override("en"):
        assert shelves.groups() == [
            ("address@1", "Adress, version 1"),
            ("contact@2", "Kontakt, version 2"),
            ("contact@1", "Kontakt, version 1"),
        ]


def test_the_newest_words_of_a_group_are_taken_and_none_of_another_language():
    group = make_group("contact", question("name"), field__name__label="Namm")
    group = make_group("contact", question("name"), field__name__label="Namn")

    taken = {
        code: shelf.groups_for(["contact@1"], code)["contact@1"].texts for code in ("sv", "fi")
    }

    assert group.versions.count() == 1
    assert taken["sv"]["field.name.label"] == "Namn"
    assert taken["fi"] == {}


def test_choices_of_a_list_are_not_written_beside_it_again():
    make_list("ways")
    locale = Locale.objects.get(language_code="sv")
    form = FormDefinition(slug="trip", locale=locale, title="Trip")
    asked = question("how", "choice", choices=("walk", "bus"), code_list="ways")

    [block] = shelf.written(form, document(section("main", asked)), {})

    [field] = block["value"]["fields"]
    assert field["value"]["code_list"] == "ways"
    assert not field["value"].get("choices")


def test_a_form_that_has_no_language_yet_is_read_with_the_choices_it_has():
    asked = question("how", "choice", choices=("walk",), code_list="ways")
    body = body_from(document(section("main", asked)), {})

    read = shelf.read(FormDefinition(slug="trip", title="Trip"), body)

    assert read.document.field("how").code_list == "ways"
