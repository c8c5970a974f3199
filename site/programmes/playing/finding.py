"""Which programme and which story is meant: a folder, a programme that is imported, or one that is shipped."""

from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from cases.models import Programme
from programmes.actions.exporting import bundle_of
from programmes.actions.importing import import_bundle
from programmes.bundle import SHIPPED, Bundle, read_folder
from programmes.models import Story
from programmes.reading import read
from programmes.shapes.shaping import shape
from programmes.shapes.story import StoryShape


class NoSuchStory(LookupError):
    """There is no such programme, or no such story in it."""


def find(named: str, story: str) -> tuple[Programme, StoryShape]:
    """Find a programme and one of its stories; a folder, or a shipped programme, is imported for the play.

    A folder that says something else than the programme of the same name is kept apart from it, under a
    name of its own: running cases never notice that somebody plays.

    errors   NoSuchStory · BrokenBundle
    """
    folder = Path(named)
    if not folder.is_dir():
        programme = Programme.objects.filter(slug=named).first()
        if programme is not None:
            return programme, _stored_story(programme, story)
        folder = SHIPPED / named
    if not folder.is_dir():
        raise NoSuchStory(_("There is no folder and no programme “%(name)s”.") % {"name": named})
    bundle = read_folder(folder)
    if story not in bundle.stories:
        raise _unknown(story, list(bundle.stories))
    return _imported(bundle), bundle.stories[story]


def _stored_story(programme: Programme, key: str) -> StoryShape:
    stories = {story.key: story.text for story in Story.objects.filter(programme=programme)}
    if key not in stories:
        raise _unknown(key, list(stories))
    return shape(read(f"stories/{key}.yaml", stories[key].encode()), StoryShape)


def _imported(bundle: Bundle) -> Programme:
    there = Programme.objects.filter(slug=bundle.slug).first()
    if there is not None and _rules(bundle) == _rules(bundle_of(there)):
        return there
    apart = bundle if there is None else _apart(bundle)
    import_bundle(apart)
    return Programme.objects.get(slug=apart.slug)


def _rules(bundle: Bundle) -> dict[str, str]:
    """Everything but the stories: they change nothing for anybody."""
    return {name: text for name, text in bundle.files().items() if not name.startswith("stories/")}


def _apart(bundle: Bundle) -> Bundle:
    slug = f"{bundle.slug[:50]}_{bundle.fingerprint[:8]}"
    return replace(bundle, programme=bundle.programme.model_copy(update={"slug": slug}))


def _unknown(key: str, known: list[str]) -> NoSuchStory:
    return NoSuchStory(
        _("There is no story “%(key)s”. Known are: %(known)s.")
        % {"key": key, "known": ", ".join(known) or _("none")}
    )
