"""What a form may know of a case, and what of it only some roles see; what is strange is noted."""

import logging

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation
from cases.actions.tasks import take_task
from cases.facts import Facts
from cases.models import CaseTask
from cases.queries.asked_facts import facts_for, paths_of
from forms.conditions.rules import Row, Rule
from forms.counted.recipes import Recipe
from forms.document import Check, Field, FormDocument, Section
from forms.kinds.places import PEOPLE
from tests.factories.cases import make_case, make_form_version, make_programme, make_worker
from tests.factories.forms import question, when
from workflows import document as doc
from workflows import steps

FIELDS = (
    question("note"),
    question("who", "person"),
    question("firm", "organisation"),
    question("fixed", lock_if=when(("note", "is", "lock")), prefill="participant.name"),
    question("seen", "known", prefill="participant.name"),
    question("inside", sees=("manager",)),
    question(
        "hours",
        "number",
        checks=(Check("usual", Rule("all", (Row("hours", "at_most", 24),)), soft=True),),
    ),
)


def page_of(*fields: Field) -> tuple[Client, CaseTask, str]:
    """A task whose form asks these questions, taken by its worker, in a signed-in browser."""
    document = doc.WorkflowDocument(
        start=doc.Start(("counsellor",), "start"),
        phases=(doc.Phase("only", (steps.Task("ask", role="own", form="ask"), OVER)),),
        roles=(doc.Role("own", who=("counsellor",)),),
        outcomes=(doc.Outcome("done"),),
    )
    programme = make_programme(document, forms={"ask": make_form_version("ask", *fields)})
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    task = CaseTask.objects.human().get(case=case, key="ask")
    take_task(task, by=worker)
    task.refresh_from_db()
    client = Client()
    client.force_login(worker, backend="django.contrib.auth.backends.ModelBackend")
    return client, task, reverse("cases:task", args=[case.pk, task.pk])


OVER = steps.End("over", outcome="done")


@pytest.fixture
def asked(db):
    return page_of(*FIELDS)


def test_a_form_that_asks_for_somebody_offers_those_whom_the_case_knows(asked):
    _client, task, _address = asked
    document = FormDocument((Section("only", FIELDS),))

    people = facts_for(document, Facts(task.case))[PEOPLE]

    assert people[0] == {
        "code": "participant",
        "name": task.case.participant.name,
        "kind": "person",
    }
    assert {each["name"] for each in people if each["kind"] == "organisation"} == set(
        Organisation.objects.values_list("name", flat=True)
    )
    assert f"user-{task.owner_id}" in {each["code"] for each in people}


def test_a_form_that_asks_for_nobody_costs_no_query_more(asked, django_assert_num_queries):
    _client, task, _address = asked
    document = FormDocument((Section("only", (question("note"),)),))

    facts = Facts(task.case)

    with django_assert_num_queries(0):
        assert facts_for(document, facts) == {}


def test_a_chosen_person_is_stored_with_the_name(asked):
    client, task, address = asked

    client.post(address, {"note": "x", "who.code": "participant", "firm.name": "Byrån"})
    page = client.get(reverse("cases:task_check", args=[task.case_id, task.pk]))

    assert page.context["judged"].answers["who"] == {
        "code": "participant",
        "name": task.case.participant.name,
    }


def test_what_is_unusual_is_shown_once_more_and_holds_nobody_up(asked):
    client, task, address = asked

    client.post(address, {"hours": "30"})
    check = reverse("cases:task_check", args=[task.case_id, task.pk])
    page = client.get(check)

    assert page.context["judged"].cautions == {"hours": "hours"}
    assert 'aria-labelledby="look-again"' in page.content.decode()
    assert client.post(check, {"seen": page.context["seen"]}).status_code == 302


@pytest.mark.parametrize(
    "crafted",
    [
        {"is_admin": "1"},
        {"seen": "Någon annan"},
        {"inside": "Det jag inte ser"},
        {"note": "lock", "fixed": "Någon annan"},
        {"who.role": "x"},
        {"who": "x"},
        {"note-0-x": "y"},
    ],
)
def test_what_the_page_did_not_ask_is_refused_and_noted_without_its_content(asked, crafted, caplog):
    client, task, address = asked

    with caplog.at_level(logging.WARNING, logger="forms.sent.strange"):
        page = client.post(address, {"note": "x", **crafted})

    assert page.status_code == 422
    (line,) = [each.getMessage() for each in caplog.records if each.name == "forms.sent.strange"]
    assert f"Task {task.pk} was sent by user {task.owner_id}" in line
    assert list(crafted)[-1] in line
    assert not any(value in line for value in crafted.values() if len(value) > 2)
    task.refresh_from_db()
    assert task.submission is None


def test_a_name_cannot_write_lines_into_the_log(asked, caplog):
    client, _task, address = asked

    with caplog.at_level(logging.WARNING, logger="forms.sent.strange"):
        client.post(address, {"a\nERROR all is lost": "1"})

    assert all("\n" not in each.getMessage() for each in caplog.records)


def test_what_others_see_is_not_on_the_page(asked):
    client, _task, address = asked

    assert 'name="inside"' not in client.get(address).content.decode()


def test_the_facts_behind_conditions_checks_and_counted_values_are_known():
    document = FormDocument(
        (
            Section(
                "only",
                (
                    question(
                        "stay", "date_range", visible_if=when(("assess.stay.from", "answered"))
                    ),
                    question(
                        "a", lock_if=when(("case.phase", "is", "x"), ("stay.from", "answered"))
                    ),
                    question("b", checks=(Check("c", when(("participant.age", "at_least", 18))),)),
                    question(
                        "rows",
                        "group",
                        items=(question("c", visible_if=when(("row.d", "answered"))),),
                    ),
                    question("d", "calculated", recipe=Recipe("sum", ("assess.points", "stay.to"))),
                ),
            ),
        )
    )

    assert paths_of(document) == {"assess.stay", "case.phase", "participant.age", "assess.points"}
