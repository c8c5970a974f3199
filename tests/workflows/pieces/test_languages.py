"""A copied part brings its words in every language that they are said in."""

import pytest
from wagtail.models import Locale

from forms.editing.translating import open_translation
from tests.factories.workflows import make_definition, make_workflow, publish
from workflows import publishing
from workflows.pieces import actions
from workflows.pieces.languages import edited_words
from workflows.pieces.sources import source_named
from workflows.pieces.taking_out import taken_out

pytestmark = pytest.mark.django_db
FINNISH = {"step.look.title": "Katso", "role.own_contact.title": "Oma työntekijä"}


@pytest.fixture(autouse=True)
def _the_running_side(monkeypatch):
    monkeypatch.setattr(publishing, "platform_roles", {"counsellor": "Counsellor"})
    monkeypatch.setattr(publishing, "on_freeze", [])


@pytest.fixture
def there():
    """A published workflow that is said in Finnish as well."""
    source = make_workflow(slug="there").definition
    publish(make_definition("there", texts=FINNISH, language="fi", of=source))
    return source


@pytest.fixture
def here():
    return make_workflow(slug="here").definition


def finnish(definition):
    row = definition.get_translation_or_none(Locale.objects.get(language_code="fi"))
    return row and row.get_latest_revision_as_object()


def take(origin, here):
    """Copy the step in; here its key is taken, so that it gets another."""
    return actions.take_in(here, origin, "step:look", place="phase:first", by=None)


def test_a_language_that_is_new_here_gets_a_draft_with_the_words_of_the_copy(there, here):
    take(source_named(f"flow:{there.pk}"), here)

    words = finnish(here).compiled()[1]
    assert words == {"step.look_2.title": "Katso"} | {
        key: text for key, text in words.items() if key.startswith("step.look_2.")
    }
    assert not finnish(here).live


def test_what_is_said_here_already_stays_as_it_is(there, here):
    publish(make_definition("here", texts={"step.look.title": "Oma"}, language="fi", of=here))

    take(source_named(f"flow:{there.pk}"), here)

    words = finnish(here).compiled()[1]
    assert (words["step.look.title"], words["step.look_2.title"]) == ("Oma", "Katso")
    assert words["role.own_contact.title"] == "Own contact"


def test_a_kept_part_keeps_its_words_in_every_language(there, here):
    document, texts = there.compiled()
    piece = taken_out(document, texts, "step:look", edited_words(there))
    kept = actions.keep(piece, "Katsominen", by=None)

    take(source_named(f"kept:{kept.part_id}"), here)

    assert finnish(here).compiled()[1]["step.look_2.title"] == "Katso"


def test_translators_see_them_as_translated_once_the_source_is_published(there, here):
    translation = open_translation(here, Locale.objects.get(language_code="fi"))
    take(source_named(f"flow:{there.pk}"), here)
    here.refresh_from_db()

    here.latest_revision.publish()

    said = translation.source.stringsegment_set.annotate_translation(translation.target_locale)
    assert "Katso" in [segment.translation for segment in said]
