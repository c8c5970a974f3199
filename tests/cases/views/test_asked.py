"""A step that somebody outside answers by a personal link: the answers wait in the task, a person finishes."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.actions.tasks import give_task, skip_task
from cases.models import CaseTask, JournalEntry, Notice, TaskDraft
from forms.models import Attachment, FormDraft, FormLink, Submission
from forms.public import bots
from tests.cases.views.asked_forms import Asked, asked, browser_of, upload
from tests.factories.cases import make_programme, make_worker
from tests.factories.forms import question

pytestmark = pytest.mark.django_db
NAME, WISH = question("name"), question("wish", "long_text")
JUDGED = question("judged", sees=("counsellor",))
THEIRS = question("voice", edits=("participant",))


@pytest.fixture(autouse=True)
def _private_files_of_their_own(tmp_path, settings):
    settings.PRIVATE_FILES = tmp_path / "private"


def open_step(*fields: Any, **settings: Any) -> Asked:
    return asked(*(fields or (NAME, WISH, JUDGED)), **{"open_to": "link", **settings})


def ask_page(at: Asked) -> str:
    return reverse("cases:task_ask", args=[at.case.pk, at.task.pk])


def make_link(at: Asked, **typed: str) -> str:
    page = at.client.post(ask_page(at), {"days": "14", "language": "sv", **typed})
    return re.search(r"/l/[\w-]+/", page.content.decode()).group()


def answer(address: str, **typed: Any) -> Any:
    outside = Client()
    page = outside.post(address, typed)
    if page.status_code != 302:
        return page
    FormDraft.objects.update(shown_at=timezone.now() - timedelta(minutes=3))
    look = outside.get(f"{address}check/")
    return outside.post(f"{address}check/", {"_seen": look.context["seen"], "_shown": bots.stamp()})


def test_a_link_is_shown_once_with_a_square_and_a_day():
    at = open_step()

    made = at.client.post(ask_page(at), {"days": "7", "language": "fi"})
    again = at.client.get(ask_page(at)).content.decode()

    link = FormLink.objects.get()
    assert "<svg" in made.content.decode()
    assert "/l/" not in again
    assert (link.about, link.language) == (f"case:{at.case.pk}/task:{at.task.pk}", "fi")
    assert (link.expires_at - timezone.now()).days == 6
    assert (
        JournalEntry.objects.filter(case=at.case, code="asked_by_link", author=at.worker).count()
        == 1
    )


def test_it_works_fourteen_days_unless_somebody_chooses_otherwise():
    at = open_step()

    make_link(at, days="9999")

    assert (FormLink.objects.get().expires_at - timezone.now()).days == 13


def test_the_link_asks_what_the_participant_sees_and_nothing_else():
    at = open_step()
    address = make_link(at)

    page = Client().get(address).content.decode()

    assert 'name="wish"' in page
    assert 'name="judged"' not in page
    assert answer(address, wish="x", judged="Ja").status_code == 422


def test_answers_wait_in_the_task_and_somebody_finishes():
    at = open_step()
    assert answer(make_link(at), name="Aino", wish="Ett jobb").status_code == 302

    page = at.client.get(at.address).content.decode()
    task = CaseTask.objects.get(pk=at.task.pk)
    assert (task.status, task.submission) == ("ASSIGNED", None)
    assert 'value="Aino"' in page
    assert "Ett jobb" in page

    stamp = str(Submission.objects.get(channel="link").pk)
    at.client.post(
        at.address, {"name": "Aino", "wish": "Ett jobb", "judged": "Ja", "_answered": stamp}
    )
    assert at.finish().status_code == 302
    task.refresh_from_db()
    assert task.submission.answers == {"name": "Aino", "wish": "Ett jobb", "judged": "Ja"}
    assert task.submission.channel == "link"


def test_whoever_has_the_task_is_told_and_the_journal_says_so():
    at = open_step()

    answer(make_link(at), name="Aino")

    notice = Notice.objects.get(code="answered_by_link")
    assert (notice.user, notice.task) == (at.worker, at.task)
    entry = JournalEntry.objects.get(code="answered_by_link")
    assert (entry.case, entry.author) == (at.case, None)
    assert at.client.get(reverse("cases:my_day")).status_code == 200


def test_what_somebody_wrote_themselves_stays_and_the_answers_can_be_read_whole():
    at = open_step()
    at.client.post(at.address, {"name": "Min egen rad", "wish": "", "_later": "1"})

    answer(make_link(at), name="Aino", wish="Ett jobb")
    page = at.client.get(at.address)

    shown = page.content.decode()
    assert 'value="Min egen rad"' in shown
    assert "Ett jobb" in shown
    assert ">Aino<" in shown.replace("\n", "")  # in the answers that came, read whole


def test_a_page_that_lay_open_when_answers_came_takes_them_in_before_it_goes_on():
    at = open_step()
    address = make_link(at)
    at.client.post(at.address, {"name": "Egen", "wish": "", "_later": "1"})
    answer(address, name="Aino", wish="Ett jobb")

    page = at.client.post(at.address, {"name": "Egen", "wish": ""})

    assert page.status_code == 409
    assert TaskDraft.objects.get().raw["wish"] == ["Ett jobb"]
    assert TaskDraft.objects.get().raw["name"] == ["Egen"]


def test_a_draft_that_is_kept_meanwhile_does_not_hide_the_answers():
    at = open_step()
    address = make_link(at)
    answer(address, wish="Ett jobb")

    at.client.post(
        reverse("cases:task_draft", args=[at.case.pk, at.task.pk]), {"name": "Egen", "wish": ""}
    )

    assert at.client.get(at.check).status_code == 302  # back to the task, to see them first
    assert "Ett jobb" in at.client.get(at.address).content.decode()


def test_what_only_the_participant_answers_is_handed_in_as_it_came():
    at = open_step(NAME, THEIRS)
    answer(make_link(at), voice="Jag vill själv")

    page = at.client.get(at.address).content.decode()
    stamp = str(Submission.objects.get(channel="link").pk)
    at.client.post(at.address, {"name": "x", "_answered": stamp})
    at.finish()

    assert 'name="voice"' not in page
    assert "Jag vill själv" in page
    assert CaseTask.objects.get(pk=at.task.pk).submission.answers["voice"] == "Jag vill själv"


def test_a_file_that_came_with_the_answers_is_handed_in_too():
    at = open_step(NAME, question("proof", "file"))
    answer(make_link(at), name="Aino", proof=upload())
    kept = Attachment.objects.get()

    page = at.client.get(at.address).content.decode()
    stamp = str(Submission.objects.get(channel="link").pk)
    at.client.post(at.address, {"name": "Aino", "proof": str(kept.pk), "_answered": stamp})
    at.finish()

    assert f'name="proof" value="{kept.pk}"' in page
    done = CaseTask.objects.get(pk=at.task.pk).submission
    assert done.answers["proof"][0]["id"] == str(kept.pk)


def test_a_link_ends_when_its_task_is_finished():
    at = open_step()
    address = make_link(at)
    at.client.post(at.address, {"name": "x"})

    at.finish()

    assert FormLink.objects.open().count() == 0
    assert Client().get(address).status_code == 410


def test_a_link_ends_when_its_task_is_skipped():
    at = open_step()
    address = make_link(at)

    skip_task(at.task, by=at.worker, reason="Behövs inte")

    assert Client().get(address).status_code == 410


def test_the_link_of_another_task_goes_on():
    at, other = open_step(), open_step()
    make_link(at)
    address = make_link(other)

    skip_task(at.task, by=at.worker, reason="Behövs inte")

    assert Client().get(address).status_code == 200


def test_a_link_is_withdrawn_by_whoever_has_the_task():
    at = open_step()
    address = make_link(at)
    link = FormLink.objects.get()

    page = at.client.post(
        reverse("cases:task_ask_withdraw", args=[at.case.pk, at.task.pk, link.pk])
    )

    assert page.status_code == 302
    assert Client().get(address).status_code == 410
    assert JournalEntry.objects.filter(code="link_withdrawn").exists()


@pytest.mark.parametrize("said", [{"open_to": "nobody"}, {"anonymous": True}])
def test_a_form_for_the_workspace_only_is_not_asked_outside(said):
    at = open_step(**said)

    assert at.client.get(ask_page(at)).status_code == 404
    assert at.client.post(ask_page(at), {}).status_code == 404
    assert "/ask/" not in at.client.get(at.address).content.decode()


def test_nobody_else_makes_sees_or_withdraws_links_of_a_task():
    at, other = open_step(), open_step()
    make_link(at)
    link = FormLink.objects.get()
    stranger = browser_of(make_worker(make_programme()))
    elsewhere = reverse("cases:task_ask_withdraw", args=[other.case.pk, other.task.pk, link.pk])

    assert stranger.get(ask_page(at)).status_code == 404
    assert stranger.post(ask_page(at), {}).status_code == 404
    assert other.client.post(elsewhere).status_code == 404
    assert FormLink.objects.open().count() == 1


def test_a_case_keeps_the_version_it_began_with_also_outside():
    at = open_step()
    newer = at.programme.current_version().forms["ask"]
    address = make_link(at)

    assert FormLink.objects.get().version_id == newer
    assert Client().get(address).status_code == 200


def test_whoever_has_the_task_now_is_told():
    at = open_step()
    address = make_link(at)
    colleague = make_worker(at.programme)
    give_task(at.task, by=at.worker, to=colleague)

    answer(address, name="Aino")

    assert Notice.objects.get(code="answered_by_link").user == colleague
    assert 'value="Aino"' in browser_of(colleague).get(at.address).content.decode()


def test_strangers_read_nothing_of_what_came():
    at = open_step()
    answer(make_link(at), name="Aino")

    stranger = browser_of(make_worker(make_programme()))

    assert stranger.get(at.address).status_code == 404


def test_answers_cost_the_same_number_of_queries_however_many():
    at = open_step()
    first, second, third = make_link(at), make_link(at), make_link(at)
    answer(first, name="Aino")
    one = counted(at)
    answer(second, name="Aino")
    answer(third, name="Aino")

    assert counted(at) == one


def counted(at: Asked) -> int:
    with CaptureQueriesContext(connection) as made:
        at.client.get(at.address)
    return len(made)
