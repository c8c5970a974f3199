"""Publication by the clock: what has problems stays a draft and says why; everything else goes on."""

import logging
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone, translation
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from forms.models import FormVersion
from forms.versions.refusals import REFUSED
from tests.factories.forms import make_definition, question, section

pytestmark = pytest.mark.django_db


def scheduled(definition, minutes):
    """Leave a draft that was to be published some minutes ago."""
    revision = definition.save_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=minutes)
    revision.save()
    return definition


def test_a_draft_with_problems_stays_a_draft_and_the_others_are_published(caplog):
    broken = scheduled(make_definition("broken", section("main", question("a", "choice"))), 10)
    sound = scheduled(make_definition("sound", {"a": "text"}), 5)

    with caplog.at_level(logging.WARNING, "forms.versions.refusals"), translation.override("en"):
        call_command("publish_scheduled")

    broken.refresh_from_db()
    sound.refresh_from_db()
    assert (broken.live, sound.live) == (False, True)
    assert FormVersion.objects.get().definition == sound
    assert "“A” has nothing to choose from. Add choices." in caplog.text


def test_the_history_says_why_and_the_clock_does_not_try_again():
    broken = scheduled(make_definition("broken", section("main", question("a", "choice"))), 10)

    with translation.override("en"):
        call_command("publish_scheduled")
        call_command("publish_scheduled")

        entry = ModelLogEntry.objects.get(action=REFUSED, object_id=str(broken.pk))
        said = registry.get_formatter(entry).format_message(entry)
    assert said == ("Not published as scheduled: “A” has nothing to choose from. Add choices.")
