"""What waits for somebody's yes or no: for my day, for the page of a case, and for the page where one answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from accounts.roles import people_who_may
from cases import access, daywords, places
from cases.candidates import people_for
from cases.facts import Facts
from cases.models import Proposal
from cases.queries.case_head import CaseHead
from cases.queries.owed import NoteRow
from cases.queries.words import Words, version_of_case, words_of
from cases.rights import roles_of_case
from workflows.document import Role
from workflows.effects import Transfer

AT_MOST = 20


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One question to others, as its page shows it."""

    title: str
    lead: str
    reason: str
    asked: str
    answers: Sequence[tuple[str, str, str]]  # who, what they said, why
    waits_for: str
    person: str  # empty for those who do not see the case
    programme: str
    state: str


def asked_of(user: User) -> list[NoteRow]:
    """What waits for somebody's answer, the oldest first; two queries however many they are."""
    found = access.proposals_asked_of(user).select_related("case__programme", "asked_by")
    rows = list(found.annotate(version=version_of_case("case")).order_by("asked_at")[:AT_MOST])
    words = words_of(row.version for row in rows)
    return [_row(row, words.get(row.version, Words.empty())) for row in rows]


def of_case(head: CaseHead) -> list[NoteRow]:
    """What is asked in a case and not answered yet."""
    rows = head.case.proposals.filter(state=Proposal.State.OPEN).select_related(
        "to_user", "to_unit", "asked_by", "case__programme"
    )
    rows = rows.prefetch_related("answers")
    return [
        NoteRow(
            title=title_of(row, head.words),
            url=reverse("cases:proposal", args=[row.pk]),
            text=waits_for(row, head.words),
        )
        for row in rows
    ]


def page_of(row: Proposal, words: Words, *, sees_case: bool) -> ProposalPage:
    """Put one question and its answers into the reader's words."""
    said = [
        (
            f"{each.by.display_name}, {words.role(each.role)}",
            _("approves") if each.agrees else _("does not approve"),
            each.reason,
        )
        for each in row.answers.select_related("by")
    ]
    return ProposalPage(
        title=title_of(row, words),
        lead=_lead(row, words),
        reason=row.reason,
        asked=_("%(name)s asks, %(day)s")
        % {"name": row.asked_by.display_name, "day": daywords.in_words(row.asked_at.date())},
        answers=said,
        waits_for=waits_for(row, words) if row.state == Proposal.State.OPEN else "",
        person=row.case.name if sees_case else "",
        programme=row.case.programme.title,
        state=row.state,
    )


def title_of(row: Proposal, words: Words) -> str:
    """What is asked, in few words."""
    if row.kind == Proposal.Kind.TRANSFER:
        return _("Take over: %(role)s") % {"role": words.role(row.role)}
    return words.event(row.event)


def waits_for(row: Proposal, words: Words) -> str:
    """Whose answer is waited for."""
    if row.kind == Proposal.Kind.TRANSFER:
        name = row.to_user.display_name if row.to_user else str(row.to_unit)
        return _("waits for an answer from %(name)s") % {"name": name}
    answered = {each.role for each in row.answers.all()}
    left = ", ".join(words.role(role) for role in row.roles if role not in answered)
    return _("waits for: %(roles)s") % {"roles": left}


def receivers(head: CaseHead, effect: Transfer, user: User) -> list[tuple[str, str]]:
    """Whom a role may be offered to: people who may hold one of the roles, then the other units that have such.

    returns  (`user-<key>` or `unit-<key>`, name)
    """
    facts = Facts(head.case)
    known = roles_of_case(head.case, head.words.document)
    roles = [role for role in known.values() if role.key in effect.roles]
    people = {each.pk: each for role in roles for each in people_for(facts, role)}
    people.pop(user.pk, None)
    units: dict[int, Unit] = {}
    for person in _in_other_units(head, roles):
        if person.unit and person.unit_id != head.case.unit_id:
            units.setdefault(person.unit.pk, person.unit)
    named = [(f"user-{pk}", each.display_name) for pk, each in people.items()]
    return named + [
        (f"unit-{pk}", _("The unit: %(name)s") % {"name": unit}) for pk, unit in units.items()
    ]


def _in_other_units(head: CaseHead, roles: Sequence[Role]) -> Iterator[User]:
    """People of the organisation, or of where a role says that its people work."""
    who = [each for role in roles if not role.is_placed for each in role.who]
    inside = people_who_may(who, organisation=head.case.unit.organisation_id)
    yield from inside.select_related("unit")
    for role in roles:
        if role.is_placed:
            yield from places.people_of(role).select_related("unit")


def _row(row: Any, words: Words) -> NoteRow:
    return NoteRow(
        title=title_of(row, words),
        url=reverse("cases:proposal", args=[row.pk]),
        line=row.case.programme.title,
        text=_("%(name)s asks") % {"name": row.asked_by.display_name},
    )


def _lead(row: Proposal, words: Words) -> str:
    if row.kind == Proposal.Kind.TRANSFER:
        return _(
            "Until you answer, everything stays as it is. If you take over, the open tasks follow."
        )
    return _("It happens when %(count)s of these approve: %(roles)s.") % {
        "count": row.enough,
        "roles": ", ".join(words.role(role) for role in row.roles),
    }
