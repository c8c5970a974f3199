"""Files in tasks, events and the start of a case: kept at once, tied to the answers when those are handed in."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, CaseTask, TaskDraft
from forms.files import keeping
from forms.models import Attachment, Submission
from tests.cases.views.asked_forms import asked, browser_of, upload
from tests.factories.cases import make_programme, make_worker
from tests.factories.forms import question

pytestmark = pytest.mark.django_db
PROOF = question("proof", "file")
NAME = question("name", required=True)
ROWS = question("rows", "group", items=(question("paper", "file"),))


@pytest.fixture(autouse=True)
def _private_files_of_their_own(tmp_path, settings):
    settings.PRIVATE_FILES = tmp_path / "private"


def on_disk(settings) -> list[Path]:
    return [path for path in Path(settings.PRIVATE_FILES).rglob("*") if path.is_file()]


def fetch(client, attachment) -> int:
    response = client.get(reverse("form_help:file", args=[attachment.pk]))
    b"".join(getattr(response, "streaming_content", ()))
    return response.status_code


def test_a_form_that_asks_for_files_can_send_them_and_others_stay_as_they_were():
    with_files, without = asked(NAME, PROOF), asked(NAME)

    assert "multipart/form-data" in with_files.client.get(with_files.address).content.decode()
    assert "multipart/form-data" not in without.client.get(without.address).content.decode()


def test_a_file_is_handed_in_with_its_task_and_fetched_from_the_documents():
    at = asked(NAME, PROOF)

    at.client.post(at.address, {"name": "Aino", "proof": upload()})
    at.finish()

    attachment, submission = (
        Attachment.objects.get(),
        Submission.objects.get(version__definition__slug="ask"),
    )
    assert attachment.submission == submission
    assert submission.answers["proof"] == [attachment.said()]
    page = at.client.get(reverse("cases:document", args=[at.case.pk, at.task.pk])).content.decode()
    assert f'href="/work/forms/files/{attachment.pk}/"' in page
    assert fetch(at.client, attachment) == 200


def test_nobody_outside_the_case_fetches_its_files():
    at = asked(NAME, PROOF)
    stranger = browser_of(make_worker(make_programme()))

    at.client.post(at.address, {"name": "Aino", "proof": upload()})
    attachment = Attachment.objects.get()
    before = fetch(at.client, attachment)
    at.finish()

    assert before == 404  # no answers yet: nothing to read
    assert fetch(stranger, attachment) == 404


def test_a_file_of_a_question_that_a_role_does_not_see_is_not_fetched_by_it():
    """Who has come upon its address reads no more of the case than the page of the documents shows."""
    at = asked(NAME, question("proof", "file", sees=("contact_person",)))
    since = at.case.opened_at
    at.case.team.create(user=at.worker, role="contact_person", since=since, appointed_by=at.worker)
    colleague = make_worker(at.programme)
    at.case.team.create(user=colleague, role="own", since=since, appointed_by=at.worker)

    at.client.post(at.address, {"name": "Aino", "proof": upload()})
    at.finish()

    assert fetch(browser_of(colleague), Attachment.objects.get()) == 404
    assert fetch(at.client, Attachment.objects.get()) == 200


def test_a_page_with_something_to_correct_shows_the_file_with_a_button_to_take_it_away():
    at = asked(NAME, PROOF)

    page = at.client.post(at.address, {"name": "", "proof": upload()})

    kept = Attachment.objects.get()
    shown = page.content.decode()
    assert page.status_code == 422
    assert f'name="proof" value="{kept.pk}"' in shown
    assert f'name="_remove_file" value="{kept.pk}"' in shown
    assert f'value="{kept.pk}"' in at.client.get(at.address).content.decode()  # the draft keeps it


def test_a_file_taken_away_is_gone_from_the_disk(settings):
    at = asked(NAME, PROOF)
    at.client.post(at.address, {"name": "", "proof": upload()})
    kept = str(Attachment.objects.get().pk)

    page = at.client.post(at.address, {"name": "Aino", "proof": kept, "_remove_file": kept})

    assert page.status_code == 200
    assert (Attachment.objects.count(), on_disk(settings)) == (0, [])
    assert TaskDraft.objects.get().raw["proof"] == []


def test_nobody_names_a_file_of_somebody_else():
    at, other = asked(PROOF), asked(PROOF)
    other.client.post(other.address, {"proof": upload()})
    theirs = Attachment.objects.get()

    page = at.client.post(at.address, {"proof": str(theirs.pk)})
    at.client.post(at.address, {"proof": str(theirs.pk), "_remove_file": str(theirs.pk)})

    assert page.status_code == 422
    assert Attachment.objects.get() == theirs


def test_a_file_that_was_handed_in_with_other_answers_is_not_named_again():
    at, other = asked(PROOF), asked(PROOF)
    other.client.post(other.address, {"proof": upload()})
    other.finish()
    theirs = Attachment.objects.get()

    page = at.client.post(at.address, {"proof": str(theirs.pk)})

    assert page.status_code == 422
    assert at.client.get(at.check).context["judged"].answers == {}


def test_a_file_sent_where_none_is_asked_is_refused_and_noted(caplog):
    at = asked(NAME, PROOF)

    page = at.client.post(at.address, {"name": upload(), "strange": upload()})

    assert page.status_code == 422
    assert not Attachment.objects.exists()
    assert "strange" in caplog.text


def test_what_cannot_be_taken_is_said_and_everything_else_stays():
    at = asked(NAME, PROOF)

    page = at.client.post(
        at.address, {"name": "Aino", "proof": upload("x.exe", b"MZ\x00\x00"), "_later": "1"}
    )

    assert page.status_code == 422
    assert "x.exe" in page.content.decode()
    assert TaskDraft.objects.get().raw["name"] == ["Aino"]


def test_files_in_rows_are_tied_too():
    at = asked(ROWS)

    at.client.post(at.address, {"rows-rows": "1", "rows-0-paper": upload()})
    at.finish()

    assert Attachment.objects.get().submission.answers["rows"][0]["paper"][0]["name"] == "intyg.pdf"


def test_a_file_waits_as_long_as_its_draft_and_goes_when_nobody_names_it():
    at = asked(NAME, PROOF)
    at.client.post(at.address, {"name": "", "proof": upload()})
    later = timezone.now() + timedelta(days=40)

    assert keeping.delete_orphans(now=later) == 0
    at.client.post(at.address, {"name": "Aino"})
    assert keeping.delete_orphans(now=later) == 1


def test_a_file_that_waits_for_the_scanner_holds_the_task_back_and_nothing_is_lost():
    at = asked(PROOF)
    at.client.post(at.address, {"proof": upload()})
    Attachment.objects.update(state=Attachment.State.WAITING)

    page = at.finish()

    assert page.status_code == 503
    assert "intyg.pdf" in page.content.decode()
    assert CaseTask.objects.get(pk=at.task.pk).submission is None
    Attachment.objects.update(state=Attachment.State.CLEAN)
    assert at.finish().status_code == 302


def test_a_file_that_the_scanner_refused_is_no_answer():
    at = asked(PROOF)
    at.client.post(at.address, {"proof": upload()})
    refused = Attachment.objects.get()
    Attachment.objects.update(state=Attachment.State.REFUSED)

    page = at.client.post(at.address, {"proof": str(refused.pk)})

    assert page.status_code == 422
    assert "proof" in page.context["judged"].errors
    assert at.client.get(at.check).context["judged"].answers == {}


def test_the_start_of_a_case_keeps_files_while_something_is_corrected():
    at = asked(NAME, PROOF)
    address = reverse("cases:start", args=[at.programme.slug])
    before = Case.objects.count()

    page = at.client.post(address, {"_who": "none", "name": "", "proof": upload()})
    kept = str(Attachment.objects.get().pk)
    begun = at.client.post(address, {"_who": "none", "name": "Aino", "proof": kept})

    assert (page.status_code, begun.status_code) == (422, 302)
    assert kept in page.content.decode()
    assert Case.objects.count() == before + 1
    assert Attachment.objects.get().submission.task.kind == "start"


def test_an_event_keeps_files_while_something_is_corrected():
    at = asked(NAME, PROOF)
    address = reverse("cases:event", args=[at.case.pk, "pause"])

    page = at.client.post(address, {"name": "", "proof": upload()})
    kept = str(Attachment.objects.get().pk)
    done = at.client.post(address, {"name": "Aino", "proof": kept})

    assert (page.status_code, done.status_code) == (422, 302)
    assert kept in page.content.decode()
    assert Attachment.objects.get().submission.task.key == "pause"


def test_files_cost_the_same_number_of_queries_however_many():
    at = asked(NAME, PROOF)
    at.client.post(at.address, {"name": "", "proof": upload()})
    one = counted(at)
    at.client.post(
        at.address,
        {"name": "", "proof": [str(Attachment.objects.get().pk), upload("b.pdf"), upload("c.pdf")]},
    )

    assert Attachment.objects.count() == 3
    assert counted(at) == one


def counted(at) -> int:
    with CaptureQueriesContext(connection) as made:
        at.client.get(at.address)
    return len(made)
