"""A public form before somebody who is signed in: what was typed is found again on any device."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from forms.document import Section
from forms.models import FormDraft, Submission
from forms.models.submission import PAPER, PUBLIC
from forms.sent import drafts
from forms.versions.publishing import fingerprint
from tests.factories.accounts import make_user
from tests.factories.forms import document, question, words
from tests.forms.public.conftest import Person, open_form

pytestmark = pytest.mark.django_db
ADDRESS = "/sv/forms/wish/"


def at_a_machine(user):
    client = Client()
    client.force_login(user)
    return Person(ADDRESS, client)


@pytest.fixture
def petter():
    return make_user("petter", first_name="Petter", last_name="Nyholm")


def test_what_was_typed_is_found_on_another_device(petter):
    open_form()
    at_a_machine(petter).post({"wish": "A course", "_later": "1"})

    page = at_a_machine(petter).get().content.decode()

    assert "A course" in page
    draft = FormDraft.objects.get()
    assert (draft.owner, draft.code_hash) == (petter, None)


def test_the_page_says_that_it_is_kept_and_that_the_name_does_not_go_along(petter):
    open_form()

    assert "Du är inloggad som Petter Nyholm" in at_a_machine(petter).get().content.decode()


def test_an_account_keeps_the_draft_and_is_not_written_down_with_the_answers(petter):
    open_form()
    person = at_a_machine(petter)
    person.post({"name": "Aino"})

    sent = person.send()

    assert sent.status_code == 302
    assert Submission.objects.get().submitted_by is None
    assert person.get("receipt/").status_code == 200


def test_nobody_finds_what_another_account_typed(petter):
    open_form()
    at_a_machine(petter).post({"wish": "A course"})

    assert "A course" not in at_a_machine(make_user("vera")).get().content.decode()


def test_whoever_began_with_a_code_goes_on_with_it_after_signing_in(petter):
    open_form()
    person = Person(ADDRESS)
    person.post({"wish": "A course"})
    person.client.force_login(petter)

    assert "A course" in person.get().content.decode()
    assert FormDraft.objects.get().owner is None


def test_who_is_signed_in_meets_the_form_as_everybody_does(petter):
    """A public form asks the public: what is for counsellors only stays away from it."""
    open_form(Section("a", (question("name"), question("ours", sees=("counsellor",)))))

    assert 'name="ours"' not in at_a_machine(petter).get().content.decode()


def test_what_waited_too_long_is_not_shown(petter):
    open_form()
    at_a_machine(petter).post({"wish": "A course"})
    FormDraft.objects.update(expires_at=timezone.now() - timedelta(days=1))

    assert "A course" not in at_a_machine(petter).get().content.decode()


def test_what_was_begun_elsewhere_stays_there(petter):
    mine, other = open_form(), open_form(slug="other")
    begun = drafts.begin(mine, language="sv", owner=petter)
    drafts.keep(begun, {"name": ["Aino"]}, language="sv")

    assert drafts.of_person(petter, mine.definition, PUBLIC) == begun
    assert drafts.of_person(petter, other.definition, PUBLIC) is None
    assert drafts.of_person(petter, mine.definition, PAPER) is None


def test_what_is_begun_goes_before_what_was_sent(petter):
    version = open_form()
    for name in ("begun", "sent"):
        draft = drafts.begin(version, language="sv", owner=petter)
        drafts.keep(draft, {"name": [name]}, language="sv")
    FormDraft.objects.filter(pk=draft.pk).update(sent_at=timezone.now())

    found = drafts.of_person(petter, version.definition, PUBLIC)

    assert found.typed == {"name": ["begun"]}


def test_whoever_sent_an_older_version_begins_anew_on_the_newest(petter):
    version = open_form()
    person = at_a_machine(petter)
    person.post({"name": "Aino"})
    person.send()
    newer = document({"name": "text", "more": "text"})
    said = words(newer)
    second = version.definition.versions.create(
        number=2, structure=newer.to_json(), sha256=fingerprint(["newer", newer.to_json()])
    )
    second.words.create(
        language="sv", revision=1, texts=said, sha256=fingerprint(said), is_source=True
    )

    assert 'name="more"' in person.get().content.decode()
    assert person.get("receipt/").status_code == 200
