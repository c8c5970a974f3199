"""The language somebody works in: chosen while signed in, or on the way to signing in."""

from django.conf import settings
from django.http import HttpRequest

from accounts.models import User

CHOSEN_LANGUAGE = "chosen_language"  # in the session of somebody who has not signed in yet


def save_language(user: User, language: str) -> None:
    """Let it be the person's own from now on, in every browser."""
    user.language = language
    user.save(update_fields=["language"])


def take_over_chosen(user: User, request: HttpRequest) -> None:
    """What was chosen on the page of signing in goes before what was saved: it is the later choice."""
    language = request.session.pop(CHOSEN_LANGUAGE, "")
    if language in dict(settings.LANGUAGES) and language != user.language:
        save_language(user, language)
