"""Personal links: made, found, used once, withdrawn. The token itself is known to nobody but who was given it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forms.models import FormDefinition, FormDraft, FormLink, FormVersion
from forms.sent.tokens import new_token, token_hash

DAYS = 30


class Refused(Exception):
    """No personal link can be made for this form; the message says why."""


class Made(NamedTuple):
    """A new link, and its token: shown now or never."""

    link: FormLink
    token: str


def make(  # noqa: PLR0913  each says something else about the link
    definition: FormDefinition,
    *,
    about: str = "",
    by: Any = None,
    language: str = "",
    days: int = DAYS,
    facts: Mapping[str, Any] | None = None,
    version: FormVersion | None = None,
) -> Made:
    """Make a link for one person to answer one form once.

    about   what the answers are about, such as `case:7` or `case:7/task:12`; `withdraw` takes the beginning
    facts   what is known beforehand, for first answers and conditions
    errors  Refused when the form is anonymous: a link that knows whom it was made for would say who answered
    version the one that is asked, whatever is published later; it then takes answers until the link ends
    """
    if definition.source().anonymous:
        raise Refused(
            _("This form is anonymous. Ask it as a survey, so that nobody can see who answered.")
        )
    token = new_token()
    link = FormLink.objects.create(
        definition=definition.source(),
        token_hash=token_hash(token),
        about=about,
        language=language,
        facts=dict(facts or {}),
        version=version,
        made_by=by if by is not None and by.pk else None,
        expires_at=timezone.now() + timedelta(days=days),
    )
    return Made(link, token)


def find(token: str) -> FormLink | None:
    """The link that a token opens. Looking uses nothing up: mail programs look too."""
    return (
        FormLink.objects.select_related("definition", "version")
        .filter(token_hash=token_hash(token))
        .first()
    )


def refusal(link: FormLink) -> str:
    """Say why a link opens nothing any more; "" when it does."""
    if link.withdrawn_at:
        return _("This link has been withdrawn.")
    if link.spent_at:
        return _("The answers have already been sent with this link.")
    if link.is_expired:
        return _("This link was valid for a time that is over.")
    return ""


def refusal_of_form() -> str:
    """Say that a link leads to a form that is closed."""
    return _("This form takes no answers now.")


@transaction.atomic
def withdraw(*, about: str) -> int:
    """Close every open link about something, and forget what was typed with it. Returns how many."""
    if not about:
        return 0
    links = FormLink.objects.about(about).filter(spent_at=None, withdrawn_at=None)
    closed = list(links.select_for_update().values_list("pk", flat=True))
    if closed:
        FormDraft.objects.filter(link__in=closed).delete()
        FormLink.objects.filter(pk__in=closed).update(withdrawn_at=timezone.now(), facts={})
    return len(closed)


@transaction.atomic
def withdraw_one(pk: int, *, by: Any = None, about: str = "") -> bool:
    """Close one link for whoever made it, or one about something, and forget what was typed with it.

    by, about   one of them; without both nothing is closed
    """
    whose: dict[str, Any] = (
        {"made_by": by} if by is not None else {"about": about} if about else {"pk__in": []}
    )
    mine = FormLink.objects.filter(pk=pk, spent_at=None, withdrawn_at=None, **whose)
    if not mine.select_for_update().exists():
        return False
    FormDraft.objects.filter(link=pk).delete()
    mine.update(withdrawn_at=timezone.now(), facts={})
    return True
