"""Where one cannot go on, the reason has a page of its own, on a long page too."""

import pytest

from forms.models import Submission
from tests.factories.forms import question, section, when
from tests.forms.public.conftest import Person, only_draft, open_form

pytestmark = pytest.mark.django_db
YOUNG = when(("age", "less_than", 18))
SAID = {"field.young.label": "Tjänsten är för vuxna", "field.young.help": "Ring i stället."}


@pytest.fixture
def person() -> Person:
    return Person("/sv/forms/wish/")


@pytest.fixture
def stopping():
    asked = (question("name", required=True), question("age", "number"))
    stop = question("young", "stop", visible_if=YOUNG)
    return open_form(section("who", *asked, stop, question("wish", required=True)), texts=SAID)


def test_the_reason_stands_alone_and_leads_back_to_the_answer(person, stopping):
    page = person.post({"name": "Aino", "age": "17"})

    shown = page.content.decode()
    assert page.status_code == 422
    assert "<h1>Tjänsten är för vuxna</h1>" in shown
    assert "Ring i stället." in shown
    assert 'name="wish"' not in shown
    assert f'href="{person.address}?from=stop#q-age"' in shown


def test_what_was_typed_is_kept(person, stopping):
    person.post({"name": "Aino", "age": "17"})

    assert only_draft().typed["name"] == ["Aino"]
    assert 'value="Aino"' in person.get().content.decode()


def test_an_answer_that_was_changed_leads_on(person, stopping):
    person.post({"name": "Aino", "age": "17"})

    assert person.post({"name": "Aino", "age": "18", "wish": "A course"}).status_code == 302


def test_nobody_sends_past_it(person, stopping):
    person.post({"name": "Aino", "age": "17", "wish": "A course"})

    page = person.get("check/")

    assert page.status_code == 422
    assert "<h1>Tjänsten är för vuxna</h1>" in page.content.decode()
    assert Submission.objects.count() == 0
