"""Answers as files: typed, whole, watched while they are written, fetched by one person and written down."""

import csv
import io
import tracemalloc
import zipfile
from datetime import datetime, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import AccessEntry
from forms.answers import exporting, jobs
from forms.answers.wanted import Wanted
from forms.models import Export, Submission
from forms.models.attachment import private
from tests.factories.accounts import make_user
from tests.factories.answers import appoint, give, put_in_case
from tests.factories.cases import make_case, make_programme, make_worker
from tests.factories.forms import make_definition, make_form, publish
from tests.forms.answers.conftest import browser

pytestmark = pytest.mark.django_db
ASKED = {
    "name": "text",
    "age": "number",
    "born": "date",
    "mood": {"kind": "choice", "choices": ("good", "bad")},
    "ways": {"kind": "choices", "choices": ("bus", "train")},
    "ok": "yes_no",
    "goals": {"kind": "group", "items": {"sub": "text", "by": "date"}},
    "secret": {"kind": "text", "sensitive": True},
}
WORDS = {"field.mood.choice.good": "Bra", "field.name.label": "Vad heter du?"}
GIVEN = {
    "name": "Åke",
    "age": 40.5,
    "born": "1986-02-03",
    "mood": "good",
    "ways": ["bus"],
    "ok": True,
    "goals": [{"sub": "one"}, {"sub": "two", "by": "2026-12-01"}],
    "secret": "hemligt",
}


@pytest.fixture
def asked(db):
    return make_form("asked", ASKED, texts=WORDS)


def asked_for(version, by, kind="xlsx", say="words", wanted=None, **more):
    return exporting.ask(
        version.definition,
        by=by,
        kind=kind,
        say=say,
        language="sv",
        wanted=wanted or Wanted(),
        **more,
    )


def written(export):
    exporting.write(export)
    export.refresh_from_db()
    with private().open(export.file) as file:
        return file.read()


def sheets(export):
    book = openpyxl.load_workbook(io.BytesIO(written(export)))
    return [[list(row) for row in sheet.values] for sheet in book.worksheets]


def test_a_workbook_has_typed_cells_and_groups_on_sheets_of_their_own(asked, handler):
    given = give(asked, **GIVEN)

    answers, goals, columns = sheets(asked_for(asked, handler))

    assert answers[0][6:] == [
        *("Vad heter du?", "Age", "Born", "Mood", "Ways: Bus", "Ways: Train", "Ok", "Secret"),
    ]
    assert answers[1][0] == given.pk
    assert isinstance(answers[1][1], datetime)
    assert answers[1][6:] == [
        *("Åke", 40.5, datetime(1986, 2, 3), "Bra", "Ja", "Nej", "Ja", "[dolt]"),  # noqa: DTZ001  a day
    ]
    assert [row[1:] for row in goals[1:]] == [[1, "one", None], [2, "two", datetime(2026, 12, 1)]]  # noqa: DTZ001  a day
    assert [row[0] for row in columns[1:]][:2] == ["name", "age"]


@pytest.mark.parametrize(
    ("say", "headings", "cells"),
    [
        ("codes", ["mood", "ways.bus", "ways.train", "ok"], ["good", True, False, True]),
        ("words", ["Mood", "Ways: Bus", "Ways: Train", "Ok"], ["Bra", "Ja", "Nej", "Ja"]),
        (
            "both",
            ["mood", "Mood", "Ways: Bus", "Ways: Train", "Ok"],
            ["good", "Bra", True, False, True],
        ),
    ],
)
def test_choices_stand_as_codes_in_words_or_both(asked, handler, say, headings, cells):
    give(asked, **GIVEN)

    answers = sheets(asked_for(asked, handler, say=say))[0]
    at = answers[0].index(headings[0])

    assert answers[0][at : at + len(headings)] == headings
    assert answers[1][at : at + len(cells)] == cells


def test_values_open_in_a_nordic_spreadsheet_and_groups_are_files_beside(asked, handler):
    give(asked, **GIVEN)
    archive = zipfile.ZipFile(io.BytesIO(written(asked_for(asked, handler, kind="csv"))))
    first, second = sorted(archive.namelist())
    raw = archive.read(first)
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))

    assert raw.startswith("\N{BYTE ORDER MARK}".encode())
    assert rows[1][6:9] == ["Åke", "40,5", "1986-02-03"]
    assert archive.read(second).decode().count("\n") == 3


def test_columns_are_the_union_over_versions_and_old_answers_are_kept(handler):
    definition = make_definition("changing", {"old": "text", "both": "text"})
    give(publish(definition), old="gammalt", both="a")
    other = make_definition("changing2", {"both": "text", "new": "number"})
    definition.refresh_from_db()
    definition.body = other.body
    definition.save()
    version = publish(definition)
    give(version, both="b", new=3)

    answers, columns = sheets(asked_for(version, handler))

    assert answers[0][6:] == ["Both", "New", "Old"]
    assert [row[6:] for row in answers[1:]] == [["a", None, "gammalt"], ["b", 3, None]]
    assert columns[3][4] != columns[1][4]


def test_only_what_the_list_showed_is_written(asked, handler):
    give(asked, name="Åke")
    give(asked, name="Bo")

    answers = sheets(asked_for(asked, handler, wanted=Wanted(q="bo")))[0]

    assert [row[6] for row in answers[1:]] == ["Bo"]


def test_sensitive_answers_only_for_whoever_was_appointed_for_them_and_asks(asked, handler):
    give(asked, **GIVEN)
    ida = make_user("ida", roles=())
    appoint(asked.definition, user=ida, sensitive=True)

    def secret(by, *, sensitive):
        return sheets(asked_for(asked, by, sensitive=sensitive))[0][1][-1]

    assert secret(handler, sensitive=True) == "[dolt]"
    assert secret(ida, sensitive=False) == "[dolt]"
    assert secret(ida, sensitive=True) == "hemligt"


def test_answers_of_a_case_keep_their_secret_and_are_written_down(asked):
    programme = make_programme()
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    case.team.create(user=worker, role="worker", since=case.opened_at, appointed_by=worker)
    put_in_case(give(asked, **GIVEN), case)
    appoint(asked.definition, user=worker, sensitive=True)
    before = AccessEntry.objects.count()

    rows = sheets(asked_for(asked, worker, sensitive=True))[0]

    assert rows[1][-1] == "[dolt]"
    assert AccessEntry.objects.count() == before + 1
    assert AccessEntry.objects.latest("pk").what == "answers export"


def test_who_may_no_longer_read_gets_an_empty_file(asked):
    ida = make_user("ida", roles=())
    reader = appoint(asked.definition, user=ida)
    give(asked, **GIVEN)
    export = asked_for(asked, ida)
    reader.delete()

    assert len(sheets(export)[0]) == 1


def test_a_text_too_long_for_a_cell_is_cut_in_a_workbook_and_whole_as_values(handler):
    version = make_form("long", {"note": "long_text"})
    give(version, note="å" * 40_000)

    cell = sheets(asked_for(version, handler))[0][1][6]
    values = written(asked_for(version, handler, kind="csv")).decode("utf-8-sig")

    assert len(cell) == 32_767
    assert cell.endswith("…")
    assert "å" * 40_000 in values


def test_the_page_follows_the_file_without_scripts_and_hands_it_over(asked, handler, helmi):
    give(asked, **GIVEN)
    ask = reverse("answers:export_ask", args=[asked.definition_id])
    assert helmi.get(ask).status_code == 200

    page = helmi.post(ask, {"kind": "csv", "say": "codes"}).url
    waiting = helmi.get(page)
    job = ProcrastinateJob.objects.latest("id")
    jobs.write_export.call(*job.args["args"])
    ready = helmi.get(page)
    export = Export.objects.get()
    fetched = helmi.get(reverse("answers:export_fetch", args=[asked.definition_id, export.pk]))

    assert (waiting.headers["Refresh"], b"<progress" in waiting.content) == ("3", True)
    assert "Refresh" not in ready.headers
    assert b"".join(fetched.streaming_content)[:2] == b"PK"
    assert 'filename="asked-' in fetched.headers["Content-Disposition"]
    assert [each.by for each in export.downloads.all()] == [handler]


def test_another_person_does_not_fetch_it_and_expired_files_are_gone(asked, handler, helmi):
    give(asked, **GIVEN)
    export = asked_for(asked, handler)
    written(export)
    other = make_user("ida", roles=())
    appoint(asked.definition, user=other)
    url = reverse("answers:export_fetch", args=[asked.definition_id, export.pk])

    assert browser(other).get(url).status_code == 404
    Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert helmi.get(url).status_code == 302
    assert exporting.remove(exporting.expired(timezone.now())) == 1
    assert not private().exists(export.file)


def test_a_file_removed_while_it_was_written_is_not_kept(asked, handler, monkeypatch):
    give(asked, **GIVEN)
    export = asked_for(asked, handler)
    keep = exporting._keep

    def removed_first(current, *args, **more):
        exporting.remove(Export.objects.all())
        keep(current, *args, **more)

    monkeypatch.setattr(exporting, "_keep", removed_first)
    exporting.write(export)
    export.refresh_from_db()

    assert (export.state, export.file) == (Export.State.GONE, "")


def test_writing_twice_makes_one_file(asked, handler):
    give(asked, **GIVEN)
    export = asked_for(asked, handler)
    written(export)
    export.refresh_from_db()

    assert written(export)
    assert len(private().listdir("exports")[1]) == 1


@pytest.mark.parametrize(("kind", "counts"), [("xlsx", (1_000, 8_000)), ("csv", (1_000, 4_000))])
def test_memory_stays_steady_however_many_answers(asked, handler, kind, counts):
    given = give(asked, **GIVEN)
    peaks = []
    for count in counts:
        more = count - Submission.objects.count()
        Submission.objects.bulk_create(
            Submission(
                version=asked,
                definition_id=asked.definition_id,
                text_id=given.text_id,
                language="sv",
                answers=GIVEN,
            )
            for _each in range(more)
        )
        export = asked_for(asked, handler, kind=kind)
        tracemalloc.start()
        exporting.write(export)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        export.refresh_from_db()
        assert export.done == count

    assert peaks[1] < peaks[0] * 1.3 + 1_000_000, peaks


def test_an_erased_answer_takes_a_file_along_that_is_being_written_at_that_moment(asked):
    """Whoever removes files waits for the job that is just telling where its file lies."""
    asked_for(asked, make_user("helmi", roles=("survey_handler",)))

    with CaptureQueriesContext(connection) as said:
        exporting.remove(Export.objects.all())

    assert "FOR UPDATE" in next(
        each["sql"] for each in said if 'FROM "forms_export"' in each["sql"]
    )
