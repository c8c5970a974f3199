"""Somebody presses a button while another request keeps the case: they are told, and keep what they typed."""

import threading
from typing import Any

import pytest
from django.db import OperationalError, connections, transaction
from django.http import HttpResponse
from django.urls import reverse

from cases import locks
from cases.models import CaseTask, TaskDraft
from tests.factories.cases import open_task
from tests.factories.workspace import decided

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _short_wait(monkeypatch) -> None:
    monkeypatch.setattr(locks.take, "__kwdefaults__", {"wait": "200ms"})


@pytest.fixture
def meeting(programme, people) -> CaseTask:
    return open_task(decided(programme, people), "meet")


def address(name: str, task: CaseTask) -> str:
    return reverse(f"cases:{name}", args=[task.case_id, task.pk])


def while_busy(task: CaseTask, browser: Any, where: str, typed: dict[str, str]) -> HttpResponse:
    """Post from another thread while this one keeps the row of the process."""
    answers = []

    def press() -> None:
        try:
            answers.append(browser.post(where, typed))
        finally:
            connections.close_all()

    with transaction.atomic():
        locks.take(task.process_id, wait="5s")
        thread = threading.Thread(target=press)
        thread.start()
        thread.join(20)
    return answers[0]


def test_what_was_typed_in_a_busy_case_stays_in_the_form(alva, meeting):
    page = while_busy(meeting, alva, address("task", meeting), {"agreed": "Mina ord"})

    assert (page.status_code, page["Retry-After"]) == (503, "5")
    assert "Någon annan sparar i ärendet just nu" in page.content.decode()
    assert "Mina ord</textarea>" in page.content.decode()
    assert not TaskDraft.objects.filter(task=meeting).exists()


def test_finishing_in_a_busy_case_stores_nothing_and_shows_the_answers_again(alva, meeting):
    alva.post(address("task", meeting), {"agreed": "Mina ord"})
    seen = alva.get(address("task_check", meeting)).context["seen"]

    page = while_busy(meeting, alva, address("task_check", meeting), {"seen": seen})

    assert (page.status_code, page["Retry-After"]) == (503, "5")
    assert "Mina ord" in page.content.decode()
    meeting.refresh_from_db()
    assert (meeting.submission, meeting.finished) == (None, None)
    again = alva.post(address("task_check", meeting), {"seen": seen})
    assert again.status_code == 302


def test_the_quiet_draft_of_a_busy_case_is_a_short_sentence(alva, meeting):
    answer = while_busy(meeting, alva, address("task_draft", meeting), {"agreed": "Mina ord"})

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer.json() == {"saved": False, "words": answer.json()["words"]}


def test_a_page_that_is_cut_short_shows_what_was_typed_by_the_words_of_the_form(
    alva, meeting, monkeypatch
):
    def lose(*_args: Any, **_more: Any) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("cases.views.task.tasks.save_draft", lose)
    alva.raise_request_exception = False

    page = alva.post(address("task", meeting), {"agreed": "Mina ord"})

    assert page.status_code == 503
    assert "Vad kom ni överens om?" in page.content.decode()
    assert '<input type="hidden" name="agreed" value="Mina ord">' in page.content.decode()
