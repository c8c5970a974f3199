"""Two hundred people behind one address: what one of them tries locks nobody else out, and opens nothing."""

import pytest

from forms.models import FormDefinition, FormDraft, Submission, Tally
from forms.public.entry import cookie_of
from forms.sent import limits, links
from forms.sent.tokens import sealed
from tests.forms.public.conftest import Person, only_draft, open_form

pytestmark = pytest.mark.django_db
ADDRESS = "/sv/forms/wish/"


def test_wrong_links_from_one_address_are_not_counted_against_right_ones():
    """Nobody guesses 256 bits, and somebody may be found to try a few hundred from the town hall."""
    made = links.make(open_form(open_to="link").definition)

    wrong = Person("/l/abcdef/").get()

    assert wrong.status_code == 410
    assert not Tally.objects.exists()
    assert Person(f"/l/{made.token}/").get().status_code == 200


def test_wrong_codes_of_a_neighbour_take_no_draft_away(monkeypatch):
    monkeypatch.setattr(limits, "WRONG_CODES_PER_ADDRESS", limits.Limit("codes", 2, 60))
    open_form()
    person, neighbour = Person(ADDRESS), Person(ADDRESS)
    person.post({"wish": "En vän"})

    for _ in range(4):
        neighbour.post({"code": "AAAA-BBBB-CCCC"}, "resume/")
    person.post({"wish": "En vän", "name": "Aino"})

    assert only_draft().typed["name"] == ["Aino"]


def test_no_code_can_be_tried_by_cookie():
    definition = open_form().definition
    person, thief = Person(ADDRESS), Person(ADDRESS)
    code = person.post({"wish": "En vän", "_later": "1"}, follow=True).context["code"]

    for cookie in (code, code.replace("-", ""), f"{code}:forged", sealed(code)[:-1] + "A"):
        thief.client.cookies[cookie_of(definition)] = cookie
        assert "En vän" not in thief.get().content.decode()
    thief.client.cookies[cookie_of(definition)] = sealed(code)

    assert "En vän" in thief.get().content.decode()


def test_a_link_made_before_the_form_became_anonymous_takes_no_named_answer():
    made = links.make(open_form(open_to="link").definition, about="case:7")
    person = Person(f"/l/{made.token}/")
    person.post({"name": "Aino"})
    FormDefinition.objects.update(anonymous=True)

    pages = [person.get(), person.get("check/"), person.post({"_seen": "x"}, "check/")]

    assert {page.status_code for page in pages} == {403}
    assert not Submission.objects.exists()
    assert FormDraft.objects.exists()
