"""A workspace with life in it: invented people of every role, one whole path and cases on their way."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.role_table import ROLE_BY_KEY
from cases.models import Case, Programme
from forms.access import may_run_surveys
from forms.answers.anonymous import begin
from forms.models import FormDefinition
from programmes.actions.importing import import_bundle
from programmes.bundle import SHIPPED, read_folder
from programmes.library import bring_in
from programmes.playing.cast import Cast
from programmes.playing.finding import find
from programmes.playing.play import Played, Playing
from programmes.reading import read
from programmes.shapes.demo import DemoShape
from programmes.shapes.shaping import shape

PASSWORD = "ett steg i taget"  # noqa: S105  printed on purpose: nobody real is behind these accounts
CONTENT = SHIPPED / "demo.yaml"
Tell = Callable[[Playing], Callable[[Played], None]]


def content() -> DemoShape:
    """Read which service is shown, and which of its stories are played."""
    return shape(read(CONTENT.name, CONTENT.read_bytes()), DemoShape)


def import_services() -> Programme:
    """Import the library, the shown service and those beside it.

    returns   the service that is shown
    """
    bring_in()
    shown = content()
    for slug in shown.also:
        _import(slug)
    return _import(shown.programme)


def _import(slug: str) -> Programme:
    """Import a shipped service, unless these very files were imported before: later edits stay."""
    bundle = read_folder(SHIPPED / slug)
    there = Programme.objects.filter(slug=bundle.slug, fingerprint=bundle.fingerprint)
    if not there.exists():
        import_bundle(bundle)
    return Programme.objects.get(slug=bundle.slug)


def make_people(programme: Programme) -> Iterator[tuple[User, str]]:
    """Give every role somebody who can sign in with the demo password.

    returns   each person, and what the person does
    """
    shown = content()
    cast = Cast(programme, find(shown.programme, shown.path)[1])
    for key in (*cast.roles, *(role for role in ROLE_BY_KEY if role not in cast.roles)):
        person = cast.person(key)
        person.title = shown.titles.get(key, "")
        person.set_password(PASSWORD)
        person.save()
        yield person, person.title


def begin_surveys(programme: Programme, people: Iterable[User]) -> None:
    """Begin a round of each anonymous survey that has had none, so that cases have something to hand over."""
    handler = next(person for person in people if may_run_surveys(person))
    today = timezone.localdate()
    surveys = FormDefinition.objects.filter(
        owner=programme.slug, anonymous=True, live=True, campaigns=None
    )
    for survey in surveys.filter(locale__language_code=settings.LANGUAGE_CODE):
        last = date(today.year + 1, 12, 31)
        begin(survey, title=f"{today.year}–{last.year}", closes_on=last, groups=[], by=handler)


def play_the_path(tell: Tell) -> Playing:
    """Play the whole path and tell it; when it has been played before, only tell it again."""
    playing = _playing(content().path)
    playing.tell = tell(playing)
    with transaction.atomic():
        again = _has_been_played(playing)
        playing.play()
        transaction.set_rollback(again)
    return playing


def play_the_others() -> list[Case]:
    """Leave cases on their way, each once."""
    begun = []
    for key in content().on_their_way:
        playing = _playing(key)
        if _has_been_played(playing):
            continue
        with transaction.atomic():
            playing.play()
        if playing.case:
            begun.append(playing.case)
    return begun


def _playing(key: str) -> Playing:
    return Playing(*find(content().programme, key))


def _has_been_played(playing: Playing) -> bool:
    who = playing.story.participant
    return Case.objects.filter(
        programme=playing.programme,
        participant__given_name=who.given_name,
        participant__family_name=who.family_name,
    ).exists()
