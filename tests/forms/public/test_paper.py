"""Paper: a blank form, one's own answers to keep, and what came on paper typed in."""

import io
from datetime import date

import pytest
from django.core.exceptions import SuspiciousFileOperation
from pypdf import PdfReader

from forms.models import Submission
from forms.sent import paper, pdf
from tests.factories.accounts import make_user
from tests.factories.forms import question, section, when
from tests.forms.public.conftest import Person, open_form

pytestmark = pytest.mark.django_db
TALKS = when(("talks", "is", True))


def read(content: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(content))
    return reader, "\n".join(page.extract_text() for page in reader.pages)


def tags(node, found=None) -> set[str]:
    """The names of everything in a document's tree of tags."""
    found = set() if found is None else found
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for each in node:
            tags(each, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.add(node["/S"])
        if "/K" in node:
            tags(node["/K"], found)
    return found


def everything() -> tuple:
    return (
        section(
            "who",
            question("talks", "yes_no"),
            question("language", "choice", choices=("sv", "fi"), visible_if=TALKS),
            question("wishes", "choices", choices=("walk", "swim")),
            question("feels", "scale"),
            question("life", "long_text"),
            question("goals", "group", items=(question("goal"), question("by", "date"))),
            question("proof", "file"),
            question("away", "date_range"),
        ),
        section("more", question("words", "guidance"), question("last"), visible_if=TALKS),
    )


def test_one_keeps_ones_own_answers_as_a_tagged_document():
    open_form(texts={"form.receipt": "Vi ringer inom en vecka."})
    person = Person("/sv/forms/wish/")
    person.post({"name": "Aino Ålund", "wish": "En vän\nsom går med"})
    person.send()

    answer = person.get("receipt/answers.pdf")
    reader, text = read(answer.content)
    root = reader.trailer["/Root"]

    assert answer["Content-Type"] == "application/pdf"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sv"
    assert "Din önskan" in reader.metadata.title
    assert {"/H1", "/H2", "/P"} <= tags(root["/StructTreeRoot"])
    for said in ("Aino Ålund", "som går med", Submission.objects.get().reference, "inom en vecka"):
        assert said in text
    assert b"pdfuaid" in answer.content or "pdfuaid" in str(
        root["/Metadata"].get_object().get_data()
    )


def test_nobody_else_gets_the_document():
    open_form()
    person = Person("/sv/forms/wish/")
    person.post({"name": "Aino"})
    person.send()

    assert Person("/sv/forms/wish/").get("receipt/answers.pdf").status_code == 404


def test_a_blank_form_has_room_for_every_answer_and_says_what_may_be_passed_over():
    open_form(*everything())

    page = Person("/sv/forms/wish/").get("blank/").content.decode()

    assert "1. Talks" in page
    assert "Svara på det här om ”1. Talks” är Ja." in page
    assert page.count('class="box"') == 2 + 2 + 2 + 11
    assert "Goals 3" in page
    assert "Bifoga en kopia" in page
    assert "Ifyllt med hjälp av" in page


def test_a_blank_form_is_a_tagged_document_in_the_readers_language():
    open_form(*everything())

    content = Person("/fi/forms/wish/").get("blank.pdf").content
    reader, text = read(content)

    assert reader.trailer["/Root"]["/Lang"] == "fi"
    assert "1. Talks" in text
    assert "Täytössä auttoi" in text
    assert "/H3" in tags(reader.trailer["/Root"]["/StructTreeRoot"])


def test_a_document_fetches_nothing_from_anywhere():
    for address in ("https://example.org/x.png", "file:///etc/passwd", "static:../settings.py"):
        with pytest.raises((ValueError, SuspiciousFileOperation)):
            pdf.OnlyOurFiles().fetch(address)


@pytest.fixture
def helper(client) -> Person:
    open_form(open_to="link")
    client.force_login(make_user("alva", roles=("counsellor",)))
    return Person("/work/forms/wish/paper/", client)


def test_what_came_on_paper_is_typed_in_for_somebody(helper):
    helper.post({"name": "Aino", "_helped_by": "Bo Berg", "_answered_on": "3.2.2025"})
    sent = helper.send()

    submission = Submission.objects.get()
    assert sent.url.endswith("/receipt/")
    assert (submission.channel, submission.helped_by) == ("paper", "Bo Berg")
    assert submission.answered_on == date(2025, 2, 3)
    assert submission.submitted_by.username == "alva"


@pytest.mark.parametrize("typed", ["31.2.2025", "igår", "7.12.2199"])
def test_a_day_that_is_none_is_said_and_nothing_is_lost(helper, typed):
    helper.post({"name": "Aino", "_answered_on": typed})

    assert helper.send().status_code == 422
    assert typed in helper.get().content.decode()
    assert not Submission.objects.exists()


def test_the_next_paper_begins_empty(helper):
    helper.post({"name": "Aino"})
    helper.send()

    assert "Aino" not in helper.get().content.decode()
    helper.post({"name": "Bo"})
    helper.send()
    assert Submission.objects.count() == 2


def test_those_who_do_not_help_people_type_nothing_in(client):
    open_form()
    client.force_login(make_user("kim", roles=("funder",)))

    assert client.get("/work/forms/wish/paper/").status_code == 404
    client.logout()
    assert client.get("/work/forms/wish/paper/").status_code == 302


def test_a_day_on_paper_may_be_missing():
    assert paper.day_on_paper("") is None
