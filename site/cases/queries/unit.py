"""What a manager sees of the units: load per person, what is late per step, and the tasks behind both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.planning import people_of
from cases import access
from cases.models import CaseTask, Programme, TeamMember
from cases.queries.away import away_words
from cases.queries.inbox import TaskRow, for_lists, task_row
from cases.queries.lists import Counted, Key, Page, counted, page_of
from cases.queries.words import Words, words_of

NOBODY = "nobody"
PAGE = 50
ORDER = (Key("due_on", empty=True), Key("pk"))
STEPS_AT_MOST = 60
PEOPLE_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the list of tasks is narrowed.

    person   primary key of who has them, or "nobody"
    step     "programme:key"
    late     only those that are late
    """

    person: str = ""
    step: str = ""
    late: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Wanted":
        """Read an address; what makes no sense is as if it were not asked."""
        person, step = asked.get("person", ""), asked.get("step", "")
        return cls(
            person=person if person == NOBODY or person.isdecimal() else "",
            step=step if ":" in step and "\x00" not in step else "",
            late="1" if asked.get("late") else "",
        )

    def address(self, **other: str) -> str:
        """Write the address with something changed."""
        asked = {name: other.get(name, getattr(self, name)) for name in self.__slots__}
        return reverse("cases:unit", query={name: value for name, value in asked.items() if value})


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """What one person has in hand."""

    name: str
    url: str
    current: bool
    open: int
    late: int
    week: int
    cases: int
    away: str = ""


@dataclass(frozen=True, slots=True)
class StepLoad:
    """How many tasks of one step are open and late."""

    title: str
    programme: str
    url: str
    current: bool
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class UnitTask:
    """A task in the list, and who has it."""

    row: TaskRow
    holder: str


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Everything the page shows."""

    people: Sequence[PersonLoad]
    steps: Sequence[StepLoad]
    tasks: Sequence[UnitTask]
    count: Counted
    mark: str
    offered: Sequence[User]  # to whom tasks may be handed


def unit_page(user: User, wanted: Wanted, *, today: date, mark: str = "") -> UnitPage:
    """Gather the page for somebody who manages units: a constant number of queries."""
    tasks = access.tasks_managed_by(user)
    people = list(people_of(user)[:PEOPLE_AT_MOST])
    shown = narrowed(tasks, wanted, today=today)
    page: Page[Any] = page_of(for_lists(shown).select_related("owner"), ORDER, size=PAGE, mark=mark)
    steps = list(_by_step(tasks, today))
    words = words_of({each["version"] for each in steps} | {task.version for task in page.rows})
    return UnitPage(
        people=_people(tasks, people, wanted, today),
        steps=_steps(steps, words, wanted),
        tasks=[
            UnitTask(task_row(task, words[task.version], today=today), _holder(task))
            for task in page.rows
        ],
        count=counted(shown),
        mark=page.mark,
        offered=people,
    )


def narrowed(tasks: QuerySet[CaseTask], wanted: Wanted, *, today: date) -> QuerySet[CaseTask]:
    """Keep what the reader asked for."""
    if wanted.person:
        mine = None if wanted.person == NOBODY else int(wanted.person[:18])
        tasks = tasks.filter(owner=mine) if mine else tasks.filter(owner=None)
    if wanted.step:
        programme, _colon, key = wanted.step.partition(":")
        tasks = tasks.filter(case__programme__slug=programme, key=key)
    return tasks.filter(due_on__lt=today) if wanted.late else tasks


def _holder(task: CaseTask) -> str:
    return task.owner.display_name if task.owner else _("Nobody has taken it yet")


def _counts(today: date) -> dict[str, Count]:
    sunday = today + timedelta(days=6 - today.weekday())
    return {
        "open": Count("pk"),
        "late": Count("pk", filter=Q(due_on__lt=today)),
        "week": Count("pk", filter=Q(due_on__gte=today, due_on__lte=sunday)),
    }


def _people(
    tasks: QuerySet[CaseTask], people: Sequence[User], wanted: Wanted, today: date
) -> list[PersonLoad]:
    """Everybody of the units, also who has nothing; then who works from outside; last what nobody has."""
    grouped = tasks.order_by().values("owner").annotate(**_counts(today))
    counts = {each["owner"]: each for each in grouped}
    outside = set(counts) - {user.pk for user in people} - {None}
    everybody = [
        *people,
        *(User.objects.filter(pk__in=outside).order_by("last_name", "pk") if outside else ()),
    ]
    team = TeamMember.objects.filter(
        until=None, user__in=everybody, case__closed_at=None, case__in=tasks.values("case")
    )
    cases = dict(team.order_by().values_list("user").annotate(Count("case", distinct=True)))
    away = away_words([user.pk for user in everybody], today=today)
    rows = [
        _load(
            (user.display_name, str(user.pk)),
            counts.get(user.pk, {}),
            wanted,
            cases=cases.get(user.pk, 0),
            away=away.get(user.pk, ""),
        )
        for user in everybody
    ]
    if None in counts:
        rows.append(_load((_("Nobody yet"), NOBODY), counts[None], wanted))
    return rows


def _load(
    who: tuple[str, str],
    counts: Mapping[str, Any],
    wanted: Wanted,
    *,
    cases: int = 0,
    away: str = "",
) -> PersonLoad:
    """One row: `who` is the name, and what the address says of the person."""
    name, person = who
    return PersonLoad(
        name=name,
        url=wanted.address(person=person, step=""),
        current=wanted.person == person,
        open=counts.get("open", 0),
        late=counts.get("late", 0),
        week=counts.get("week", 0),
        cases=cases,
        away=away,
    )


def _by_step(tasks: QuerySet[CaseTask], today: date) -> QuerySet[CaseTask, dict[str, Any]]:
    """Count the tasks of each step; the newest version among them lends its words."""
    path = tasks.exclude(kind="extra").order_by()
    grouped = path.values("case__programme", "case__programme__slug", "key", "kind")
    counted_rows = grouped.annotate(version=Max("process__version"), **_counts(today))
    return counted_rows.order_by("-late", "-open", "key")[:STEPS_AT_MOST]


def _steps(
    rows: Sequence[Mapping[str, Any]], words: Mapping[int, Words], wanted: Wanted
) -> list[StepLoad]:
    programmes = Programme.objects.in_bulk({each["case__programme"] for each in rows})
    found = []
    for each in rows:
        step = f"{each['case__programme__slug']}:{each['key']}"
        said = words[each["version"]]
        found.append(
            StepLoad(
                title=said.task(CaseTask(key=each["key"], kind=each["kind"])),
                programme=programmes[each["case__programme"]].title,
                url=wanted.address(step=step, person=""),
                current=wanted.step == step,
                open=each["open"],
                late=each["late"],
            )
        )
    return found
