"""Where a case ends, the page asks why; nothing that was chosen is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.actions.tasks import skip_task, take_task
from tests.factories.cases import (
    LEADER,
    WORKER,
    end,
    flow,
    make_case,
    make_programme,
    make_worker,
    open_task,
    task,
)
from workflows import document as doc

pytestmark = pytest.mark.django_db
OFF = doc.Outcome("stopped", "interrupted", ("moved", "crisis"))
WELL = doc.Outcome("finished", reasons=("planned", "other"))
STOP = doc.Event("stop", roles=("worker",), blocks=(end("off", "stopped"),))
WORDS = {
    "outcome.finished.title": "Färdig",
    "outcome.finished.reason.planned": "Enligt planen",
    "outcome.stopped.reason.moved": "Flytt",
}


@pytest.fixture
def place():
    document = flow(
        task("first", may_skip=True), events=(STOP,), roles=(WORKER, LEADER), outcomes=(WELL, OFF)
    )
    programme = make_programme(document, texts=WORDS)
    worker = make_worker(programme, "alva")
    case = make_case(programme, by=worker)
    take_task(open_task(case, "first"), worker)
    client = Client()
    client.force_login(worker, backend="django.contrib.auth.backends.ModelBackend")
    return case, worker, client


def reasons(response):
    asked = response.context["ending"]
    return asked and [(code, chosen) for code, _words, chosen in asked.reasons]


def test_the_last_step_asks_why_the_case_ends_and_the_case_says_it(place):
    case, _worker, alva = place
    url = reverse("cases:task_check", args=[case.pk, open_task(case, "first").pk])

    shown = alva.get(url)
    refused = alva.post(url, {"seen": "", "_ending": "crisis"})
    alva.post(url, {"seen": "", "_ending": "planned"})

    assert "Enligt planen" in shown.content.decode()
    assert (refused.status_code, reasons(refused)) == (422, [("planned", False), ("other", False)])
    assert refused.context["ending"].error
    said = alva.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert "Färdig (Enligt planen)" in said
    told = alva.get(reverse("cases:case_timeline", args=[case.pk])).content.decode()
    assert "Färdig (Enligt planen)" in told


def test_an_event_that_ends_the_case_asks_before_it_is_confirmed(place):
    case, _worker, alva = place
    url = reverse("cases:event", args=[case.pk, "stop"])

    shown, refused = alva.get(url), alva.post(url)
    done = alva.post(url, {"_ending": "moved"})

    assert reasons(shown) == [("moved", False), ("crisis", False)]
    assert (refused.status_code, bool(refused.context["ending"].error)) == (422, True)
    case.refresh_from_db()
    assert (done.status_code, case.ending_reason) == (302, "moved")


def test_a_case_that_ended_by_itself_asks_the_team_afterwards(place):
    case, worker, alva = place
    skip_task(open_task(case, "first"), worker, "Det behövdes inte.")
    url = reverse("cases:ending", args=[case.pk])

    assert url in alva.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert alva.post(url).status_code == 422
    assert alva.post(url, {"_ending": "other"}).status_code == 302
    assert alva.get(url).status_code == 409
    assert url not in alva.get(reverse("cases:case", args=[case.pk])).content.decode()
