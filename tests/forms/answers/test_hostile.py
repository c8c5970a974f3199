"""What people type is shown as they typed it: in the list, on the page, in charts, in files."""

import csv
import io
from html import escape, unescape
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse

from forms.answers import exporting
from forms.answers.books import disarmed
from forms.answers.wanted import Wanted
from forms.models import Export
from forms.models.attachment import private
from tests.factories.answers import give
from tests.factories.forms import make_form
from tests.forms.answers.payloads import PAYLOADS

pytestmark = pytest.mark.django_db
LIST = {"payload": "text", "more": "long_text"}


@pytest.fixture
def hostile(db):
    version = make_form("hostile", LIST, texts={"field.payload.label": PAYLOADS[0]})
    for payload in PAYLOADS:
        give(version, payload=payload, more=payload)
    return version


def exported(version, handler, kind):
    export = exporting.ask(
        version.definition, by=handler, wanted=Wanted(), kind=kind, say="words", language="sv"
    )
    exporting.write(export)
    export.refresh_from_db()
    with private().open(export.file) as file:
        return file.read()


def test_there_are_sixty():
    assert len(set(PAYLOADS)) >= 60


def test_the_list_shows_them_as_they_were_typed(helmi, hostile):
    url, shown = reverse("answers:answers", args=[hostile.definition_id]), ""
    page = helmi.get(url)
    while True:
        shown += page.content.decode()
        if not page.context["next_url"]:
            break
        page = helmi.get(url + page.context["next_url"])

    for payload in PAYLOADS:
        assert escape(payload)[:80] in shown, payload
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_page_shows_it_as_it_was_typed(helmi, payload):
    version = make_form("one", LIST)
    given = give(version, payload=payload, more=payload)

    shown = helmi.get(reverse("answers:answer", args=[version.definition_id, given.pk]))

    assert escape(payload) in shown.content.decode()
    assert unescape(shown.content.decode()).count(payload) >= 2


def test_a_workbook_holds_them_as_texts_and_no_formula(handler, hostile):
    book = openpyxl.load_workbook(io.BytesIO(exported(hostile, handler, "xlsx")))
    cells = [cell for row in book.worksheets[0].iter_rows(min_row=2) for cell in row]
    texts = [cell.value for cell in cells if cell.column in (7, 8)]

    assert sorted(texts) == sorted(PAYLOADS * 2)
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_values_hold_them_disarmed(handler, hostile):
    lines = exported(hostile, handler, "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(lines), delimiter=";"))[1:]

    assert sorted(row[6] for row in rows) == sorted(disarmed(each) for each in PAYLOADS)
    for cell in (row[n] for row in rows for n in (6, 7)):
        assert cell.lstrip()[:1] not in ("=", "+", "-", "@", "\t", "\r"), cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "＠"])
def test_every_beginning_of_a_formula_is_disarmed(start):
    assert disarmed(f"{start}1") == f"'{start}1"
    assert disarmed("1=1") == "1=1"


def test_the_name_of_a_file_is_never_what_somebody_typed(handler, hostile):
    export = exporting.ask(
        hostile.definition, by=handler, wanted=Wanted(), kind="csv", say="words", language="sv"
    )
    exporting.write(export)
    export.refresh_from_db()

    assert Path(export.file).stem == export.pk.hex
    assert export.name.startswith("hostile-")


@pytest.mark.parametrize(
    "wanted",
    [
        "q=a%00b",
        "language=%00",
        "channel=%00",
        "answer=mood:%00",
        "answer=mood:%C2%80%EF%BF%BF",
        "since=0001-01-01&until=9999-12-31",
        "since=%D9%A1-01-01",
        "version=99999999",
        "version=%D9%A3",
        "order=up:%00",
        "after=%00",
        "answer=mood:" + "x" * 5000,
    ],
)
def test_whatever_stands_in_the_address_of_a_list_it_opens(helmi, version, wanted):
    give(version, name="Aino", mood="good")

    for page in ("answers", "summary", "export_ask"):
        url = reverse(f"answers:{page}", args=[version.definition_id])
        assert helmi.get(f"{url}?{wanted}").status_code == 200, page


def test_whatever_is_asked_of_a_file_it_is_written(helmi, version):
    give(version, name="Aino", mood="good")
    asked = {"q": "a\x00b", "language": "\x00", "question": "mood", "says": "\x00", "kind": "\x00"}

    page = helmi.post(reverse("answers:export_ask", args=[version.definition_id]), asked)

    assert page.status_code == 302
    export = Export.objects.get()
    exporting.write(export)
    assert Export.objects.get().state == Export.State.READY


@pytest.mark.parametrize("until", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59-14:00", "x", ""])
def test_whatever_moment_the_page_names_the_list_opens_afterwards(helmi, version, until):
    give(version, name="Aino")
    url = reverse("answers:answers", args=[version.definition_id])

    marked = helmi.post(reverse("answers:read_all", args=[version.definition_id]), {"until": until})

    assert marked.status_code == 302
    assert helmi.get(f"{url}?unread=1").context["rows"] == []
