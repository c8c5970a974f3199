"""Anonymous surveys asked in cases: links that nobody writes down, and answers that wait sealed for others.

Making a link stores nothing. An answer is locked up with all others of its round, and let out at night,
at least five at a time, in random order. `site/docs/anonymous-surveys.md` says what that protects against.
"""

import random
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from forms.answers.anonymous import (
    AlreadyAnswered,
    RoundClosed,
    is_closed,
    problem_of,
    shuffle,
)
from forms.answers.sealing import Waiting, seal, unseal
from forms.models import AnonymousAnswer, Campaign, CampaignGroup, FormDefinition, SealedBox
from forms.models.keeping import SMALLEST_GROUP

SALT = "forms.answers.handed"
# Bytes of the mark, characters of the signature: short enough to be written by hand.
MARK, SIGNED = 6, 20
NAME = CampaignGroup._meta.get_field("name").max_length
_random = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class Handed:
    """The right to answer once, as a link says it itself. No row of the database knows it."""

    group: CampaignGroup
    mark: str

    @property
    def spent(self) -> bool:
        return self.mark in _waiting(self.group.campaign).spent


def open_round(slug: str) -> Campaign | None:
    """The round in which a survey is asked now: the newest that is open."""
    open_now = Campaign.objects.filter(closed_on=None, closes_on__gte=timezone.localdate())
    of_survey = open_now.filter(definition__slug=slug, definition__anonymous=True)
    rounds = of_survey.select_related("definition", "version").order_by("-begun_on", "-pk")
    return next((each for each in rounds if not problem_of(each.version)), None)


@transaction.atomic(durable=True)
def hand_out(campaign: Campaign, *, group: str) -> str:
    """Count one more who is asked, and make a link. It is shown now or never, and stored nowhere.

    Never inside the transaction of a case: what is written here would share its number.
    errors   RoundClosed
    """
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if is_closed(locked):
        raise RoundClosed(_("The round is over, so nobody else can be asked in it."))
    asked, _new = CampaignGroup.objects.get_or_create(campaign=locked, name=group[:NAME])
    SealedBox.objects.get_or_create(campaign=locked, defaults={"sealed": seal(Waiting())})
    _add(locked, "handed", {asked.pk: 1})
    said = f"{asked.pk}-{secrets.token_hex(MARK)}"
    return f"{said}-{_sign(said, settings.SECRET_KEY)}"


def right_of(token: str) -> Handed | None:
    """The right to answer that a link says it gives; None for what we have not made. Looking spends nothing."""
    said, _dash, signature = token.rpartition("-")
    group, _dash, mark = said.partition("-")
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(constant_time_compare(signature, _sign(said, key)) for key in keys):
        return None
    found = CampaignGroup.objects.select_related("campaign__version", "campaign__definition")
    row = found.filter(pk=int(group)).first()
    return Handed(row, mark) if row else None


@transaction.atomic
def keep(group: CampaignGroup, *, answers: Mapping[str, Any], mark: str = "") -> None:
    """Lock an answer up with the others of its round. Every answer rewrites the whole box.

    mark     of the link; "" for an answer typed in from paper
    errors   AlreadyAnswered · RoundClosed; nothing is kept then
    """
    campaign = Campaign.objects.select_for_update().get(pk=group.campaign_id)
    if is_closed(campaign):
        raise RoundClosed(_("The last day to answer has passed, so no answer was sent."))
    waiting = _waiting(campaign)
    if mark in waiting.spent:
        raise AlreadyAnswered(_("This link has been used, so the answers were sent before."))
    waiting.spent |= {mark} - {""}
    waiting.held.append((group.pk, dict(answers)))
    _write(campaign, waiting)


@transaction.atomic
def release(campaign: Campaign) -> int:
    """Let waiting answers out among all others, in random order, when enough have come together.

    At least five at a time; when the round is over also the last ones, if all of them are five or more.
    The box is written anew in any case, so that a night without answers looks like every other.
    returns  how many came out
    """
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    waiting = _waiting(locked)
    given = len(waiting.held)
    before = locked.answers.count() if is_closed(locked) else 0
    let_out = given if given and given + before >= SMALLEST_GROUP else 0
    if let_out:
        _random.shuffle(waiting.held)
        AnonymousAnswer.objects.bulk_create(
            AnonymousAnswer(campaign=locked, answers=answers) for _group, answers in waiting.held
        )
        _add(locked, "answered", Counter(group for group, _answers in waiting.held))
        shuffle(locked)
        waiting.held = []
    _write(locked, waiting)
    return let_out


def release_all() -> int:
    """Let out what waits, round by round. May be done again at any time.

    returns  how many answers came out
    """
    rounds = Campaign.objects.filter(box__isnull=False, erased_on=None)
    return sum(release(each) for each in rounds.order_by("pk"))


def takes(definition: FormDefinition) -> str:
    """Why a form cannot be asked in cases as a survey; "" when it can."""
    version = definition.latest_version()
    if not definition.anonymous or version is None:
        return _("Only a published form that is anonymous has survey rounds.")
    return problem_of(version)


def _sign(said: str, key: str | bytes) -> str:
    """What only this site can write below a link; it holds no time."""
    return salted_hmac(SALT, said, secret=key, algorithm="sha256").hexdigest()[:SIGNED]


def _waiting(campaign: Campaign) -> Waiting:
    sealed = SealedBox.objects.filter(campaign=campaign).values_list("sealed", flat=True).first()
    return unseal(sealed or "")


def _write(campaign: Campaign, waiting: Waiting) -> None:
    SealedBox.objects.update_or_create(campaign=campaign, defaults={"sealed": seal(waiting)})


def _add(
    campaign: Campaign, name: Literal["handed", "answered"], counts: Mapping[int, int]
) -> None:
    """Count for some groups, all groups of the round written at once."""
    groups, numbers = list(counts), list(counts.values())
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {CampaignGroup._meta.db_table} AS g SET {name} = {name} + coalesce((SELECT n "  # noqa: S608  names of our own
            "FROM unnest(%s::bigint[], %s::int[]) AS more(id, n) WHERE more.id = g.id), 0) "
            "WHERE campaign_id = %s",
            [groups, numbers, campaign.pk],
        )
