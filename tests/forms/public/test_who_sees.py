"""Parts of a form that some roles only see, and the wording in plain language."""

from datetime import date

import pytest

from forms.models import Submission
from tests.factories.forms import document, question, section, words
from tests.forms.public.conftest import Person, open_form

pytestmark = pytest.mark.django_db


def test_what_some_roles_see_is_neither_shown_nor_taken_from_others():
    open_form(section("a", question("name"), question("judged", sees=("counsellor",))))
    person = Person("/sv/forms/wish/")

    page = person.get().content.decode()
    crafted = person.post({"name": "Aino", "judged": "Ja"})

    assert 'name="judged"' not in page
    assert crafted.status_code == 422
    assert not Submission.objects.exists()


def test_what_others_answer_can_only_be_read():
    open_form(section("a", question("name"), question("judged", edits=("counsellor",))))
    person = Person("/sv/forms/wish/")

    assert 'name="judged"' not in person.get().content.decode()
    assert person.post({"name": "Aino", "judged": "Ja"}).status_code == 422


def test_one_reads_plain_language_and_keeps_what_was_typed():
    open_form({"name": "text"}, texts={"field.name.easy": "Vad heter du?"})
    person = Person("/sv/forms/wish/")

    assert "Vad heter du?" not in person.get().content.decode()
    plain = person.post({"name": "Aino", "_easy": "yes"}, follow=True).content.decode()
    usual = person.post({"name": "Aino", "_easy": "no"}, follow=True).content.decode()

    assert "Vad heter du?" in plain
    assert 'value="Aino"' in plain
    assert "Vad heter du?" not in usual


def test_paper_and_receipt_say_nothing_of_what_others_see():
    open_form(section("a", question("name"), question("judged", sees=("counsellor",))))
    person = Person("/sv/forms/wish/")
    person.post({"name": "Aino"})
    person.send()

    for page in ("blank/", "receipt/"):
        shown = person.get(page).content.decode()
        assert "Name" in shown
        assert "Judged" not in shown


def test_a_receipt_is_of_the_version_that_was_answered():
    version = open_form({"name": "text"})
    person = Person("/sv/forms/wish/")
    person.post({"name": "Aino"})
    person.send()
    newer = document({"street": "text"})
    later = version.definition.versions.create(number=2, structure=newer.to_json(), sha256="2" * 64)
    later.words.create(
        language="sv", revision=1, texts=words(newer), sha256="3" * 64, is_source=True
    )

    assert "Aino" in person.get("receipt/").content.decode()
    assert 'name="street"' in person.get().content.decode()


def test_a_draft_is_finished_on_the_version_it_began_on():
    version = open_form({"name": "text"})
    person = Person("/sv/forms/wish/")
    person.post({"name": "Aino"}, "draft/")
    newer = document({"street": "text"})
    later = version.definition.versions.create(number=2, structure=newer.to_json(), sha256="2" * 64)
    later.words.create(
        language="sv", revision=1, texts=words(newer), sha256="3" * 64, is_source=True
    )

    assert 'value="Aino"' in person.get().content.decode()
    person.send()
    assert Submission.objects.get().version == version


def test_when_the_last_day_for_older_drafts_is_over_one_begins_anew():
    version = open_form(
        {"name": "text"}, drafts_until=date(2020, 1, 1), texts={"form.closed": "Ring."}
    )
    person = Person("/sv/forms/wish/")
    person.post({"name": "Aino"}, "draft/")
    newer = document({"street": "text"})
    later = version.definition.versions.create(number=2, structure=newer.to_json(), sha256="2" * 64)
    later.words.create(
        language="sv", revision=1, texts=words(newer), sha256="3" * 64, is_source=True
    )

    closed = person.get()
    again = person.post({}, "again/", follow=True)

    assert closed.status_code == 403
    assert "again/" in closed.content.decode()
    assert 'name="street"' in again.content.decode()
