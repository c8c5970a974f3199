"""A closed case takes nothing more in: one answer, whatever is asked of it."""

import pytest
from django.urls import reverse

from cases.actions.events import start_event
from cases.models import CaseTask
from tests.factories.workspace import planned

SENTENCE = "Ärendet är avslutat."
WORDS = {
    "note": {"title": "Samtal", "text": "Hej"},
    "contact": {},
    "goal_add": {"text": "Mål"},
    "extra_task": {"title": ""},
}


@pytest.fixture
def closed(programme, people):
    """A case that was stopped while tasks were open."""
    case = planned(programme, people)
    start_event(case, "stop", people["alva"], {})
    case.refresh_from_db()
    assert not case.is_open
    return case


@pytest.mark.parametrize("name", WORDS)
def test_what_one_writes_in_a_closed_case_is_answered_with_one_sentence(alva, closed, name):
    address = reverse(f"cases:{name}", args=[closed.pk])

    for answer in (alva.get(address), alva.post(address, {"x": "1", **WORDS[name]})):
        assert (answer.status_code, SENTENCE in answer.content.decode()) == (409, True)


def test_what_was_typed_stays_in_sight(alva, closed):
    page = alva.post(reverse("cases:note", args=[closed.pk]), {"text": "Mina ord"})

    assert "Mina ord</textarea>" in page.content.decode()


@pytest.mark.parametrize("act", ["task", "task_check", "task_draft", "task_skip", "task_give"])
def test_a_task_that_closing_stopped_says_that_the_case_is_closed(alva, closed, act):
    task = CaseTask.objects.filter(case=closed, status="CANCELED", owner__username="alva").first()

    answer = alva.post(reverse(f"cases:{act}", args=[closed.pk, task.pk]), {"_reason": "x"})

    words = answer.json()["words"] if act == "task_draft" else answer.content.decode()
    assert (answer.status_code, SENTENCE in words) == (409, True)


def test_the_team_and_the_events_of_a_closed_case_stand_still(alva, closed, people):
    member = closed.team.get(user=people["alva"], until=None)
    posts = {
        reverse("cases:appoint", args=[closed.pk]) + "?role=counsellor": {},
        reverse("cases:leave", args=[closed.pk, member.pk]): {},
        reverse("cases:event", args=[closed.pk, "stop"]): {"why": "x"},
        reverse("cases:event", args=[closed.pk, "pause"]): {},
    }

    for address, typed in posts.items():
        answer = alva.post(address, typed)
        assert (address, answer.status_code, SENTENCE in answer.content.decode()) == (
            address,
            409,
            True,
        )
    assert closed.team.filter(until=None).exists()
