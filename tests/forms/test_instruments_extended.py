"""A later package over a form that was worked on here: nothing that was added or reworded goes unsaid."""

from dataclasses import replace

import pytest
from django.utils import translation

from forms.instruments.importing import import_package, take_in
from forms.instruments.package import read_package
from forms.instruments.writing import package_text
from forms.models import Instrument
from forms.written.plain import BrokenFile
from tests.factories.instrument_edits import (
    REWORDED,
    SECOND,
    asked,
    edited,
    extended,
    form,
    own_section,
    package,
    reworded,
)
from tests.factories.instruments import (
    another_section,
    locked_wellbeing,
    shipped,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_the_same_file_once_more_changes_nothing_of_what_was_added_and_reworded():
    import_package(package())
    edited(lambda body: extended(reworded("Varje dag", "Dagligen")(body)), title="Så mår jag")
    version = form().latest_version()

    import_package(package())

    assert form().latest_version() == version
    assert asked()[0] == ("extra", ["more"])
    assert form().title == "Så mår jag"


def test_a_later_package_keeps_sections_questions_settings_and_words_of_ones_own():
    import_package(package())

    def worked_on(body):
        body = reworded("Läs påståendena högt", "Läs långsamt")(body)
        body[0]["value"]["fields"].append(another_section()[0]["value"]["fields"][0])
        body[0]["value"]["new_page"] = True
        return [*body, *own_section("own", "thoughts")]

    edited(worked_on, title="Så mår jag")
    take_in(package(**SECOND, words=("Varje dag", "Var dag")))

    version = form().latest_version()
    assert asked() == [("last_weeks", ["week", "wellbeing", "more"]), ("own", ["thoughts"])]
    assert version.document().sections[0].new_page
    assert version.document().sections[0].instrument == "wellbeing5@2"
    said = version.texts("sv")
    assert said["form.title"] == "Så mår jag"
    assert said["section.last_weeks.tips"].startswith("Läs långsamt")
    assert said["field.week.choice.every_day"] == "Var dag"
    assert said["field.thoughts.label"] == "Thoughts?"


def test_what_was_changed_here_and_comes_otherwise_is_named_and_refused():
    import_package(package())
    edited(reworded("Varje dag", "Dagligen"))

    with pytest.raises(BrokenFile, match=r"“Dagligen”\. These changes would be lost"):
        take_in(package(**SECOND, **REWORDED))

    assert Instrument.objects.count() == 1
    assert "Dagligen" in form().latest_version().texts("sv").values()


def test_a_setting_that_both_sides_changed_is_named_by_its_question():
    import_package(package())
    edited(reworded('"times": 4', '"times": 5'))

    with pytest.raises(BrokenFile, match=r"“Mående 0–100”\. These changes"):
        take_in(package(**SECOND, times=("times: 4", "times: 3")))


def test_a_draft_that_nobody_published_is_not_replaced():
    import_package(package())
    definition = form()
    definition.body = extended(definition.body.get_prep_value())
    definition.save_revision()

    with pytest.raises(BrokenFile, match="has a draft that is not published"):
        take_in(package(**SECOND))

    assert form().has_unpublished_changes


def test_a_locked_instrument_comes_in_a_later_version_beside_ones_own_sections():
    import_package(read_package(locked_wellbeing()))
    edited(extended)
    later = package(**SECOND, words=("Varje dag", "Var dag"))
    sealed = read_package(
        package_text(replace(later, about=replace(later.about, locked=True))).encode()
    )

    taken = take_in(sealed)

    assert taken.instrument.locked
    assert asked() == [("extra", ["more"]), ("last_weeks", ["week", "wellbeing"])]


def test_a_plain_form_keeps_what_was_added_too():
    content = shipped("finsam_application")
    slug = read_package(content).slug
    import_package(read_package(content))
    edited(extended, slug)
    before = asked(slug)

    import_package(read_package(content))

    assert asked(slug) == before
    assert ("extra", ["more"]) in before
