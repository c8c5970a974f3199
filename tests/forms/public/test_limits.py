"""Programs are kept out; a town hall is let in; nothing typed is lost."""

import pytest

from forms.jobs import tidy_up
from forms.models import FormDraft, Submission, Tally
from forms.public import bots
from forms.sent import limits
from forms.sent.drafts import forget_old
from tests.forms.public.conftest import Person, open_form, seen_before

pytestmark = pytest.mark.django_db
ADDRESS = "/sv/forms/wish/"


@pytest.fixture
def person() -> Person:
    open_form()
    return Person(ADDRESS)


def test_two_hundred_people_behind_one_address_are_let_in():
    open_form()

    for n in range(200):
        person = Person(ADDRESS)
        person.post({"name": f"Person {n}"})
        assert person.send().url == f"{ADDRESS}receipt/"

    assert Submission.objects.count() == 200


def test_beyond_the_limit_answers_wait_and_are_not_lost(person, monkeypatch):
    monkeypatch.setattr(limits, "SENT_PER_ADDRESS", limits.Limit("sent", 0, 60))
    person.post({"name": "Aino"})

    page = person.send()

    assert page.status_code == 429
    assert FormDraft.objects.get().typed["name"] == ["Aino"]
    assert not Submission.objects.exists()


def test_a_count_begins_anew_when_its_time_is_over():
    limit = limits.Limit("a test", 2, 60)

    counted = [limits.counted(limit, "x") for _ in range(3)]
    Tally.objects.update(until="2020-01-01T00:00Z")

    assert counted == [True, True, False]
    assert limits.counted(limit, "x")


def test_no_address_can_be_read_from_a_count(person):
    person.post({"name": "Aino"}, REMOTE_ADDR="192.0.2.77")

    assert "192.0.2.77" not in str(Tally.objects.values())


def test_counts_that_are_over_are_deleted(person):
    person.post({"name": "Aino"})
    Tally.objects.update(until="2020-01-01T00:00Z")

    assert tidy_up.call()["counts"] > 0
    assert not Tally.objects.exists()


def test_many_wrong_codes_from_one_address_are_stopped(person, monkeypatch):
    monkeypatch.setattr(limits, "WRONG_CODES_PER_ADDRESS", limits.Limit("codes", 2, 60))

    answers = [person.post({"code": "AAAA-BBBB-CCCC"}, "resume/").status_code for _ in range(3)]

    assert answers == [422, 422, 429]


def test_a_form_sent_too_quickly_is_shown_again_with_its_answers(person):
    quick = bots.stamp()
    person.post({"name": "Aino", "_shown": quick})

    page = person.send(_shown=quick)

    assert page.status_code == 422
    assert "Aino" in page.content.decode()
    assert not Submission.objects.exists()


def test_without_a_stamp_or_with_a_forged_one_it_is_too_quick(person):
    person.post({"name": "Aino", "_shown": "1:forged"})

    assert person.send(_shown="").status_code == 422


def test_a_field_that_nobody_sees_is_shown_to_whoever_filled_it_in(person):
    person.post({"name": "Aino"})

    page = person.send(_subject="Köp klockor")
    again = person.send()

    assert page.status_code == 422
    assert 'class="field field--error"' in page.content.decode()
    assert again.url == f"{ADDRESS}receipt/"


def test_a_stamp_says_when_the_form_was_seen():
    assert bots.complaint({}, bots.seen_at({"_shown": [seen_before(5)]})) == ""
    assert bots.complaint({}, bots.seen_at({"_shown": [seen_before(1)]})) != ""


def test_drafts_are_forgotten_in_time(person):
    person.post({"name": "Aino"})
    FormDraft.objects.update(expires_at="2020-01-01T00:00Z")

    assert person.get().context["entry"].draft is None
    assert forget_old() == 1


def test_the_address_is_the_one_that_the_trusted_proxy_saw(rf, settings):
    request = rf.get("/", headers={"X-Forwarded-For": "6.6.6.6, 192.0.2.1"})

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert limits.address_of(request) == "127.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert limits.address_of(request) == "192.0.2.1"
