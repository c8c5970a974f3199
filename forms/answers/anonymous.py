"""Anonymous surveys: rounds, links that belong to nobody, and answers that lead to nobody.

What is promised, how, and what it does not protect against: `site/docs/anonymous-surveys.md`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.answers.telling import telling_in
from forms.models import (
    AnonymousAnswer,
    Campaign,
    CampaignGroup,
    FormDefinition,
    FormVersion,
    Ticket,
)
from forms.models.keeping import SMALLEST_GROUP
from forms.sent.tokens import new_token, token_hash

MOST_LINKS = 2_000  # of a group
# So many answers change places whenever one comes in; more of them are a crowd by themselves.
SHUFFLED = 1_000


class Refused(Exception):
    """An answer, or a round, that cannot be taken; the text is the sentence for the person."""


class AlreadyAnswered(Refused):
    """The link was used before."""


class RoundClosed(Refused):
    """The last day to answer has passed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A group of a new round.

    links, on_paper   how many are asked with a link, and how many on paper
    """

    name: str
    links: int
    on_paper: int = 0


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group as the round shows it; None is not said."""

    name: str
    sent: int | None
    answered: int | None


@dataclass(frozen=True, slots=True)
class _Counted:
    """One group as it is counted now, before anything is left out."""

    name: str
    sent: int
    answered: int

    @property
    def is_small(self) -> bool:
        return min(self.sent, self.answered) < SMALLEST_GROUP


@transaction.atomic
def begin(
    definition: FormDefinition,
    *,
    title: str,
    closes_on: date,
    groups: Sequence[Asked],
    by: Any,
) -> tuple[Campaign, dict[str, list[str]]]:
    """Begin a round and make its links.

    returns   the round, and {group: tokens}: shown now or never, because only their hashes are kept
    errors    Refused
    """
    version = definition.latest_version()
    if not definition.anonymous or version is None:
        raise Refused(_("Only a published form that is anonymous has survey rounds."))
    if problem := problem_of(version):
        raise Refused(problem)
    campaign = Campaign.objects.create(
        definition=definition, version=version, title=title, closes_on=closes_on, begun_by=by
    )
    return campaign, {asked.name: _invite(campaign, asked) for asked in groups}


def problem_of(version: FormVersion) -> str:
    """Why nobody can be asked anonymously with a form; "" when they can."""
    telling = telling_in(version.document())
    if not telling:
        return ""
    sentence = _("The form asks who somebody is (%(keys)s). Remove that before you ask anybody.")
    return sentence % {"keys": ", ".join(telling)}


@transaction.atomic
def invite(group: CampaignGroup) -> str:
    """Make one more link for a group. The token is shown now or never, and belongs to nobody."""
    token = new_token()
    Ticket.objects.create(token_hash=token_hash(token), group=group)
    return token


def ticket_of(token: str) -> Ticket | None:
    """The right to answer that a token stands for. Looking spends nothing."""
    found = Ticket.objects.select_related("group__campaign__version", "group__campaign__definition")
    return found.filter(token_hash=token_hash(token)).first()


@transaction.atomic
def record(
    group: CampaignGroup, *, answers: Mapping[str, Any], ticket: Ticket | None = None
) -> None:
    """Keep an answer, and nothing that leads to whose it is.

    answers   as `forms.asking.checking` returned them
    ticket    spent by this; None for an answer typed in from paper
    errors    AlreadyAnswered · RoundClosed; nothing is kept then
    """
    campaign = Campaign.objects.select_for_update().get(pk=group.campaign_id)
    if is_closed(campaign):
        raise RoundClosed(_("The last day to answer has passed, so no answer was sent."))
    if ticket is not None:
        _spend(campaign, ticket)
    AnonymousAnswer.objects.create(campaign=campaign, answers=dict(answers))
    _count(campaign, group)
    shuffle(campaign)


def is_closed(campaign: Campaign, *, on: date | None = None) -> bool:
    return campaign.closed_on is not None or campaign.closes_on < (on or timezone.localdate())


def close(campaign: Campaign) -> None:
    """End a round before its last day; its figures can then be read."""
    Campaign.objects.filter(pk=campaign.pk, closed_on=None).update(closed_on=timezone.localdate())


def tell_counts() -> None:
    """Let every round that is open say how many have answered until now. Done at night, when nobody watches.

    Every group is written anew, whether or not anybody has answered it.
    """
    CampaignGroup.objects.filter(campaign__closed_on=None).update(told=F("answered"))


def group_rows(campaign: Campaign) -> tuple[list[GroupRow], GroupRow]:
    """The groups as they may be shown, and all of them together.

    While the round is open they are as they were last night: whoever looks twice a day learns nothing in between.
    A group of which fewer than five were asked or have answered is not shown, and no group can be found by
    subtracting the others: with it the next smallest is left out too, or else the sum.
    """
    links = CampaignGroup.objects.annotate(links=Count("tickets")).order_by("pk")
    over = is_closed(campaign)
    groups = [
        _Counted(
            group.name,
            group.links + group.on_paper + group.handed,
            group.answered if over else group.told,
        )
        for group in links.filter(campaign=campaign)
    ]
    small = [group for group in groups if group.is_small]
    rest = sorted((g for g in groups if not g.is_small), key=lambda each: each.answered)
    while small and rest and not _can_hide(small):
        small.append(rest.pop(0))
    hidden = {group.name for group in small}  # no two of a round have the same name
    rows = [
        GroupRow(group.name, None, None)
        if group.name in hidden
        else GroupRow(group.name, group.sent, group.answered)
        for group in groups
    ]
    total = sum(group.answered for group in groups)
    tells = total < SMALLEST_GROUP or (bool(small) and not _can_hide(small))
    name = str(gettext_lazy("All"))
    whole = sum(group.sent for group in groups)
    return rows, GroupRow(
        name, whole if whole >= SMALLEST_GROUP else None, None if tells else total
    )


def _can_hide(small: Sequence[_Counted]) -> bool:
    """Whether groups that are left out say nothing about each other through the sum of all."""
    answered = sum(group.answered for group in small)
    asked = sum(group.sent for group in small)
    return len(small) > 1 and min(answered, asked) >= SMALLEST_GROUP


def _invite(campaign: Campaign, asked: Asked) -> list[str]:
    group = CampaignGroup.objects.create(
        campaign=campaign, name=asked.name, on_paper=asked.on_paper
    )
    tokens = [new_token() for _each in range(min(asked.links, MOST_LINKS))]
    Ticket.objects.bulk_create(
        Ticket(token_hash=hashed, group=group)
        for hashed in sorted(token_hash(token) for token in tokens)
    )
    return tokens


def _spend(campaign: Campaign, ticket: Ticket) -> None:
    """Spend one ticket by rewriting all of the round in one statement: neither their transaction nor their place
    in the file tells which one it was.
    """
    tickets = Ticket._meta.db_table
    groups = CampaignGroup._meta.db_table
    if not Ticket.objects.filter(pk=ticket.pk, spent=False).exists():
        raise AlreadyAnswered(_("This link has been used, so the answers were sent before."))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {tickets} SET spent = spent OR token_hash = %s WHERE group_id IN "  # noqa: S608  names of our own
            f"(SELECT id FROM {groups} WHERE campaign_id = %s)",
            [ticket.pk, campaign.pk],
        )


def _count(campaign: Campaign, group: CampaignGroup) -> None:
    """One more answer of a group, all groups of the round written at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {CampaignGroup._meta.db_table} SET answered = answered + (id = %s)::int "  # noqa: S608  name of our own
            "WHERE campaign_id = %s",
            [group.pk, campaign.pk],
        )


def shuffle(campaign: Campaign) -> None:
    """Write the answers of a round anew, in random order and under new names: none is the last one any more."""
    table = AnonymousAnswer._meta.db_table
    if campaign.answers.count() > SHUFFLED:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH moved AS (DELETE FROM {table} WHERE campaign_id = %s RETURNING campaign_id, answers) "  # noqa: S608  names of our own
            f"INSERT INTO {table} (id, campaign_id, answers) "
            "SELECT gen_random_uuid(), campaign_id, answers FROM moved ORDER BY random()",
            [campaign.pk],
        )
