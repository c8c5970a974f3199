"""Answers that were given stay with the version and the words they answered, whoever asks the database."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from forms.models import FormText, FormVersion, Submission
from forms.sent.submissions import record
from tests.factories.forms import make_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def given():
    return record(make_form("note"), answers={"note": "Hej"}, language="sv")


def other(name):
    """Something else of the same kind that the answers could be said to belong to."""
    version = make_form("other")
    return {"version": version, "text": version.words.get(), "language": "fi"}[name]


@pytest.mark.parametrize("name", ["version", "text", "language"])
def test_the_database_refuses_to_move_answers_to_other_questions(given, name):
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        Submission.objects.filter(pk=given.pk).update(**{name: other(name)})


def test_what_was_asked_cannot_be_deleted_while_answers_point_at_it(given):
    with pytest.raises(ProtectedError):
        FormVersion.objects.filter(pk=given.version_id).delete()
    with pytest.raises(ProtectedError):
        FormText.objects.filter(pk=given.text_id).delete()
    assert Submission.objects.get().text == given.text


def test_answers_may_be_corrected_in_place(given):
    Submission.objects.filter(pk=given.pk).update(answers={"note": "Hej hej"})

    assert Submission.objects.get().answers == {"note": "Hej hej"}
