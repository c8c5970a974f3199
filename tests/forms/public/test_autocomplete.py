"""What the browser may fill in: one's own name and ways to be reached, nothing of anybody else (WCAG 1.3.5)."""

import re

import pytest

from forms.asking.autocomplete import token
from forms.document import Section
from tests.factories.accounts import make_user
from tests.factories.forms import question
from tests.forms.public.conftest import Person, open_form

OWN = {
    "name": "name",
    "email": "email",
    "phone": "tel",
    "home.street": "address-line1",
    "home.postcode": "postal-code",
    "home.place": "address-level2",
    "birthday": "bday",
    "note": "off",
}
ASKED = Section(
    "you",
    (
        question("name"),
        question("email", "email"),
        question("phone", "phone"),
        question("home", "address"),
        question("birthday", "date"),
        question("note"),
        question("others", "group", least=1, items=(question("email", "email"),)),
    ),
)


@pytest.fixture
def person() -> Person:
    return Person("/sv/forms/wish/")


def tokens(page):
    found = re.findall(r'name="([^"]+)"[^>]*? autocomplete="([^"]+)"', page.content.decode())
    return {name: said for name, said in found if not name.startswith("_")}


@pytest.mark.django_db
def test_questions_about_oneself_say_what_they_ask(person):
    open_form(ASKED)

    found = tokens(person.get())

    assert {name: found[name] for name in OWN} == OWN


@pytest.mark.django_db
def test_rows_are_several_people_so_nothing_is_offered_in_them(person):
    open_form(ASKED)

    assert tokens(person.get())["others-0-email"] == "off"


@pytest.mark.django_db
def test_who_types_in_from_paper_is_offered_nothing_of_their_own(client):
    open_form(ASKED)
    client.force_login(make_user("alva"))

    found = tokens(Person("/work/forms/wish/paper/", client).get())

    assert set(found.values()) == {"off"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (question("email", "email", about_other=True), "off"),
        (question("who", prefill="participant.name"), "name"),
        (question("fornamn"), "given-name"),
        (question("sukunimi"), "family-name"),
        (question("begins", "date"), "off"),
        (question("name", "long_text"), "off"),
    ],
)
def test_a_token_is_given_only_where_it_is_the_persons_own(asked, said):
    assert token(asked) == said
