"""The shipped stories, played on the real engine: every rule that a person meets is met here, day by day."""

import pytest

from programmes.bundle import SHIPPED
from programmes.playing.finding import find
from programmes.playing.play import Playing
from tests.journeys.conftest import SOCIAL

STORIES = sorted(path.stem for path in (SHIPPED / SOCIAL / "stories").glob("*.yaml"))


@pytest.mark.parametrize("story", STORIES)
def test_the_story_goes_as_it_says(service, db, story):
    playing = Playing(*find(SOCIAL, story))

    playing.play()

    assert len(playing.played) == len(playing.story.steps)
