"""A day chosen in the admin comes true by itself."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from stegvis.publishing import publish_scheduled
from tests.factories.forms import make_definition


@pytest.mark.django_db
def test_a_draft_is_published_when_its_day_has_come():
    definition = make_definition("notification", {"name": "text"})
    revision = definition.save_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()

    publish_scheduled.call()
    publish_scheduled.call()

    definition.refresh_from_db()
    assert definition.live
    assert definition.versions.count() == 1


def test_the_worker_looks_at_the_clock_for_it():
    assert "stegvis.publishing.publish_scheduled" in dict(map(reversed, settings.PERIODIC_JOBS))
