"""Files that come with answers."""

import io
import socket
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from forms import access, checks
from forms.files import inspecting, keeping, quota
from forms.jobs import scan_waiting, tidy_up
from forms.models import Attachment, FormDraft, Submission
from tests.factories.accounts import make_user
from tests.factories.forms import question
from tests.forms.public.conftest import Person, open_form

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def picture(width: int = 20, kind: str = "PNG") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, 20), "red").save(written, kind)
    return written.getvalue()


def upload(name: str = "intyg.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


@pytest.fixture
def person() -> Person:
    open_form({"name": {"kind": "text", "required": True}, "proof": "file"})
    return Person("/sv/forms/wish/")


def on_disk(settings) -> list[Path]:
    return [path for path in Path(settings.PRIVATE_FILES).rglob("*") if path.is_file()]


def test_a_file_is_kept_sent_and_named_in_the_answers(person, settings):
    person.post({"name": "Aino", "proof": upload()})
    person.send()

    attachment = Attachment.objects.get()
    submission = Submission.objects.get()
    assert submission.answers["proof"] == [
        {"id": str(attachment.pk), "name": "intyg.pdf", "size": len(PDF), "type": "application/pdf"}
    ]
    assert attachment.submission == submission
    assert (attachment.state, attachment.scanned) == ("clean", False)
    assert [path.read_bytes() for path in on_disk(settings)] == [PDF]
    assert "intyg" not in str(on_disk(settings)[0])


def test_a_file_stays_when_the_page_comes_back(person):
    page = person.post({"name": "", "proof": upload()})
    kept = Attachment.objects.get()

    assert page.status_code == 422
    assert f'name="proof" value="{kept.pk}"' in page.content.decode()
    assert person.post({"name": "Aino", "proof": str(kept.pk)}).url.endswith("/check/")


def test_a_file_is_removed_by_its_button(person, settings):
    person.post({"name": "", "proof": upload()})
    kept = str(Attachment.objects.get().pk)

    page = person.post({"name": "", "proof": kept, "_remove_file": kept})

    assert page.status_code == 200
    assert not Attachment.objects.exists()
    assert on_disk(settings) == []
    assert FormDraft.objects.get().typed["proof"] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.pdf", b"<html><script>alert(1)</script></html>"),
        ("program.pdf", b"MZ" + bytes(200)),
        ("empty.pdf", b""),
        ("broken.png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("cut.png", picture(200)[:60]),
        ("archive.docx", b"PK\x03\x04" + bytes(100)),
    ],
)
def test_a_file_is_what_its_bytes_say(person, name, content, settings):
    page = person.post({"name": "Aino", "proof": upload(name, content)})

    assert page.status_code == 422
    assert not Attachment.objects.exists()
    assert on_disk(settings) == []


def test_an_archive_is_not_a_document():
    asked = question("proof", "file")

    with pytest.raises(inspecting.Refused):
        inspecting.inspect(upload("a.docx", b"PK\x05\x06" + bytes(18)), asked)


def test_too_large_a_file_is_refused_with_the_limit():
    asked = question("proof", "file", most=0.00002)

    with pytest.raises(inspecting.Refused, match="intyg"):
        inspecting.inspect(upload(), asked)


def test_a_picture_of_too_many_dots_is_refused(monkeypatch):
    monkeypatch.setattr(inspecting, "MOST_PIXELS", 300)

    with pytest.raises(inspecting.Refused):
        inspecting.inspect(upload("a.png", picture()), question("proof", "file"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_pictures_are_kept_as_they_are(kind):
    content = picture(kind=kind)

    seen = inspecting.inspect(upload("a", content), question("proof", "file"))

    assert (seen.size, seen.kind) == (len(content), f"image/{kind.lower()}")


def test_a_name_that_misleads_is_told_plainly():
    assert inspecting.tidy("../../etc/\u202egnp.exe\x00") == "_.._etc__gnp.exe_"
    assert len(inspecting.tidy("a" * 400 + ".pdf")) <= 150


def test_nobody_names_a_file_of_somebody_elses(person):
    person.post({"name": "", "proof": upload()})
    foreign = str(Attachment.objects.get().pk)

    other = Person("/sv/forms/wish/")
    page = other.post({"name": "Bo", "proof": foreign})

    assert page.status_code == 422
    assert other.get(f"files/{foreign}/").status_code != 200


def test_ones_own_file_is_saved_and_never_shown(person):
    person.post({"name": "", "proof": upload("<b>.pdf")})

    got = person.get(f"files/{Attachment.objects.get().pk}/")

    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Content-Type"] == "application/octet-stream"
    assert b"".join(got.streaming_content) == PDF


def test_files_of_answers_are_for_those_who_may_read_the_answers(person, client, monkeypatch):
    person.post({"name": "Aino", "proof": upload()})
    person.send()
    address = f"/work/forms/files/{Attachment.objects.get().pk}/"
    client.force_login(make_user("alva", roles=("counsellor",)))

    monkeypatch.setattr(access.seams, "permissions_of", lambda _user: frozenset())
    refused = client.get(address)
    monkeypatch.setattr(access.seams, "permissions_of", lambda _user: frozenset({"answers.read"}))
    given = client.get(address)
    given.close()

    assert (refused.status_code, given.status_code) == (404, 200)


class Scanner:
    """A virus scanner that says what it is told to."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp://127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                line, _from = self.server.accept()
            except OSError:
                return
            with line:
                while not line.recv(65536).endswith(b"\0\0\0\0"):
                    pass
                line.sendall(self.answer)


def test_without_an_answer_of_the_scanner_nothing_is_sent(person, settings):
    settings.SCANNER = "tcp://127.0.0.1:9"

    person.post({"name": "Aino", "proof": upload()})
    page = person.send()

    assert Attachment.objects.get().state == "waiting"
    assert page.status_code == 503
    assert not Submission.objects.exists()
    assert person.get(f"files/{Attachment.objects.get().pk}/").status_code != 200


def test_a_file_that_waited_is_looked_at_again(person, settings):
    settings.SCANNER = "tcp://127.0.0.1:9"
    person.post({"name": "Aino", "proof": upload()})

    settings.SCANNER = Scanner(b"stream: OK\n").address
    scan_waiting.call()

    attachment = Attachment.objects.get()
    assert (attachment.state, attachment.scanned) == ("clean", True)
    assert person.send().url.endswith("/receipt/")


def test_what_the_scanner_finds_is_not_kept(person, settings):
    settings.SCANNER = Scanner(b"stream: Eicar-Test FOUND\n").address

    page = person.post({"name": "Aino", "proof": upload()})

    assert page.status_code == 422
    assert not Attachment.objects.exists()
    assert on_disk(settings) == []


def test_files_that_nobody_refers_to_are_deleted_after_a_day(person, settings):
    person.post({"name": "", "proof": upload()})
    FormDraft.objects.all().delete()

    assert tidy_up.call()["files"] == 0
    Attachment.objects.update(uploaded_at=timezone.now() - timedelta(hours=25))
    assert tidy_up.call()["files"] == 1
    assert on_disk(settings) == []


def test_there_is_room_for_so_many_files(person, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_FILES", 1)
    person.post({"name": "", "proof": upload()})

    page = person.post({"name": "Aino", "proof": upload("en till.pdf")})

    assert page.status_code == 422
    assert Attachment.objects.count() == 1


def test_whoever_runs_the_site_is_told_that_nothing_is_scanned(settings):
    settings.SCANNER = ""
    assert [each.id for each in checks.uploads_are_scanned()] == ["forms.I001"]

    settings.SCANNER = "tcp://scanner:3310"
    assert checks.uploads_are_scanned() == []


def test_private_files_never_lie_among_pictures(settings):
    settings.PRIVATE_FILES = Path(settings.MEDIA_ROOT) / "private"

    assert [each.id for each in checks.private_files_stay_private()] == ["forms.E001"]


def test_a_request_far_too_large_is_refused_before_anything_is_written(
    person, monkeypatch, settings
):
    monkeypatch.setattr(quota, "MOST", 1000)

    page = person.post({"name": "Aino", "proof": upload("a.pdf", PDF + bytes(2000))})

    assert page.status_code == 413
    assert not Attachment.objects.exists()
    assert on_disk(settings) == []


def test_a_file_answers_the_question_it_was_sent_to_and_no_other():
    open_form({"proof": "file", "photo": {"kind": "file", "accept": ("picture",)}})
    person = Person("/sv/forms/wish/")
    person.post({"proof": upload(), "_later": "1"})
    kept = str(Attachment.objects.get().pk)

    assert person.post({"proof": kept, "photo": ""}).url.endswith("/check/")
    assert person.post({"proof": "", "photo": kept}).status_code == 422
