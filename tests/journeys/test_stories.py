"""The shipped stories, played on the real engine: every rule that a person meets is met here, day by day."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction

from cases.models import Programme
from programmes.bundle import SHIPPED
from programmes.playing.finding import find
from programmes.playing.play import Playing

SOCIAL = "social_rehabilitering"
STORIES = sorted(path.stem for path in (SHIPPED / SOCIAL / "stories").glob("*.yaml"))


@pytest.fixture(scope="module")
def service(django_db_setup, django_db_blocker) -> Iterator[Programme]:
    """The service, imported once for all stories and taken away afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("import_programme", str(SHIPPED / SOCIAL), verbosity=0)
        yield Programme.objects.get(slug=SOCIAL)
        transaction.set_rollback(True)


@pytest.mark.parametrize("story", STORIES)
def test_the_story_goes_as_it_says(service, db, story):
    playing = Playing(*find(SOCIAL, story))

    playing.play()

    assert len(playing.played) == len(playing.story.steps)
