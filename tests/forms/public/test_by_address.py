"""A form that its author opened to everybody, filled in without scripts."""

import pytest

from forms.models import FormDraft, Submission
from forms.sent.sending import AlreadySent, send
from forms.sent.tokens import plain
from forms.signals import answered
from tests.factories.forms import question, section, when
from tests.forms.public.conftest import Person, only_draft, open_form

pytestmark = pytest.mark.django_db
ADDRESS = "/sv/forms/wish/"


@pytest.fixture
def person() -> Person:
    return Person(ADDRESS)


def test_only_a_form_opened_to_everybody_has_a_public_address(person):
    version = open_form()
    assert person.get().status_code == 200

    for closed in ("link", "nobody"):
        type(version.definition).objects.update(open_to=closed)
        assert person.get().status_code == 404


def test_looking_keeps_nothing(person):
    open_form()

    person.get()

    assert not FormDraft.objects.exists()


def test_a_form_is_filled_in_looked_through_and_sent(person):
    open_form(texts={"form.receipt": "Vi ringer inom en vecka."})

    to_check = person.post({"name": "Aino", "wish": "En vän"})
    page = person.get("check/")
    sent = person.send()
    receipt = person.get("receipt/")

    submission = Submission.objects.get()
    assert to_check.url == f"{ADDRESS}check/"
    assert "Aino" in page.content.decode()
    assert sent.url == f"{ADDRESS}receipt/"
    assert submission.answers == {"name": "Aino", "wish": "En vän"}
    assert (submission.channel, submission.language) == ("public", "sv")
    assert submission.reference in receipt.content.decode()
    assert "Vi ringer inom en vecka." in receipt.content.decode()


def test_what_is_missing_is_said_and_what_was_typed_stays(person):
    open_form()

    page = person.post({"name": "", "wish": "En vän"})

    assert page.status_code == 422
    assert 'class="errors"' in page.content.decode()
    assert "En vän</textarea>" in page.content.decode()
    assert only_draft().typed["wish"] == ["En vän"]


def test_pressing_twice_sends_once(person):
    open_form()
    person.post({"name": "Aino"})
    seen = person.get("check/").context["seen"]

    answers = [person.post({"_seen": seen}, "check/") for _ in range(2)]

    assert [answer.url for answer in answers] == [f"{ADDRESS}receipt/"] * 2
    assert Submission.objects.count() == 1


def test_answers_changed_in_another_window_are_looked_through_again(person):
    open_form()
    person.post({"name": "Aino"})
    seen = person.get("check/").context["seen"]
    person.post({"name": "Aino Alm"})

    page = person.post({"_seen": seen}, "check/")

    assert page.status_code == 409
    assert not Submission.objects.exists()


def test_autosave_keeps_what_is_typed_and_says_when(person):
    open_form()

    said = person.post({"wish": "En"}, "draft/")

    assert said.json()["saved"] is True
    assert only_draft().typed["wish"] == ["En"]
    assert "En</textarea>" in person.get().content.decode()


def test_one_goes_on_with_a_code_on_another_device(person):
    open_form()
    later = person.post({"wish": "En vän", "_later": "1"}, follow=True)
    code = later.context["code"]

    other = Person(ADDRESS)
    back = other.post({"code": f" {code.lower().replace('-', ' ')} "}, "resume/", follow=True)

    assert len(plain(code)) == 12
    assert "En vän</textarea>" in back.content.decode()
    assert plain(code) not in str(FormDraft.objects.values())


def test_an_unknown_code_finds_nothing_and_can_be_corrected(person):
    open_form()

    page = person.post({"code": "AAAA-AAAA-AAAA"}, "resume/")

    assert page.status_code == 422
    assert "AAAA-AAAA-AAAA" in page.content.decode()


def test_what_the_form_does_not_ask_is_refused_and_noted(person, caplog):
    open_form()

    page = person.post({"name": "Aino", "is_admin": "yes"})

    assert page.status_code == 422
    assert not FormDraft.objects.exists()
    assert "is_admin" in caplog.text


def test_another_language_keeps_what_was_typed(person):
    open_form()

    moved = person.post({"wish": "En vän", "_language": "fi"})

    assert moved.url == "/fi/forms/wish/"
    assert "En vän</textarea>" in person.client.get(moved.url).content.decode()


def test_after_sending_the_browser_can_be_emptied(person):
    open_form()
    person.post({"name": "Aino"})
    person.send()

    person.post({}, "forget/")

    assert person.get("receipt/").status_code == 404
    assert Submission.objects.count() == 1


def test_a_stop_page_says_why_one_cannot_go_on(person):
    adult = when(("age", "less_than", 18))
    open_form(
        section("who", question("age", "number"), question("young", "stop", visible_if=adult)),
        texts={"field.young.label": "Tjänsten är för vuxna", "field.young.help": "Ring i stället."},
    )

    page = person.post({"age": "17"})

    assert page.status_code == 422
    assert "Tjänsten är för vuxna" in page.content.decode()
    assert "Ring i stället." in page.content.decode()
    assert person.get("check/").status_code == 422


def test_a_closed_form_says_so_in_the_authors_words(person):
    version = open_form(texts={"form.closed": "Kom tillbaka i vår."})
    definition = version.definition
    definition.retired_at = version.frozen_at
    definition.save()

    page = person.get()

    assert page.status_code == 403
    assert "Kom tillbaka i vår." in page.content.decode()


def test_two_windows_that_send_at_the_same_moment_store_one(person):
    open_form()
    person.post({"name": "Aino"})
    first, second = only_draft(), only_draft()
    send(first, answers={"name": "Aino"})

    with pytest.raises(AlreadySent):
        send(second, answers={"name": "Aino"})

    assert Submission.objects.count() == 1


def test_whoever_listens_hears_of_answers_and_a_listener_that_fails_stops_them(person):
    open_form()
    person.post({"name": "Aino"})
    heard = []
    answered.connect(
        lambda **said: heard.append(said["submission"].answers), weak=False, dispatch_uid="a"
    )
    answered.connect(_fail, dispatch_uid="b")

    with pytest.raises(ZeroDivisionError):
        send(only_draft(), answers={"name": "Aino"})
    answered.disconnect(dispatch_uid="a")
    answered.disconnect(dispatch_uid="b")

    assert heard == [{"name": "Aino"}]
    assert only_draft().typed["name"] == ["Aino"]
    assert only_draft().sent_at is None


def _fail(**_said) -> None:
    raise ZeroDivisionError
