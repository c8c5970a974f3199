"""One answer as a document, and the files that came with it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from forms.models import Attachment, Seen
from tests.factories.accounts import make_user
from tests.factories.answers import appoint, give
from tests.factories.forms import make_form
from tests.forms.answers.conftest import browser

pytestmark = pytest.mark.django_db


def pdf_of(client, version, given):
    page = client.get(reverse("answers:answer_pdf", args=[version.definition_id, given.pk]))
    return page, "\n".join(
        each.extract_text() for each in PdfReader(BytesIO(page.content)).pages
    ) if page.status_code == 200 else ""


def test_an_answer_is_taken_out_as_a_tagged_document(helmi, version):
    given = give(version, name="Aino Ek", mood="good", came=True)

    page, said = pdf_of(helmi, version, given)

    assert page["Content-Type"] == "application/pdf"
    assert page["Content-Disposition"].startswith('inline; filename="feedback-')
    assert "no-store" in page["Cache-Control"]
    assert "Aino Ek" in said
    document = PdfReader(BytesIO(page.content))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.trailer["/Root"]["/Lang"] == "sv"


def test_the_document_holds_nothing_that_the_page_hides(helmi, version):
    given = give(version, name="Aino", secret="hemligheten", staff_note="lappen")

    _page, said = pdf_of(helmi, version, given)

    assert "hemligheten" not in said
    assert "lappen" not in said
    assert "2 frågor visas inte" in said


def test_who_may_not_read_the_answer_gets_no_document(version):
    given = give(version, name="Aino")

    page, _said = pdf_of(browser(make_user("ida", roles=())), version, given)

    assert page.status_code == 404


def test_an_answer_counts_as_read_when_its_document_was_taken(helmi, handler, version):
    given = give(version, name="Aino")

    pdf_of(helmi, version, given)

    assert Seen.objects.filter(user=handler, submission=given).exists()


def test_the_page_leads_to_the_document_and_to_the_files_that_came_along(helmi):
    version = make_form("papers", {"cv": "file"})
    appoint(version.definition, user=make_user("ida", roles=()))
    kept = {
        "id": "00000000-0000-4000-8000-000000000009",
        "name": "cv.pdf",
        "size": 9,
        "type": "pdf",
    }
    given = give(version, cv=[kept])

    page = helmi.get(reverse("answers:answer", args=[version.definition_id, given.pk]))

    shown = page.content.decode()
    assert reverse("answers:answer_pdf", args=[version.definition_id, given.pk]) in shown
    assert f'href="{reverse("form_help:file", args=[kept["id"]])}"' in shown


@pytest.mark.parametrize(
    ("hidden", "status"), [({"sensitive": True}, 404), ({"sees": ("counsellor",)}, 404), ({}, 200)]
)
def test_a_file_is_fetched_by_those_only_who_are_shown_its_question(helmi, hidden, status):
    version = make_form("papers", {"cv": {"kind": "file", **hidden}})
    kept = Attachment(field="cv", name="cv.pdf", size=4, kind="pdf", sha256="0" * 64)
    kept.file = SimpleUploadedFile("cv.pdf", b"%PDF")
    kept.state = Attachment.State.CLEAN
    kept.submission = give(version)
    kept.save()

    answer = helmi.get(reverse("form_help:file", args=[kept.pk]))

    assert answer.status_code == status
    answer.close()
