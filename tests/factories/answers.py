"""Answers for tests: given to published forms, and people who read them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.models import Case, CaseTask
from forms.models import FormDefinition, FormReader, FormVersion, Submission
from forms.sent.submissions import record
from tests.factories.accounts import make_user

ASKED: Mapping[str, Any] = {
    "name": "text",
    "mood": {"kind": "choice", "choices": ("good", "fair", "bad")},
    "came": "yes_no",
    "secret": {"kind": "text", "sensitive": True},
    "staff_note": {"kind": "text", "sees": ("counsellor",)},
}


def give(
    version: FormVersion, *, days_ago: float = 0, by: Any = None, **answers: Any
) -> Submission:
    """Somebody answers a form, some days ago."""
    came = {name: answers.pop(name) for name in ("channel", "about", "language") if name in answers}
    language = came.pop("language", "sv")
    submission = record(version, answers=answers, language=language, by=by, **came)
    if days_ago:
        then = timezone.now() - timedelta(days=days_ago)
        Submission.objects.filter(pk=submission.pk).update(submitted_at=then)
        submission.refresh_from_db()
    return submission


def put_in_case(submission: Submission, case: Case) -> Submission:
    """The submission was handed in with a task of a case."""
    task = CaseTask.objects.filter(case=case, submission=None).first()
    assert task is not None
    CaseTask.objects.filter(pk=task.pk).update(submission=submission)
    return submission


def make_handler(username: str = "helmi") -> Any:
    """A survey handler: reads answers that belong to no case, runs surveys, works with nobody."""
    return make_user(username, roles=("survey_handler",))


def appoint(definition: FormDefinition, *, sensitive: bool = False, **whom: Any) -> FormReader:
    """Appoint a person (`user`) or everybody in a role (`role`) to read the answers to a form."""
    return FormReader.objects.create(definition=definition, sensitive=sensitive, **whom)
