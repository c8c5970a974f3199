"""A service that asks several parties, as files: read, written back the same, played, and wrong names are found."""

import json

import pytest
from django.core.management import call_command

from cases.models import Programme
from programmes.actions.exporting import bundle_of
from programmes.actions.importing import import_bundle
from programmes.bundle import Bundle, bundle_from
from programmes.problems import problems
from tests.factories.asking_files import asking_files

pytestmark = pytest.mark.django_db


def bundle(**changed: tuple[str, str]) -> Bundle:
    """The service, read, with words replaced."""
    files = asking_files()
    for part, (before, after) in changed.items():
        name = next(each for each in files if each.endswith(f"{part}.yaml"))
        assert before in files[name]
        files[name] = files[name].replace(before, after, 1)
    return bundle_from({name: text.encode() for name, text in files.items()})


def test_what_was_imported_is_exported_as_it_was():
    read = bundle()

    import_bundle(read)

    written = bundle_of(Programme.objects.get(slug="small"))
    assert (written.workflow, written.stories) == (read.workflow, read.stories)


def test_its_story_is_played_with_everybody_who_is_asked(capsys):
    import_bundle(bundle())

    call_command("play", "small", "several", "--json")

    played = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (played.get("failed"), played["outcome"]) == (None, "done")


@pytest.mark.parametrize(
    ("part", "before", "after", "said"),
    [
        ("several", "step: poll, of", "step: pool, of", "pool"),
        ("several", "person: bo", "person: nobody", "nobody"),
        ("workflow", "may_ask: [partners]", "may_ask: [strangers]", "strangers"),
        ("workflow", "poll.way.no_thanks", "poll.way", "poll.way"),
    ],
)
def test_a_name_that_means_nothing_is_a_problem_with_its_place(part, before, after, said):
    found = problems(bundle(**{part: (before, after)}))

    assert [said in str(problem) for problem in found] == [True]
