"""A copy is what is edited now, in every language, and nothing of what has happened to the form."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forms.models import FormDefinition
from forms.versions.copying import copy_definition
from tests.factories.accounts import make_user
from tests.factories.forms import make_definition, make_form, publish

pytestmark = pytest.mark.django_db


def copied(definition):
    by = make_user("runa", roles=("administrator",))
    return copy_definition(definition, title="Kopia", slug="copy", by=by)


def test_what_nobody_published_yet_is_copied_too():
    definition = make_form("note", {"note": "text"}).definition
    definition.body = make_definition("other", {"note": "text", "more": "date"}).body
    definition.save_revision()

    made = copied(definition)

    assert [each.key for each in made.compiled()[0].fields()] == ["note", "more"]
    assert not made.live
    assert not made.versions.exists()


def test_nothing_that_happened_to_a_form_goes_along():
    version = make_form("note", {"note": "text"})
    soon = timezone.now() + timedelta(days=3)
    FormDefinition.objects.filter(pk=version.definition_id).update(
        retired_at=timezone.now(), is_template=True, locked=True, locked_at=timezone.now()
    )
    definition = FormDefinition.objects.get(pk=version.definition_id)
    definition.expire_at, definition.change_note = soon, "Därför"
    definition.save_revision()

    made = copied(definition)

    made.refresh_from_db()
    assert (made.retired_at, made.is_template, made.locked, made.locked_at) == (
        None,
        False,
        False,
        None,
    )
    assert (made.expire_at, made.change_note) == (None, "")


def test_each_language_keeps_its_title_and_belongs_to_the_new_family():
    source = make_definition("note", {"note": "text"})
    publish(
        make_definition(
            "note", {"note": "text"}, language="fi", of=source, texts={"form.title": "Muistio"}
        )
    )

    made = copied(source)

    [finnish] = made.get_translations()
    assert (made.title, finnish.title, finnish.slug) == ("Kopia", "Muistio", "copy")
    assert made.translation_key != source.translation_key
