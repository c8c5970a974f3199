"""Lists of cases: mine, my unit's, one programme's, one phase's, and what a search finds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.urls import reverse
from viewflow.workflow.status import STATUS

from accounts.absences import hands_of
from accounts.models import User
from cases import access, daywords
from cases.models import Case, CaseTask, Programme, TeamMember
from cases.queries.lists import Counted, Key, Page, counted, page_of
from cases.queries.words import Words, version_of_case, words_of

PAGE = 25
FOUND_AT_MOST = 50
ORDER = (Key("opened_at", descending=True), Key("pk", descending=True))
STATES = ("open", "paused", "closed")
NUMBER = re.compile(r"(?:(?P<year>[12]\d{3})-)?(?P<number>\d{1,9})", re.ASCII)
WAITING = (STATUS.NEW, STATUS.ASSIGNED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the reader narrowed the list."""

    whose: str = "mine"  # mine or unit
    state: str = "open"  # open, paused or closed
    programme: str = ""
    phase: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Wanted":
        """Read an address; what does not exist is as if it were not asked."""
        return cls(
            whose="unit" if asked.get("whose") == "unit" else "mine",
            state=asked["state"] if asked.get("state") in STATES else "open",
            programme=_key(asked.get("programme", "")),
            phase=_key(asked.get("phase", "")),
        )

    def address(self, **other: str) -> str:
        """Write the address of this list with something changed; first choices are left out."""
        first = Wanted()
        asked = {name: other.get(name, getattr(self, name)) for name in self.__slots__}
        kept = {name: value for name, value in asked.items() if value != getattr(first, name)}
        return reverse("cases:cases", query=kept)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list."""

    pk: int
    name: str
    url: str
    reference: str
    programme: str
    phase: str
    at: int
    of: int
    over: bool
    next_due: daywords.When | None
    opened: str
    outcome: str = ""
    paused: str = ""  # since which day
    participant: str = ""  # what the programme calls the person served


@dataclass(frozen=True, slots=True)
class CaseList:
    """One page of cases and the ways to narrow it."""

    rows: Sequence[CaseRow]
    mark: str
    count: Counted
    programmes: Sequence[Programme]
    phases: Sequence[tuple[str, str]]


def case_list(
    user: User, wanted: Wanted, *, today: date, mark: str = "", size: int = PAGE
) -> CaseList:
    """Fetch one page of the cases that somebody may see."""
    seen = access.cases_for(user)
    rows = narrowed(seen, user, wanted)
    page: Page[Any] = page_of(for_lists(rows), ORDER, size=size, mark=mark)
    programmes = list(Programme.objects.filter(Exists(seen.filter(programme=OuterRef("pk")))))
    return CaseList(
        rows=case_rows(page.rows, today=today),
        mark=page.mark,
        count=counted(rows),
        programmes=programmes,
        phases=_phases(programmes, wanted),
    )


def narrowed(cases: QuerySet[Case], user: User, wanted: Wanted) -> QuerySet[Case]:
    """Keep what the reader asked for."""
    cases = cases.filter(closed_at__isnull=wanted.state != "closed")
    if wanted.state == "paused":
        cases = cases.filter(paused_on__isnull=False)
    if wanted.whose == "mine":
        cases = cases.filter(
            Exists(
                TeamMember.objects.filter(case=OuterRef("pk"), user__in=hands_of(user), until=None)
            )
        )
    if wanted.programme:
        cases = cases.filter(programme__slug=wanted.programme)
    if wanted.phase:
        cases = cases.filter(phase=wanted.phase)
    return cases


def found(user: User, asked: str, *, today: date) -> list[CaseRow]:
    """Search by name or number among the cases that somebody may see, the open ones first."""
    words = asked.replace("\x00", "").split()
    if not words:
        return []
    cases = for_lists(access.cases_for(user)).annotate(
        whole_name=Concat(
            "participant__given_name",
            Value(" "),
            "participant__family_name",
            output_field=CharField(),
        )
    )
    for word in words[:6]:
        cases = cases.filter(Q(whole_name__icontains=word) | _numbered(word))
    return case_rows(list(cases.order_by("closed_at", "-opened_at")[:FOUND_AT_MOST]), today=today)


def for_lists(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Fetch with each case the little that a row shows: the next due day, and its workflow version."""
    waiting = CaseTask.objects.filter(
        case=OuterRef("pk"), flow_task_type="HUMAN", status__in=WAITING
    ).order_by()
    due = waiting.values("case").annotate(first=Min("due_on")).values("first")
    return cases.select_related("participant", "programme").annotate(
        next_due=Subquery(due), version=version_of_case("pk")
    )


def case_rows(cases: Sequence[Any], *, today: date) -> list[CaseRow]:
    """Put cases, fetched by `for_lists`, into the reader's words: one query however many they are."""
    words = words_of(case.version for case in cases if case.version)
    return [_case_row(case, words.get(case.version), today) for case in cases]


def _case_row(case: Any, words: Words | None, today: date) -> CaseRow:
    at, of = words.place(case.phase) if words else (0, 0)
    return CaseRow(
        pk=case.pk,
        name=case.name,
        url=reverse("cases:case", args=[case.pk]),
        reference=case.reference,
        programme=case.programme.title,
        phase=words.phase(case.phase) if words and case.phase else "",
        at=at,
        of=of,
        over=not case.is_open,
        next_due=daywords.when(case.next_due, today=today) if case.next_due else None,
        opened=daywords.in_words(case.opened_at.date(), today=today),
        outcome=words.outcome(case.outcome) if words and case.outcome else "",
        paused=daywords.in_words(case.paused_on, today=today) if case.paused_on else "",
        participant=case.programme.called.participant.one,
    )


def _key(asked: str) -> str:
    """Read a key from an address; what a database cannot hold is no key."""
    return "" if "\x00" in asked else asked[:60]


def _numbered(word: str) -> Q:
    """Read "12", "0012" or "2026-0012" as a case number."""
    said = NUMBER.fullmatch(word)
    if said is None:
        return Q(pk__in=[])
    same = Q(number=int(said["number"]))
    return same & Q(opened_at__year=int(said["year"])) if said["year"] else same


def _phases(programmes: Sequence[Programme], wanted: Wanted) -> list[tuple[str, str]]:
    """Offer the phases of the chosen programme, or of the only one there is."""
    chosen = [each for each in programmes if each.slug == wanted.programme]
    if not chosen and len(programmes) == 1:
        chosen = list(programmes)
    if not chosen:
        return []
    version = chosen[0].current_version()
    words = words_of([version.pk]).get(version.pk)
    return [(phase.key, words.phase(phase.key)) for phase in words.document.phases] if words else []
