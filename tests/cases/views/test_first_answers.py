"""What was told once is there the next time it is asked, rows and all."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.actions.tasks import complete_task, take_task
from forms.document import Field
from tests.factories.cases import (
    make_case,
    make_form_version,
    make_programme,
    make_worker,
    open_task,
)
from tests.journeys.page import read_page
from workflows import document as doc
from workflows import steps as tree

OVER = tree.End("over", outcome="done")
COUNSELLOR = doc.Role("own", who=("counsellor",))


def rows(**settings) -> Field:
    """A group of questions about earlier services."""
    items = (Field("service", "text", required=True), Field("year", "number"))
    return Field("earlier", "group", items=items, **settings)


@pytest.fixture
def asked_again(db):
    """Two steps ask the same rows: tell the first one, and get the page of the second."""
    steps = (tree.Task("ask", role="own", form="ask"), tree.Task("again", role="own", form="again"))
    document = doc.WorkflowDocument(
        start=doc.Start(("counsellor",), "start"),
        phases=(doc.Phase("only", (*steps, OVER)),),
        roles=(COUNSELLOR,),
        outcomes=(doc.Outcome("done"),),
    )
    forms = {
        "ask": make_form_version("ask", rows()),
        "again": make_form_version("again", rows(prefill="ask.earlier", most=2)),
    }
    programme = make_programme(document, forms=forms)
    worker = make_worker(programme)
    case = make_case(programme, by=worker)

    def told_before(*told: dict) -> tuple[Client, str]:
        task = open_task(case, "ask")
        take_task(task, by=worker)
        complete_task(task, by=worker, answers={"earlier": list(told)})
        take_task(open_task(case, "again"), by=worker)
        client = Client()
        client.force_login(worker, backend="django.contrib.auth.backends.ModelBackend")
        return client, reverse("cases:task", args=[case.pk, open_task(case, "again").pk])

    return told_before


def posted(client: Client, address: str) -> dict[str, list[str]]:
    """What the page of a task would send as it stands."""
    answer = client.get(address)
    return read_page(address, answer.status_code, answer.content.decode()).form("task").posted()


def test_rows_told_once_stand_in_the_later_form_and_may_be_changed(asked_again):
    client, address = asked_again(
        {"service": "Verkstad", "year": 2019}, {"service": "Gruppen", "year": None}
    )

    shown = posted(client, address)
    checked = client.post(address, {**shown, "earlier-1-service": "Välmåendegruppen"}, follow=True)

    assert shown["earlier-0-service"] == ["Verkstad"]
    assert shown["earlier-0-year"] == ["2019"]
    assert shown["earlier-rows"] == ["2"]
    assert "Verkstad" in checked.content.decode()
    assert "Välmåendegruppen" in checked.content.decode()


def test_a_draft_wins_over_what_was_told_before(asked_again):
    client, address = asked_again({"service": "Verkstad", "year": 2019})

    client.post(address, {"earlier-rows": "1", "earlier-0-service": "", "_later": "1"})

    assert posted(client, address)["earlier-0-service"] == [""]


def test_nothing_told_is_an_empty_row(asked_again):
    client, address = asked_again()

    shown = posted(client, address)

    assert (shown["earlier-rows"], shown["earlier-0-service"]) == (["1"], [""])
