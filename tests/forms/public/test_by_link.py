"""Personal links: looked at as often as one likes, used once."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from forms.models import FormDraft, FormLink, Submission
from forms.sent import links
from tests.factories.accounts import make_user
from tests.forms.public.conftest import Person, only_draft, open_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> links.Made:
    return links.make(open_form(open_to="link").definition, about="case:7/task:2")


@pytest.fixture
def person(made) -> Person:
    return Person(f"/l/{made.token}/")


def test_the_token_has_256_bits_and_is_kept_as_a_hash_only(made):
    kept = FormLink.objects.values().get()

    assert len(made.token) == 43
    assert made.token not in str(kept)


def test_opening_uses_nothing_up(person):
    for _ in range(3):
        assert person.get().status_code == 200
        assert person.client.head(person.address).status_code == 200

    assert FormLink.objects.open().count() == 1
    assert not FormDraft.objects.exists()


def test_sending_uses_it_up_and_says_what_it_was_about(person):
    person.post({"name": "Aino"})
    person.send()

    submission = Submission.objects.get()
    assert (submission.channel, submission.about) == ("link", "case:7/task:2")
    assert not FormLink.objects.open().exists()
    assert person.get("receipt/").status_code == 200


def test_a_used_link_shows_its_receipt_for_two_hours_and_then_nothing(person):
    person.post({"name": "Aino"})
    person.send()

    assert person.post({"name": "Bo"}).url == f"{person.address}receipt/"
    FormDraft.objects.update(expires_at=timezone.now())
    assert person.get("receipt/").status_code == 410
    assert person.get().status_code == 410
    assert person.post({"name": "Bo"}).status_code == 410
    assert Submission.objects.count() == 1


def test_what_was_typed_is_found_again_on_another_device(person):
    person.post({"wish": "En vän"}, "draft/")

    assert "En vän</textarea>" in Person(person.address).get().content.decode()


def test_a_link_too_old_opens_nothing(person):
    FormLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert person.get().status_code == 410


def test_links_are_withdrawn_with_what_they_are_about(person):
    person.post({"wish": "En vän"}, "draft/")
    other = links.make(FormLink.objects.get().definition, about="case:77")

    closed = links.withdraw(about="case:7")

    assert closed == 1
    assert person.get().status_code == 410
    assert not FormDraft.objects.exists()
    assert Person(f"/l/{other.token}/").get().status_code == 200


def test_withdrawn_between_looking_and_sending_stores_nothing(person):
    person.post({"name": "Aino"})
    seen = person.get("check/").context["seen"]
    FormLink.objects.update(withdrawn_at=timezone.now())

    page = person.post({"_seen": seen}, "check/")

    assert page.status_code == 410
    assert not Submission.objects.exists()


def test_a_guessed_token_opens_nothing(made):
    assert Person("/l/abcdef/").get().status_code == 410


def test_what_is_known_beforehand_is_offered_and_forgotten_afterwards():
    version = open_form({"name": {"kind": "text", "prefill": "participant.name"}}, open_to="link")
    made = links.make(version.definition, facts={"participant": {"name": "Aino Alm"}})
    person = Person(f"/l/{made.token}/")

    assert 'value="Aino Alm"' in person.get().content.decode()
    person.post({"name": "Aino"})
    person.send()

    assert FormLink.objects.get().facts == {}


def test_somebody_on_the_staff_makes_a_link_and_takes_it_back(client):
    open_form(open_to="link")
    client.force_login(make_user("alva", roles=("counsellor",)))

    page = client.post("/work/forms/wish/link/", {"language": "fi", "days": "7"})
    link = FormLink.objects.get()
    address = page.context["address"]
    opened = client.get(address)
    client.post(f"/work/forms/wish/links/{link.pk}/withdraw/")

    assert "<svg" in page.content.decode()
    assert opened.status_code == 200
    assert client.get(address).status_code == 410


def test_others_make_no_links(client):
    open_form(open_to="link")
    client.force_login(make_user("kim", roles=("communication",)))

    assert client.get("/work/forms/wish/link/").status_code == 403
    assert client.get("/work/forms/").status_code == 403


def test_a_draft_is_kept_no_longer_than_its_link(person, made):
    person.post({"wish": "En vän"}, "draft/")

    assert only_draft().expires_at == made.link.expires_at


def test_an_anonymous_form_has_no_personal_links():
    definition = open_form(open_to="link").definition
    definition.anonymous = True
    definition.save()

    with translation.override("en"), pytest.raises(links.Refused, match="Ask it as a survey"):
        links.make(definition)

    assert not FormLink.objects.exists()
