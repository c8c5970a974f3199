"""Parts of a form that some roles only see, and the wording in plain language."""

import pytest

from forms.models import Submission
from tests.factories.forms import question, section
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
