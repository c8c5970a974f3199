"""What is owed in the cases somebody works with: what comes next, and what is late."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from accounts.absences import hands_of
from accounts.models import User
from cases import daywords
from cases.models import Obligation, TeamMember
from cases.queries.words import Words, version_of_case

AHEAD = timedelta(days=60)
READ_AT_MOST = 100
OWED = (Obligation.State.COMING, Obligation.State.OPEN, Obligation.State.OVERDUE)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One dated line in the margin."""

    title: str
    url: str = ""
    line: str = ""
    text: str = ""


def owed_to(user: User, *, today: date) -> list[Any]:
    """Fetch what somebody's cases owe by now or within two months, each with the `version` that words it."""
    mine = TeamMember.objects.filter(user__in=hands_of(user), until=None).values("case")
    owed = Obligation.objects.filter(
        case__in=mine, case__closed_at=None, held=False, state__in=OWED, due_on__lte=today + AHEAD
    )
    fetched = owed.select_related("case__participant").annotate(version=version_of_case("case"))
    return list(fetched.order_by("due_on", "pk")[:READ_AT_MOST])


def late(owed: list[Any], *, shown: Collection[int], today: date) -> list[Any]:
    """Keep what is late and not among the tasks on the page: nobody can do it by opening a task of theirs.

    shown  primary keys of the tasks on the page
    """
    return [each for each in owed if each.due_on < today and each.task_id not in shown]


def coming(owed: list[Any], *, today: date) -> list[Any]:
    """Keep what is not late."""
    return [each for each in owed if each.held or each.due_on >= today]


def note_rows(owed: list[Any], words: Mapping[int, Words], *, today: date) -> list[NoteRow]:
    """Put what is owed into the reader's words."""
    return [
        NoteRow(
            title=each.case.name,
            url=reverse("cases:case", args=[each.case_id]),
            line=words[each.version].obligation(each.key),
            text=daywords.capitalised(daywords.due(each.due_on, today=today)),
        )
        for each in owed
    ]
