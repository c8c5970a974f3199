"""How forms name the person that scores are about: the same person in every case, form version and way in."""

from cases.models import Case
from cases.reading import ABOUT

PERSON = "participant:"


def person(participant: int | None) -> str:
    """The name under which a participant's scores are kept; "" for a case about nobody."""
    return f"{PERSON}{participant}" if participant else ""


def person_of(about: str) -> str:
    """Whom answers are about that say which case they belong to (`case:7`, `case:7/…`); "" when nobody is known."""
    mark = about.removeprefix(ABOUT).partition("/")[0]
    if not about.startswith(ABOUT) or not (mark.isascii() and mark.isdecimal()):
        return ""
    return person(Case.objects.filter(pk=mark).values_list("participant", flat=True).first())
