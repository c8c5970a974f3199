"""Answering in the workspace: my day says what waits, one page shows it, and nobody else finds it."""

import pytest
from django.urls import reverse

from cases.actions.events import Said, start_event
from cases.actions.tasks import take_task
from cases.models import Proposal
from tests.factories.cases import flow, make_case, make_programme, make_worker, open_task, task
from workflows import document as doc
from workflows import effects

pytestmark = pytest.mark.django_db
WORDS = {"event.hand_on.title": "Byte av handledare", "role.worker.title": "Handledare"}


@pytest.fixture
def place():
    """A case whose worker has offered the role to a colleague."""
    event = doc.Event("hand_on", roles=("worker",), effect=effects.Transfer(("worker",)))
    programme = make_programme(flow(task("work"), events=(event,)), texts=WORDS)
    worker, colleague = make_worker(programme, "alva"), make_worker(programme, "bo")
    case = make_case(programme, by=worker)
    take_task(open_task(case, "work"), worker)
    start_event(case, "hand_on", worker, {}, said=Said("Jag byter tjänst", to=colleague))
    return case, worker, colleague, Proposal.objects.get()


def url(name, row):
    return reverse(f"cases:{name}", args=[row.pk])


def test_my_day_says_what_waits_without_naming_the_person(place, client):
    case, _worker, colleague, row = place
    client.force_login(colleague)

    day = client.get(reverse("cases:my_day")).content.decode()
    page = client.get(url("proposal", row)).content.decode()

    assert "Ta över: Handledare" in day
    assert "Jag byter tjänst" in page
    assert case.name not in day + page


def test_taking_over_leads_into_the_case(place, client):
    case, _worker, colleague, row = place
    client.force_login(colleague)

    answer = client.post(url("proposal_answer", row), {"answer": "yes"})

    assert answer["Location"] == reverse("cases:case", args=[case.pk])


def test_declining_without_a_reason_is_asked_again_and_nothing_is_lost(place, client):
    _case, _worker, colleague, row = place
    client.force_login(colleague)

    answer = client.post(url("proposal_answer", row), {"answer": "no", "reason": ""})

    assert answer.status_code == 422
    row.refresh_from_db()
    assert row.state == "open"


def test_a_stranger_finds_nothing(place, client):
    case, _worker, _colleague, row = place
    client.force_login(make_worker(case.programme, "siri"))

    found = [
        client.get(url("proposal", row)),
        client.post(url("proposal_answer", row), {"answer": "yes"}),
        client.post(url("proposal_withdraw", row)),
    ]

    assert [each.status_code for each in found] == [404] * 3


def test_the_one_who_asked_sees_it_in_the_case_and_withdraws_it(place, client):
    case, worker, _colleague, row = place
    client.force_login(worker)
    assert (
        "väntar på svar från" in client.get(reverse("cases:case", args=[case.pk])).content.decode()
    )

    client.post(url("proposal_withdraw", row))

    row.refresh_from_db()
    assert row.state == "withdrawn"
    answer = client.post(url("proposal_answer", row), {"answer": "yes"})
    assert answer.status_code == 409


def test_an_offer_is_made_on_the_page_of_the_event(place, client):
    case, worker, colleague, row = place
    client.force_login(worker)
    client.post(url("proposal_withdraw", row))
    page = reverse("cases:event", args=[case.pk, "hand_on"])
    assert f'value="user-{colleague.pk}"' in client.get(page).content.decode()
    assert client.post(page, {"effect-to": "", "effect-reason": "Igen"}).status_code == 422

    sent = {"effect-to": f"user-{colleague.pk}", "effect-reason": "Igen"}
    answer = client.post(page, sent)

    assert answer.status_code == 302
    assert Proposal.objects.filter(state="open", to_user=colleague).count() == 1
