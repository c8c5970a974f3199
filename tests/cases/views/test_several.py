"""The pages of asking several parties: for the one who asks, for each who is asked, and for nobody else."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.actions import several
from cases.models import CaseTask, JournalEntry
from cases.parties import Whom
from forms.models import FormDefinition
from tests.cases.views.asked_forms import browser_of
from tests.factories.cases import make_case, make_worker, open_keys, task
from tests.factories.several import (
    answers,
    asker,
    asking,
    begun,
    make_asking,
    partner,
    party,
    person,
)

pytestmark = pytest.mark.django_db
CHOSEN = {"asks": (), "may_ask": ("others",), "links": True}


@pytest.fixture
def place():
    """A case whose worker asks Anna and Bo, and two answers are enough."""
    case, worker = begun(make_asking(asking(**CHOSEN, enough=2), task("after")))
    rows = several.ask_more(asker(case), by=worker, whom=[person("anna"), person("bo")])
    return case, worker, rows


def page(name: str, case, *keys: int) -> str:
    return reverse(f"cases:{name}", args=[case.pk, *keys])


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_task_of_asking_leads_to_its_own_page(place):
    case, worker, (anna, _bo) = place
    answers(anna, anna.owner)
    runner = asker(case)

    shown = browser_of(worker).get(page("task", case, runner.pk), follow=True)

    assert shown.redirect_chain[-1][0] == page("asking", case, runner.pk)
    assert "anna" in text(shown)
    assert [row.state for row in shown.context["rows"]] == ["answered", "waits"]


def test_one_more_is_asked_by_name_or_not_at_all(place):
    case, worker, _rows = place
    client, runner = browser_of(worker), asker(case)
    more = page("several_more", case, runner.pk)
    cia = partner("cia")

    nobody = client.post(more, {})
    asked = client.post(more, {"_appoint-others": [str(cia.pk)]})
    again = client.post(more, {"_appoint-others": [str(cia.pk)]})

    assert (nobody.status_code, asked.status_code, again.status_code) == (422, 302, 409)
    assert CaseTask.objects.filter(case=case, kind="party", owner=cia).count() == 1


def test_a_party_answers_on_a_page_that_shows_nothing_of_the_case(place):
    case, _worker, (anna, _bo) = place
    client = browser_of(anna.owner)

    shown = client.get(page("task", case, anna.pk))
    client.post(page("task", case, anna.pk), {"suits": "yes", "remark": "Fine"})
    seen = client.get(page("task_check", case, anna.pk)).context["seen"]
    done = client.post(page("task_check", case, anna.pk), {"seen": seen})

    assert shown.status_code == 200
    assert shown.context["known"].facts == ()
    assert done.url == reverse("cases:my_day")
    assert client.get(page("case", case)).status_code == 404
    assert client.get(page("document", case, anna.pk)).status_code == 404
    assert case.participant.municipality == ""


def test_others_find_no_page_of_it(place):
    case, _worker, (anna, bo) = place
    runner = asker(case).pk
    names = {
        "asking": (runner,),
        "several_more": (runner,),
        "several_answers": (runner,),
        "party_stop": (runner, bo.pk),
        "party_link": (runner, bo.pk),
        "party_decline": (bo.pk,),
    }

    for user in (anna.owner, partner("stranger")):
        found = {
            name: browser_of(user).get(page(name, case, *keys)).status_code
            for name, keys in names.items()
        }
        assert set(found.values()) == {404}, found


def test_one_is_stopped_with_a_ground_and_who_was_writing_keeps_the_words(place):
    case, worker, (_anna, bo) = place
    stop = page("party_stop", case, asker(case).pk, bo.pk)
    client, writer = browser_of(worker), browser_of(bo.owner)

    assert client.post(stop, {}).status_code == 422
    assert client.post(stop, {"ground": "consent_withdrawn"}).status_code == 302
    late = writer.post(page("task", case, bo.pk), {"suits": "no", "remark": "My long words"})

    assert late.status_code == 409
    assert "My long words" in text(late)
    assert (
        JournalEntry.objects.get(case=case, code="party_stopped").facts["ground"]
        == "consent_withdrawn"
    )


def test_going_on_without_asks_for_a_reason_first(place):
    case, worker, (anna, _bo) = place
    answers(anna, anna.owner)
    client, without = browser_of(worker), page("several_without", case, asker(case).pk)

    assert client.post(without, {"reason": " "}).status_code == 422
    assert client.post(without, {"reason": "Bo is on leave"}).status_code == 302

    assert open_keys(case) == ["after"]


def test_all_answers_stand_side_by_side_also_after_the_case_went_on(place):
    case, worker, rows = place
    runner = asker(case).pk
    for row, said in zip(rows, ("yes", "no"), strict=True):
        answers(row, row.owner, said)

    shown = browser_of(worker).get(page("several_answers", case, runner))

    (suits, *_rest) = shown.context["lines"]
    assert shown.context["names"] == [row.owner.display_name for row in rows]
    assert [(name, str(said)) for name, said in suits.answers] == [
        (rows[0].owner.display_name, "yes"),
        (rows[1].owner.display_name, "no"),
    ]


def test_who_is_asked_may_say_that_they_cannot_answer(place):
    case, worker, (anna, _bo) = place
    decline = page("party_decline", case, anna.pk)
    client = browser_of(anna.owner)

    assert client.post(decline, {"reason": ""}).status_code == 422
    assert client.post(decline, {"reason": "We never met"}).status_code == 302

    rows = browser_of(worker).get(page("asking", case, asker(case).pk)).context["rows"]
    assert [(row.state, row.reason) for row in rows] == [("stopped", "We never met"), ("waits", "")]


def test_somebody_outside_answers_by_a_link_and_their_answer_counts(place):
    case, worker, (anna, _bo) = place
    FormDefinition.objects.filter(slug="statement").update(open_to="link", live=True)
    client, runner = browser_of(worker), asker(case).pk

    made = client.post(page("several_more", case, runner), {"_outside": "Doctor Berg"}, follow=True)
    outside = party(case, "Doctor Berg")
    linked = client.post(
        page("party_link", case, runner, outside.pk), {"days": "14", "language": "sv"}
    )

    assert made.redirect_chain[-1][0] == page("party_link", case, runner, outside.pk)
    address = re.search(r"/l/[\w-]+/", linked.content.decode()).group()
    assert Client().get(address).status_code == 200
    answers(anna, anna.owner)
    several.stop_asking(outside, by=worker, ground="consent_withdrawn")
    assert Client().get(address).status_code != 200


def test_an_early_answer_is_written_down_from_the_page_of_the_case():
    programme = make_asking(task("first"), asking(**CHOSEN, enough=1), task("after"))
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    client = browser_of(worker)
    client.post(page("task_take", case, CaseTask.objects.get(case=case, key="first").pk))
    early = reverse("cases:early", args=[case.pk, "statement"])

    assert early in client.get(page("case", case)).content.decode()
    assert client.post(early, {"name": ""}).status_code == 422
    began = client.post(early, {"name": "Doctor Berg"})

    row = party(case, "Doctor Berg")
    assert began.url == page("task", case, row.pk)
    assert "Doctor Berg" in text(client.get(began.url))


@pytest.mark.parametrize("name", ["asking", "several_answers"])
def test_the_pages_cost_the_same_with_one_party_and_three(name):
    case, worker = begun(make_asking(asking(**CHOSEN, enough=9), task("after")))
    client, runner = browser_of(worker), asker(case)

    def grow(who: str) -> int:
        user = partner(who)
        (row,) = several.ask_more(runner, by=worker, whom=[Whom("others", user=user)])
        answers(row, user)
        client.get(page(name, case, runner.pk))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page(name, case, runner.pk)).status_code == 200
        return len(seen)

    costs = [grow(who) for who in ("anna", "bo", "cia")]

    assert costs[0] == costs[2]
    assert costs[2] <= 25
