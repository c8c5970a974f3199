"""Parts of forms that some roles see: on the page, before finishing, in everything that is read later."""

import logging

import pytest
from django.urls import reverse

from tests.cases.views.asked_forms import asked, browser_of
from tests.factories.cases import make_worker
from tests.factories.forms import question

pytestmark = pytest.mark.django_db
NOTE = question("note")
SECRET = question("secret", sees=("contact_person",))
STAFF = question("inside", sees=("staff",))


def with_secret(**later):
    """A task done by its contact person; a colleague plays another role in the case."""
    at = asked(NOTE, SECRET, STAFF, **later)
    at.case.team.create(
        user=at.worker, role="contact_person", since=at.case.opened_at, appointed_by=at.worker
    )
    colleague = make_worker(at.programme)
    at.case.team.create(user=colleague, role="own", since=at.case.opened_at, appointed_by=at.worker)
    return at, browser_of(colleague)


def test_a_role_of_the_case_opens_what_is_marked_for_it():
    at, _colleague = with_secret()

    page = at.client.get(at.address).content.decode()

    assert 'name="secret"' in page
    assert 'name="inside"' in page


def test_others_in_the_case_do_not_read_it_in_the_documents():
    at, colleague = with_secret()
    at.client.post(at.address, {"note": "Öppet", "secret": "Hemligt", "inside": "Internt"})
    at.finish()
    address = reverse("cases:document", args=[at.case.pk, at.task.pk])

    mine, theirs = (client.get(address).content.decode() for client in (at.client, colleague))

    assert "Hemligt" in mine
    assert "Öppet" in theirs
    assert "Internt" in theirs
    assert "Hemligt" not in theirs


def test_the_timeline_says_nothing_of_it():
    at, colleague = with_secret()
    at.client.post(at.address, {"note": "x", "secret": "Hemligt"})
    at.finish()

    page = colleague.get(reverse("cases:case_timeline", args=[at.case.pk])).content.decode()

    assert "Hemligt" not in page


def test_it_is_offered_to_nobody_else_as_a_first_answer():
    prefilled = question("again", prefill="ask.secret")
    at, _colleague = with_secret(later=(prefilled,))
    at.client.post(at.address, {"note": "x", "secret": "Hemligt"})
    at.finish()
    later = at.case.tasks.get(key="later")
    address = reverse("cases:task", args=[at.case.pk, later.pk])
    later.owner, later.status = at.worker, "ASSIGNED"
    later.save()

    mine = at.client.get(address).content.decode()
    at.case.team.filter(role="contact_person").delete()
    theirs = at.client.get(address).content.decode()

    assert "Hemligt" in mine
    assert "Hemligt" not in theirs


@pytest.mark.parametrize("where", ["task", "event", "start"])
def test_a_crafted_answer_to_what_one_does_not_see_is_refused_and_noted(where, caplog):
    at = asked(NOTE, SECRET)
    address = {
        "task": at.address,
        "event": reverse("cases:event", args=[at.case.pk, "pause"]),
        "start": reverse("cases:start", args=[at.programme.slug]),
    }[where]

    with caplog.at_level(logging.WARNING, logger="forms.sent.strange"):
        page = at.client.post(address, {"note": "x", "secret": "y", "_who": "none"})

    assert 'name="secret"' not in page.content.decode()
    assert page.status_code == 422
    assert any("secret" in line.getMessage() for line in caplog.records)
    assert at.case.tasks.filter(submission__answers__has_key="secret").count() == 0
