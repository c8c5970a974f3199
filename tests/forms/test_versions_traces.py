"""What is done to a form stands in its history, and its versions show every word that was corrected."""

import pytest
from wagtail.models import ModelLogEntry

from forms.models import FormDefinition
from forms.versions import history, retiring
from tests.factories.accounts import make_user
from tests.factories.forms import make_definition, make_form, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def runa():
    return make_user("runa", roles=("administrator",))


def done_to(definition, by) -> list[str]:
    """What somebody did to a form by its history, the oldest first."""
    lines = ModelLogEntry.objects.filter(object_id=str(definition.pk), user=by).order_by("pk")
    return [line.action for line in lines if line.action.startswith("forms.")]


def test_retiring_taking_up_and_restoring_are_written_down_with_who_did_it(runa):
    version = make_form("note")
    definition = FormDefinition.objects.get(pk=version.definition_id)

    retiring.retire(definition, by=runa)
    retiring.take_up(definition, by=runa)
    history.restore(definition, version, by=runa)

    assert done_to(definition, runa) == [retiring.RETIRED, retiring.TAKEN_UP, history.RESTORED]


def test_every_correction_of_words_stands_with_its_version():
    version = make_form("note", texts={"form.title": "Anmälan"})
    definition = FormDefinition.objects.get(pk=version.definition_id)
    for title in ("Anmälan om behov", "Anmälan om stöd"):
        definition.title = title
        publish(definition)

    (entry,) = history.entries(definition)

    assert [words.revision for words in entry.corrections] == [2, 3]
    said = [history.side(definition, f"1.{n}", "sv").texts["form.title"] for n in (1, 2, 3)]
    assert said == ["Anmälan", "Anmälan om behov", "Anmälan om stöd"]


def test_what_is_edited_now_is_compared_in_the_language_that_was_asked_for():
    version = make_form("note", {"note": "text"})
    texts = {"field.note.label": "Miten voit?"}
    publish(
        make_definition("note", {"note": "text"}, language="fi", of=version.definition, texts=texts)
    )

    said = history.side(version.definition, history.DRAFT, "fi").texts

    assert said["field.note.label"] == "Miten voit?"
    assert history.side(version.definition, history.DRAFT, "en").texts["field.note.label"] == "Note"
