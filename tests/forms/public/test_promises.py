"""What every page of a form promises: why it asks, by what right, and as long as one needs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forms.models import FormDraft
from forms.patterns import fits, is_sound
from forms.public import bots
from tests.forms.public.conftest import Person, open_form, seen_before

pytestmark = pytest.mark.django_db
WHY, RIGHT = "Vi frågar för att kunna hjälpa.", "Vi har rätt att fråga enligt lagen."


def test_why_it_is_asked_and_by_what_right_stand_on_the_form_the_check_and_the_paper():
    open_form(texts={"form.purpose": WHY, "form.basis": RIGHT})
    person = Person("/sv/forms/wish/")
    person.post({"name": "Aino"})

    for page in ("", "check/", "blank/"):
        said = person.get(page).content.decode()
        assert WHY in said, page
        assert RIGHT in said, page


def test_nobody_is_hurried_a_form_opened_weeks_ago_is_sent_as_it_is():
    open_form()
    person = Person("/sv/forms/wish/")
    long_ago = seen_before(60 * 24 * 3600)
    person.post({"name": "Aino", "_shown": long_ago})
    FormDraft.objects.update(saved_at=timezone.now() - timedelta(days=60))

    assert bots.complaint({"_shown": [long_ago]}, bots.seen_at({"_shown": [long_ago]})) == ""
    assert person.send().url.endswith("/receipt/")


@pytest.mark.parametrize(
    "pattern", [r"re2:(?=a)b", r"re2:(a)\1", "re2:(?<!a)b", "re2:[", "unheard_of"]
)
def test_a_pattern_that_could_run_away_or_cannot_be_read_is_none(pattern):
    """Looking around and back is what makes other engines run for ever; nested repetitions alone do no harm."""
    assert not is_sound(pattern)
    assert not fits(pattern, "ab")
    assert not fits("re2:(a+)+", "a" * 5_000 + "b")
    assert fits("re2:(a+)+", "a" * 5_000)
