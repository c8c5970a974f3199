"""The journal: written, signed, corrected; never changed after it was signed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions import journal
from cases.actions.events import start_event
from cases.actions.tasks import take_task
from cases.models import JournalEntry
from cases.refusals import AnswersRefused, CaseIsClosed, EntryIsSigned, NotForYou
from tests.factories.cases import end, flow, make_case, make_programme, make_worker, open_task, task
from workflows import document as doc

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    stop = doc.Event("stop", roles=("worker",), blocks=(end("off", "stopped"),))
    programme = make_programme(flow(task("first"), events=(stop,)))
    worker = make_worker(programme, "alva")
    case = make_case(programme, by=worker)
    take_task(open_task(case, "first"), worker)
    return case, worker


def test_a_note_is_written_by_the_team_and_may_be_changed_until_it_is_signed(place):
    case, worker = place

    note = journal.write_note(case, by=worker, text=" Ringde. \x00")
    journal.rewrite(note, by=worker, text="Ringde igen.")
    journal.sign(note, by=worker)
    with pytest.raises(EntryIsSigned):
        journal.rewrite(note, by=worker, text="Något annat.")

    note.refresh_from_db()
    assert (note.text, note.signed_at is not None) == ("Ringde igen.", True)


def test_a_correction_stands_beside_what_it_corrects(place):
    case, worker = place
    note = journal.sign(journal.write_note(case, by=worker, text="Kom."), by=worker)

    correction = journal.correct(note, by=worker, text="Kom inte.")

    note.refresh_from_db()
    assert note.text == "Kom."
    assert list(note.corrections.all()) == [correction]


def test_nobody_outside_the_team_writes_and_nobody_changes_anothers_words(place):
    case, worker = place
    stranger = make_worker(case.programme, "bo")
    note = journal.write_note(case, by=worker, text="Mitt.")

    for act in (
        lambda: journal.write_note(case, by=stranger, text="Hej"),
        lambda: journal.rewrite(note, by=stranger, text="Ditt."),
        lambda: journal.sign(note, by=stranger),
        lambda: journal.correct(note, by=stranger, text="Ditt."),
    ):
        with pytest.raises(NotForYou):
            act()

    assert case.journal.exclude(kind="trace").count() == 1


def test_a_trace_is_neither_changed_nor_signed_nor_corrected(place):
    case, worker = place
    trace = case.journal.filter(kind="trace", author=worker).first()

    with pytest.raises(NotForYou):
        journal.rewrite(trace, by=worker, text="Ny")
    with pytest.raises(NotForYou):
        journal.sign(trace, by=worker)
    with pytest.raises(NotForYou):
        journal.correct(trace, by=worker, text="Ny")


def test_a_meeting_that_became_a_call_is_no_absence(place):
    case, worker = place

    entry = journal.write_contact(
        case, by=worker, contact="meeting", attendance="replaced_by_phone"
    )

    assert entry.get_attendance_display() != JournalEntry.Attendance.NO_SHOW.label
    assert entry.kind == JournalEntry.Kind.CONTACT


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"contact": "pigeon"}, "contact"),
        ({"contact": "phone", "attendance": "asleep"}, "attendance"),
        ({"contact": "phone", "happened_at": timezone.now() + timedelta(days=2)}, "happened_at"),
    ],
)
def test_a_contact_that_cannot_be_is_refused_at_its_field(place, words, field):
    case, worker = place

    with pytest.raises(AnswersRefused) as refused:
        journal.write_contact(case, by=worker, **words)

    assert list(refused.value.errors) == [field]


def test_a_closed_case_takes_no_notes_but_can_still_be_signed(place):
    case, worker = place
    note = journal.write_note(case, by=worker, text="Sist.")
    start_event(case, "stop", worker, {})

    with pytest.raises(CaseIsClosed):
        journal.write_note(case, by=worker, text="För sent.")

    assert journal.sign(note, by=worker).signed_at is not None
