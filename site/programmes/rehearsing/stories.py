"""Stories of a service, kept from a dry run and played again when the service changes."""

from dataclasses import dataclass
from time import monotonic

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cases.models import Programme
from programmes.models import Story
from programmes.playing.play import ExpectationFailed, Playing, TakesTooLong
from programmes.reading import BrokenBundle, read
from programmes.rehearsing.moves import Moves, story_of
from programmes.rehearsing.replaying import MOST_HOPS, Replay
from programmes.rehearsing.stage import rehearsal
from programmes.shapes.shaping import shape
from programmes.shapes.story import StoryShape
from programmes.writing import write
from workflows.models import WorkflowDefinition
from workflows.publishing import Saying

SECONDS = 20  # so long a page waits for stories


class NothingToSave(ValueError):
    """A story needs a name, at least one move and a programme that it belongs to."""


@dataclass(frozen=True, slots=True)
class Told:
    """How a story went.

    otherwise   where it went otherwise than it says; empty when it went as before
    """

    key: str
    title: str
    otherwise: str = ""
    played: bool = True


@transaction.atomic
def save_story(draft: WorkflowDefinition, run: Replay, moves: Moves, *, name: str) -> Story:
    """Keep the moves of a dry run, and what was so after each, as a story of the programme.

    errors   NothingToSave
    """
    programme = draft.programmes.order_by("pk").first()
    key = slugify(name).replace("-", "_")[:60].strip("_")
    if not key[:1].isalpha():
        key = f"story_{key}"[:60].strip("_")
    if programme is None or not name.strip() or not moves.steps:
        raise NothingToSave
    said = story_of(moves, name=name.strip()[:200], expected=run.expected)
    story, _new = Story.objects.update_or_create(
        programme=programme, key=key, defaults={"text": write(said.plain())}
    )
    return story


def stories_of(draft: WorkflowDefinition) -> list[Story]:
    """The stories of every programme that runs on a workflow."""
    return list(Story.objects.filter(programme__workflow=draft).order_by("programme", "key"))


def play_all(draft: WorkflowDefinition, *, seconds: float = SECONDS) -> list[Told]:
    """Play the stories on what is edited now, each from the beginning and for nothing.

    draft    without problems
    seconds  what has not begun by then is not played
    """
    found = stories_of(draft)
    if not found:
        return []
    until = monotonic() + seconds
    with rehearsal(draft) as programme:
        return [_told(story, programme, until) for story in found]


def otherwise(draft: WorkflowDefinition) -> list[Saying]:
    """Say which stories a draft leads another way than they tell, and where. One that was not played asks nothing."""
    found = []
    for each in play_all(draft):
        said = {"story": each.title, "where": each.otherwise}
        if each.otherwise:
            found.append(Saying(_("The story “%(story)s” goes otherwise. %(where)s") % said))
        elif not each.played:
            sentence = _("The story “%(story)s” was not played, it would take too long.") % said
            found.append(Saying(sentence, asks=False))
    return found


def _told(story: Story, programme: Programme, until: float) -> Told:
    try:
        said = shape(read(f"stories/{story.key}.yaml", story.text.encode()), StoryShape)
    except BrokenBundle:
        return Told(story.key, story.key, _("The story can no longer be read."))
    if monotonic() > until:
        return Told(story.key, said.title.sv, played=False)
    with transaction.atomic():
        otherwise = _played(Playing(programme, said, most_hops=MOST_HOPS))
        transaction.set_rollback(True)
    return Told(story.key, said.title.sv, otherwise)


def _played(playing: Playing) -> str:
    try:
        playing.play()
    except ExpectationFailed as failed:
        return str(failed)
    except TakesTooLong:
        return _("Something falls due nearly every day. Let less time pass.")
    return ""
