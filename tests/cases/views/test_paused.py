"""Pausing in the workspace: the page of the event, and where one sees that a case stands still."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions.events import Said, start_event
from cases.actions.tasks import take_task
from tests.factories.cases import flow, make_case, make_programme, make_worker, open_task, task
from workflows import document as doc
from workflows import effects, steps

pytestmark = pytest.mark.django_db
WORDS = {"event.rest.title": "Paus", "event.go_on.title": "Fortsätt", "step.first.title": "Ring"}


@pytest.fixture
def place(client):
    programme = make_programme(
        flow(
            task("first", due=steps.Moment("now", steps.Period(days=3))),
            task("second"),
            events=(
                doc.Event("rest", roles=("worker",), effect=effects.Pause(("tasks", "waits"))),
                doc.Event("go_on", roles=("worker",), form="how", effect=effects.Resume()),
            ),
        ),
        texts=WORDS,
    )
    worker = make_worker(programme, "alva")
    case = make_case(programme, by=worker)
    take_task(open_task(case, "first"), worker)
    client.force_login(worker)
    return client, worker, case


def page(client, name, *args, **asked):
    return client.get(reverse(f"cases:{name}", args=args), asked)


def test_one_reads_what_stands_still_before_one_confirms(place):
    client, _worker, case = place

    shown = page(client, "event", case.pk, "rest").content.decode()

    assert "Ärendet pausas" in shown
    assert "uppgifternas slutdagar, väntetider" in shown


@pytest.mark.parametrize(
    ("reason", "until", "said"),
    [
        ("", "", "effect-reason"),
        ("Sjuk", "2020-01-01", "effect-until"),
        ("Sjuk", "x", "effect-until"),
    ],
)
def test_what_is_missing_is_said_at_its_question_and_nothing_is_lost(place, reason, until, said):
    client, _worker, case = place
    url = reverse("cases:event", args=[case.pk, "rest"])

    answer = client.post(url, {"effect-reason": reason, "effect-until": until})

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert f'href="#id_{said}"' in shown
    assert reason in shown
    case.refresh_from_db()
    assert case.paused_on is None


def test_the_case_says_plainly_that_it_is_paused(place):
    client, _worker, case = place
    until = timezone.localdate() + timedelta(days=20)
    url = reverse("cases:event", args=[case.pk, "rest"])

    answer = client.post(url, {"effect-reason": "Sjukskriven", "effect-until": until.isoformat()})

    assert answer.status_code == 302
    for name in ("case", "case_timeline", "case_team"):
        shown = page(client, name, case.pk).content.decode()
        assert "Ärendet är pausat." in shown
        assert "Sjukskriven" in shown
    assert "Fortsätt" in page(client, "case", case.pk).content.decode()


def test_lists_and_my_day_say_that_it_is_paused(place):
    client, worker, case = place
    start_event(case, "rest", worker, {}, said=Said("Sjukskriven"))

    assert "Pausat" in page(client, "my_day").content.decode()
    assert "pausat sedan" in page(client, "cases").content.decode()
    assert case.name in page(client, "cases", state="paused").content.decode()


def test_the_list_of_paused_cases_holds_no_other(place):
    client, worker, case = place
    other = make_case(case.programme, by=worker)
    take_task(open_task(other, "first"), worker)
    start_event(case, "rest", worker, {}, said=Said("Sjukskriven"))

    shown = page(client, "cases", state="paused").content.decode()

    assert (case.reference in shown, other.reference in shown) == (True, False)


def test_an_event_with_a_form_asks_both(place):
    client, worker, case = place
    start_event(case, "rest", worker, {}, said=Said("Sjukskriven"))
    url = reverse("cases:event", args=[case.pk, "go_on"])

    answer = client.post(url, {"remark": "Frisk", "effect-reason": "Mår bättre"})

    assert answer.status_code == 302
    trace = case.journal.get(code="case_resumed")
    assert (trace.facts["reason"], trace.task.submission.answers) == (
        "Mår bättre",
        {"remark": "Frisk"},
    )


def test_what_has_no_sense_now_is_said_at_once(place):
    client, _worker, case = place

    assert page(client, "event", case.pk, "go_on").status_code == 409


@pytest.mark.parametrize("paused", [1, 3])
def test_the_list_costs_the_same_with_one_and_three_paused(
    place, paused, django_assert_num_queries
):
    client, worker, case = place
    for each in [case, *(make_case(case.programme, by=worker) for _ in range(2))][:paused]:
        each.team.get_or_create(
            user=worker, role="worker", since=each.opened_at, appointed_by=worker, until=None
        ) if each != case else None
        start_event(each, "rest", worker, {}, said=Said("Vila"))
    page(client, "cases", state="paused")

    with django_assert_num_queries(QUERIES):
        page(client, "cases", state="paused")


QUERIES = 13
