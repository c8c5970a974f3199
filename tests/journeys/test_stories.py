"""The shipped stories, played on the real engine: every rule that a person meets is met here, day by day."""

import pytest
from django.core.management import call_command

from programmes.bundle import SHIPPED
from programmes.playing.finding import find
from programmes.playing.play import Playing
from tests.journeys.conftest import SOCIAL

STORIES = sorted(
    (folder.parent.name, folder_story.stem)
    for folder in SHIPPED.glob("*/stories")
    for folder_story in folder.glob("*.yaml")
)
OWN = [story for service, story in STORIES if service == SOCIAL]
OTHERS = [story for story in STORIES if story[0] != SOCIAL]


def goes_as_it_says(service: str, story: str) -> None:
    playing = Playing(*find(service, story))

    playing.play()

    assert len(playing.played) == len(playing.story.steps)


@pytest.mark.parametrize("story", OWN)
def test_the_story_goes_as_it_says(service, db, story):
    goes_as_it_says(SOCIAL, story)


@pytest.mark.parametrize(("slug", "story"), OTHERS)
def test_a_story_of_another_service_goes_as_it_says(db, slug, story):
    call_command("import_programme", str(SHIPPED / slug), verbosity=0)

    goes_as_it_says(slug, story)


def test_every_service_has_a_story_from_entry_to_after_closing():
    assert {service for service, _story in STORIES} == {
        path.name for path in SHIPPED.iterdir() if (path / "programme.yaml").exists()
    }
