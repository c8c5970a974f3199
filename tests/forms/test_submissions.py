"""Answers are kept with the very words that were answered."""

import pytest

from forms.models import FormText, FormVersion, Submission
from forms.sent.submissions import record
from forms.versions.publishing import fingerprint
from tests.factories.accounts import make_user
from tests.factories.forms import make_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> FormVersion:
    return make_form("talk", {"how": "text"})


def say(version: FormVersion, language: str, revision: int) -> FormText:
    """Other words for the same questions."""
    words = {"field.how.label": f"{language} {revision}"}
    return FormText.objects.create(
        version=version,
        language=language,
        revision=revision,
        texts=words,
        sha256=fingerprint(words),
        is_source=language == "sv",
    )


def test_answers_point_at_the_newest_words_of_their_language(version):
    say(version, "sv", 2)
    say(version, "fi", 1)
    newest = say(version, "fi", 2)

    kept = record(version, answers={"how": "hyvin"}, language="fi")

    assert kept.text_id == newest.pk
    assert kept.text_id == version.words_in("fi").pk


def test_a_language_without_words_points_at_the_newest_words_of_the_source(version):
    say(version, "fi", 7)
    newest = say(version, "sv", 2)

    kept = record(version, answers={"how": "well"}, language="en")

    assert (kept.text_id, kept.language) == (newest.pk, "en")
    assert kept.text_id == version.words_in("en").pk


def test_every_column_is_kept_as_it_was_given(version):
    answers = {"how": '100 % bra; "så" är det', "rows": [{"a": None, "b": 1.5}]}

    kept = record(version, answers=answers, language="sv", by=make_user("vera"))

    stored = Submission.objects.get(pk=kept.pk)
    for field in Submission._meta.concrete_fields:
        assert getattr(kept, field.attname) == getattr(stored, field.attname), field.name
