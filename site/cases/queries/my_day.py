"""My day: what is late, what is for today, what is coming, and what is good to know beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cases import daywords
from cases.queries import away, owed
from cases.queries.inbox import (
    MINE_AT_MOST,
    QueueRow,
    TaskRow,
    my_open_tasks,
    phones_of,
    queue_first,
    queue_rows,
    task_row,
)
from cases.queries.lists import Counted
from cases.queries.notices import NoticeRow, notice_rows, unread
from cases.queries.owed import NoteRow
from cases.queries.proposals import asked_of
from cases.queries.words import Words, words_of

LATER_AT_MOST = 20
OBLIGATIONS_AT_MOST = 5
NOTICES_AT_MOST = 5
QUEUE_AT_MOST = 3
NAMES_PER_DAY = 3
FEWEST_CHOICES = 2  # fewer are no choice

# Which kinds of task a counsellor thinks of as one: to meet, to decide, to write.
KINDS: dict[str, frozenset[str]] = {
    "meetings": frozenset({"meeting"}),
    "decisions": frozenset({"decision"}),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow a list."""

    key: str
    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks under one heading."""

    key: str
    title: str
    rows: Sequence[TaskRow]
    hidden: int = 0  # further rows that are not shown

    @property
    def count(self) -> int:
        return len(self.rows) + self.hidden


@dataclass(frozen=True, slots=True)
class Weekday:
    """One day of the week strip."""

    name: str
    today: bool
    rows: Sequence[TaskRow]
    more: int = 0


@dataclass(frozen=True, slots=True)
class MyDay:
    """Everything the page shows."""

    today: date
    lead: str
    next: TaskRow | None
    next_text: str
    week: Sequence[Weekday]
    week_number: int
    groups: Sequence[Group]
    total: Counted
    kinds: Sequence[Choice]
    programmes: Sequence[Choice]
    late: Sequence[NoteRow]  # owed, and no task of this person's
    coming: Sequence[NoteRow]
    queue: Sequence[QueueRow]
    queue_count: Counted
    notices: Sequence[NoticeRow] = field(default_factory=tuple)
    sleeping: Sequence[TaskRow] = field(default_factory=tuple)  # they ask for nothing yet
    asked: Sequence[NoteRow] = field(default_factory=tuple)  # waits for this person's yes or no
    standing: Sequence[str] = field(
        default_factory=tuple
    )  # for whom one stands in, that one is away


def my_day(
    user: User, *, today: date, kind: str = "", programme: str = "", whole: bool = False
) -> MyDay:
    """Gather one person's day.

    kind       show only "meetings", "decisions" or "other" tasks
    programme  slug of a programme to show alone
    whole      show every later task, not only the first ones
    """
    tasks = my_open_tasks(user, at_most=MINE_AT_MOST + 1)
    due = owed.owed_to(user, today=today)
    told = unread(user, at_most=NOTICES_AT_MOST)
    queue, queue_count = queue_first(user, QUEUE_AT_MOST)
    words = words_of(
        {task.version for task in (*tasks, *queue)} | {each.version for each in (*due, *told)}
    )
    rows = _task_rows(tasks[:MINE_AT_MOST], words, today, away.names_of_absent(user))
    if not programme and len({row.slug for row in rows}) < FEWEST_CHOICES:
        rows = [replace(row, programme="") for row in rows]  # every row would say the same
    sleeping = [row for row in rows if row.asleep]
    rows = [row for row in rows if not row.asleep]
    shown = [row for row in rows if _is_shown(row, kind, programme)]
    late = owed.late(due, shown={row.pk for row in rows}, today=today)
    coming = owed.coming(due, today=today)
    return MyDay(
        today=today,
        lead=lead(rows, today),
        next=rows[0] if rows else None,
        next_text=_about(rows[0], today) if rows else "",
        week=week(rows, today),
        week_number=today.isocalendar().week,
        groups=groups(shown, today, whole=whole),
        sleeping=[row for row in sleeping if _is_shown(row, kind, programme)],
        total=Counted(len(rows), more=len(tasks) > MINE_AT_MOST),
        kinds=_kinds(rows, kind, programme),
        programmes=_programmes(rows, kind, programme),
        late=owed.note_rows(late[:OBLIGATIONS_AT_MOST], words, today=today),
        coming=owed.note_rows(coming[:OBLIGATIONS_AT_MOST], words, today=today),
        queue=queue_rows(queue, words),
        queue_count=queue_count,
        notices=notice_rows(told, words),
        asked=asked_of(user),
        standing=away.standing_sentences(user, today=today),
    )


def _task_rows(
    tasks: Sequence[Any], words: Mapping[int, Words], today: date, absent: Mapping[int, str]
) -> list[TaskRow]:
    """Word somebody's tasks, with the name of who is away when it is another's; with those of this week the phone."""
    soon = {task.pk for task in tasks if pile_of(task.due_on, today) != "later"}
    phones = phones_of(task for task in tasks if task.pk in soon)
    return [
        task_row(
            task,
            words[task.version],
            today=today,
            phone=phones.get(task.case_id, "") if task.pk in soon else "",
            away=absent.get(task.owner_id, ""),
        )
        for task in tasks
    ]


def lead(rows: Sequence[TaskRow], today: date) -> str:
    """Say what the day holds, in one or two sentences."""
    late = sum(row.late for row in rows)
    for_today = sum(row.due_on == today for row in rows)
    said = daywords.load(
        late_tasks=late, tasks_today=for_today, other_tasks=len(rows) - late - for_today
    )
    return f"{daywords.capitalised(daywords.with_weekday(today, today=today))}. {said}"


def _about(row: TaskRow, today: date) -> str:
    """Say whom the first task is about and when it is due."""
    due = daywords.capitalised(daywords.due(row.due_on, today=today)) + "." if row.due_on else ""
    return " ".join(part for part in (f"{row.who}.", due) if part)


def groups(rows: Iterable[TaskRow], today: date, *, whole: bool = False) -> list[Group]:
    """Sort tasks under late, today, this week and later; empty headings are left out."""
    piles: dict[str, list[TaskRow]] = {"late": [], "today": [], "week": [], "later": []}
    for row in rows:
        piles[pile_of(row.due_on, today)].append(row)
    shown = piles["later"] if whole else piles["later"][:LATER_AT_MOST]
    found = [
        Group("late", _("Late"), piles["late"]),
        Group("today", _("Today"), piles["today"]),
        Group("week", _("This week"), piles["week"]),
        Group("later", _("Later"), shown, hidden=len(piles["later"]) - len(shown)),
    ]
    return [group for group in found if group.rows]


def pile_of(due_on: date | None, today: date) -> str:
    """Say under which heading a due day belongs. The week ends on Sunday."""
    if due_on is None:
        return "later"
    if due_on <= today:
        return "today" if due_on == today else "late"
    return "week" if due_on <= today + timedelta(days=6 - today.weekday()) else "later"


def week(rows: Sequence[TaskRow], today: date) -> list[Weekday]:
    """Lay the week out from Monday to Friday, and on to Sunday when something is due then or it is weekend."""
    monday = today - timedelta(days=today.weekday())
    due: dict[date, list[TaskRow]] = {}
    for row in rows:
        if row.due_on:
            due.setdefault(row.due_on, []).append(row)
    weekend = [monday + timedelta(days=n) for n in (5, 6)]
    days = 7 if today in weekend or any(day in due for day in weekend) else 5
    return [_weekday(monday + timedelta(days=n), today, due) for n in range(days)]


def _weekday(day: date, today: date, due: dict[date, list[TaskRow]]) -> Weekday:
    rows = due.get(day, [])
    name = daywords.capitalised(daywords.weekday_and_number(day))
    if day == today:
        name = _("%(day)s, today") % {"day": name}
    return Weekday(name, day == today, rows[:NAMES_PER_DAY], max(len(rows) - NAMES_PER_DAY, 0))


def _kind_of(row: TaskRow) -> str:
    return next((key for key, kinds in KINDS.items() if row.kind in kinds), "other")


def _is_shown(row: TaskRow, kind: str, programme: str) -> bool:
    return (not kind or _kind_of(row) == kind) and (not programme or row.slug == programme)


def _kinds(rows: Sequence[TaskRow], kind: str, programme: str) -> list[Choice]:
    """Offer the kinds of task there are; no choice when all are alike."""
    counted = dict.fromkeys((*KINDS, "other"), 0)
    for row in rows:
        if not programme or row.slug == programme:
            counted[_kind_of(row)] += 1
    if sum(number > 0 for number in counted.values()) < FEWEST_CHOICES and not kind:
        return []
    labels = {"meetings": _("Meetings"), "decisions": _("Decisions"), "other": _("To write and do")}
    every = Choice(
        "", _("All"), _address("", programme), current=not kind, count=sum(counted.values())
    )
    return [every] + [
        Choice(key, labels[key], _address(key, programme), current=kind == key, count=number)
        for key, number in counted.items()
        if number or kind == key
    ]


def _programmes(rows: Sequence[TaskRow], kind: str, programme: str) -> list[Choice]:
    """Offer the programmes among the tasks; no choice when there is one."""
    titles = {row.slug: row.programme for row in rows}
    if len(titles) < FEWEST_CHOICES and not programme:
        return []
    every = Choice("", _("All programmes"), _address(kind, ""), current=not programme)
    return [every] + [
        Choice(slug, title, _address(kind, slug), current=slug == programme)
        for slug, title in sorted(titles.items(), key=lambda pair: pair[1])
    ]


def _address(kind: str, programme: str) -> str:
    chosen = {"kind": kind, "programme": programme}
    return reverse("cases:my_day", query={name: value for name, value in chosen.items() if value})
