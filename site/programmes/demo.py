"""A workspace with life in it: invented people of every role, one whole path and cases on their way."""

from collections.abc import Callable, Iterator

from django.db import transaction

from accounts.models import User
from accounts.roles import ROLE_BY_KEY
from cases.models import Case, Programme
from programmes.actions.importing import import_bundle
from programmes.bundle import SHIPPED, read_folder
from programmes.playing.cast import Cast
from programmes.playing.finding import find
from programmes.playing.play import Played, Playing

SERVICE = "social_rehabilitering"
PATH = "marja"
ON_THEIR_WAY = ("elina", "artzi", "tauno", "kimmo", "karima")
PASSWORD = "ett steg i taget"  # noqa: S105  printed on purpose: nobody real is behind these accounts
TITLES = {
    "intake": "Mottagning",
    "contact_person": "Socialarbetare, egen kontaktperson",
    "counsellor": "Socialhandledare",
    "communication": "Kommunikatör",
    "administrator": "Administratör",
    "decision_maker": "Beslutsfattare",
    "manager": "Chef",
    "group_leader": "Gruppledare",
    "partner": "Vuxensocialarbetet",
    "survey_handler": "Tar emot svar på papper",
    "funder": "Finansiär",
}

Tell = Callable[[Playing], Callable[[Played], None]]


def import_service() -> Programme:
    """Import the shipped service, unless it is there already."""
    import_bundle(read_folder(SHIPPED / SERVICE))
    return Programme.objects.get(slug=SERVICE)


def make_people(programme: Programme) -> Iterator[tuple[User, str]]:
    """Give every role somebody who can sign in with the demo password.

    returns   each person, and what the person does
    """
    cast = Cast(programme, find(SERVICE, PATH)[1])
    for key in (*cast.roles, *(role for role in ROLE_BY_KEY if role not in cast.roles)):
        person = cast.person(key)
        person.title = TITLES.get(key, "")
        person.set_password(PASSWORD)
        person.save()
        yield person, person.title


def play_the_path(tell: Tell) -> Playing:
    """Play the whole path and tell it; when it has been played before, only tell it again."""
    playing = _playing(PATH)
    playing.tell = tell(playing)
    with transaction.atomic():
        again = _has_been_played(playing)
        playing.play()
        transaction.set_rollback(again)
    return playing


def play_the_others() -> list[Case]:
    """Leave cases on their way, each once."""
    begun = []
    for key in ON_THEIR_WAY:
        playing = _playing(key)
        if _has_been_played(playing):
            continue
        with transaction.atomic():
            playing.play()
        if playing.case:
            begun.append(playing.case)
    return begun


def _playing(key: str) -> Playing:
    return Playing(*find(SERVICE, key))


def _has_been_played(playing: Playing) -> bool:
    who = playing.story.participant
    return Case.objects.filter(
        programme=playing.programme,
        participant__given_name=who.given_name,
        participant__family_name=who.family_name,
    ).exists()
