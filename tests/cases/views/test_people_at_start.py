"""Whom the first form of a case offers: there is no team yet, so the person and who fills in."""

import pytest
from django.urls import reverse

from cases.models import Case
from tests.cases.views.asked_forms import asked
from tests.factories.forms import question

pytestmark = pytest.mark.django_db
REFERRED = question("referred", "person")


def start_page(at, who):
    return at.client.get(f"{reverse('cases:start', args=[at.programme.slug])}?who={who}")


def test_somebody_who_has_been_here_before_and_the_one_who_fills_in_are_offered():
    at = asked(REFERRED)
    person = at.case.participant

    page = start_page(at, person.pk).content.decode()

    assert f'<option value="participant">{person.name}</option>' in page
    assert f'<option value="user-{at.worker.pk}">{at.worker.display_name}</option>' in page


def test_somebody_new_is_not_offered_before_they_have_a_name():
    at = asked(REFERRED)

    page = start_page(at, "new").content.decode()

    assert '<option value="participant">' not in page
    assert f'value="user-{at.worker.pk}"' in page


def test_who_was_chosen_is_kept_and_nobody_else_can_be_named_by_a_code():
    at = asked(REFERRED)
    address = reverse("cases:start", args=[at.programme.slug])
    before = Case.objects.count()

    foreign = at.client.post(address, {"_who": "none", "referred.code": "user-999999"})
    begun = at.client.post(address, {"_who": "none", "referred.code": f"user-{at.worker.pk}"})

    assert (foreign.status_code, begun.status_code) == (422, 302)
    assert Case.objects.count() == before + 1
    case = Case.objects.latest("pk")
    answers = case.tasks.get(kind="start").submission.answers
    assert answers["referred"]["name"] == at.worker.display_name
