"""What counts as written, everywhere in the workspace."""

import pytest

from cases.actions import goals, journal, tasks
from cases.asking import DraftForm, ExtraTaskForm, NoteForm, ParticipantForm, ReasonForm
from cases.labels import called as words
from cases.models import Goal
from cases.refusals import AnswersRefused
from cases.typed import storable
from forms.blank import is_blank
from tests.factories.cases import make_case, make_programme, make_worker, open_task

UNSEEN = [
    "",
    "  \n",
    "\u200b\u200d",
    "\ufeff",
    "\u2060 \u00ad",
    "\u3164",
    "\u2800",
    "\u202e",
    "\u0301",
]


@pytest.mark.parametrize("text", UNSEEN)
def test_what_nobody_sees_is_blank(text):
    assert is_blank(text)
    assert storable(text) == ""


@pytest.mark.parametrize("text", ["a", "å", "🙂", "👩‍👧", "क्षि", ".", "e\u0301"])
def test_what_somebody_sees_is_kept_as_it_was_written(text):
    assert not is_blank(text)
    assert storable(f" {text} ") == text


@pytest.mark.parametrize(
    ("form", "field"),
    [(NoteForm, "title"), (NoteForm, "text"), (DraftForm, "text"), (ReasonForm, "reason")],
)
def test_a_form_of_the_workspace_asks_again_for_what_nobody_sees(form, field):
    assert field in form({field: "\u200b"}).errors


def test_an_extra_task_and_a_person_need_a_name_that_somebody_sees():
    assert "title" in ExtraTaskForm({"title": "\u200b\u2800"}, people=[]).errors
    assert "given_name" in ParticipantForm({"given_name": "\u3164"}, **called()).errors


@pytest.mark.django_db
def test_the_actions_refuse_it_too():
    programme = make_programme()
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    tasks.take_task(open_task(case, "first"), worker)

    for act in (
        lambda: tasks.add_extra_task(case, worker, title="\u200b", owner=worker),
        lambda: journal.write_note(case, by=worker, text="\u2060"),
        lambda: goals.add(case, by=worker, level=Goal.Level.MAIN, text="\u200b\u200b"),
    ):
        with pytest.raises(AnswersRefused):
            act()


def called() -> dict:
    """The words of a programme that has none of its own."""
    return {"called": words({})}
