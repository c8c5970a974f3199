"""What waits for one person: their own open tasks, and the queue of their unit and roles."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from viewflow.workflow.status import STATUS

from accounts.absences import hands_of
from accounts.models import User
from cases import access, daywords
from cases.models import CaseTask
from cases.queries.lists import Counted, Key, Page, counted, page_of
from cases.queries.words import Words, words_of

MINE_AT_MOST = 200
QUEUE_PAGE = 25
NO_DIGIT = re.compile(r"[^\d+]")
URGENT = "at_once"  # the code of a case's urgency that puts it before all others
QUEUE_ORDER = (Key("urgent", descending=True), Key("due_on", empty=True), Key("pk"))
NEEDED = (
    "key", "kind", "role", "title", "due_on", "not_before", "legal_on", "created", "owner_id", "status",
    "case__phase", "case__paused_on", "case__number", "case__opened_at", "case__urgency",
    "case__participant__given_name", "case__participant__family_name",
    "case__participant__phone", "case__participant__protected_identity",
    "case__programme__slug", "case__programme__titles",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task in a list."""

    pk: int
    title: str
    url: str
    when: str
    hint: str
    late: bool
    who: str
    phase: str
    at: int
    of: int
    programme: str
    note: str
    kind: str
    slug: str
    due_on: date | None
    phone: str = ""
    legal: str = ""
    asleep: bool = False

    @property
    def call(self) -> str:
        """The address that rings the phone."""
        return "tel:" + NO_DIGIT.sub("", self.phone)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One task nobody has taken: what it is, not whom it is about."""

    pk: int
    title: str
    note: str
    came: str
    urgent: bool
    programme: str
    when: daywords.When
    case: int


def my_open_tasks(user: User, *, at_most: int = MINE_AT_MOST) -> list[Any]:
    """Fetch the tasks somebody has taken or been given, the first due first."""
    mine = CaseTask.objects.filter(
        owner__in=hands_of(user), flow_task_type="HUMAN", status=STATUS.ASSIGNED
    )
    return list(for_lists(mine).order_by("due_on", "pk")[:at_most])


def by_urgency(tasks: QuerySet[CaseTask]) -> QuerySet[CaseTask]:
    """Know of each task whether it comes before all others."""
    return tasks.annotate(
        urgent=Case(
            When(case__urgency=URGENT, then=Value(value=True)),
            default=Value(value=False),
            output_field=BooleanField(),
        )
    )


def queue_page(user: User, *, size: int = QUEUE_PAGE, mark: str = "") -> Page[QueueRow]:
    """Fetch one page of the queue: the urgent first, then the first due."""
    page: Page[Any] = page_of(
        by_urgency(for_lists(_waiting(user))), QUEUE_ORDER, size=size, mark=mark
    )
    words = words_of(task.version for task in page.rows)
    return Page(queue_rows(page.rows, words), page.mark)


def queue_first(user: User, at_most: int) -> tuple[list[Any], Counted]:
    """Fetch the first tasks of the queue and count it. A page that shows more than the queue words them itself."""
    waiting = _waiting(user)
    page: Page[Any] = page_of(by_urgency(for_lists(waiting)), QUEUE_ORDER, size=at_most)
    return list(page.rows), counted(waiting) if page.mark else Counted(len(page.rows))


def queue_rows(tasks: Iterable[Any], words: Mapping[int, Words]) -> list[QueueRow]:
    """Put tasks of the queue into the reader's words."""
    return [_queue_row(task, words[task.version]) for task in tasks]


def queue_count(user: User) -> Counted:
    """Count what lies in the queue, up to the cap."""
    return counted(_waiting(user))


def _waiting(user: User) -> QuerySet[CaseTask]:
    """What somebody may take and do now."""
    return access.queue_for(user).filter(
        Q(not_before=None) | Q(not_before__lte=timezone.localdate())
    )


def phones_of(tasks: Iterable[Any]) -> dict[int, str]:
    """{case: phone} of the people that somebody's own tasks are about, unless they are protected."""
    people = {task.case_id: task.case.participant for task in tasks}
    return {
        case: person.phone
        for case, person in people.items()
        if person and person.phone and not person.protected_identity
    }


def for_lists(tasks: QuerySet[CaseTask]) -> QuerySet[CaseTask]:
    """Fetch with each task the little of its case and programme that a row shows, and its `version`."""
    joined = tasks.select_related("case__participant", "case__programme")
    joined = joined.annotate(version=F("process__version"))
    return joined.only(*NEEDED).order_by(F("due_on").asc(nulls_last=True), "pk")


def task_rows(tasks: list[Any], *, today: date) -> list[TaskRow]:
    """Put tasks into the reader's words, with two queries however many they are."""
    words = words_of(task.version for task in tasks)
    return [task_row(task, words[task.version], today=today) for task in tasks]


def task_row(
    task: CaseTask, words: Words, *, today: date, phone: str = "", away: str = ""
) -> TaskRow:
    """Put one task into the reader's words.

    away   in whose place the reader does it
    """
    asleep = task.not_before if task.is_asleep(today) else None
    paused = task.case.paused_on is not None
    when = daywords.when(task.due_on, today=today)
    if asleep:
        when = daywords.When(daywords.asleep(asleep, today=today), hint=when.words)
    at, of = words.place(task.case.phase)
    notes = [_("In place of %(name)s.") % {"name": away}] * bool(away)
    notes += [_("The case is paused.")] * bool(paused and task.due_on)
    return TaskRow(
        pk=task.pk,
        title=words.task(task),
        url=reverse("cases:task", args=[task.case_id, task.pk]),
        when=_("Paused") if paused and task.due_on is None else when.words,
        hint=when.hint,
        late=when.late,
        who=task.case.name,
        phase=words.phase(task.case.phase) if task.case.phase else "",
        at=at,
        of=of,
        programme=task.case.programme.title,
        note=" ".join(notes),
        kind=task.kind,
        slug=task.case.programme.slug,
        due_on=task.due_on,
        phone=phone,
        legal=daywords.by_law(task.legal_on, today=today),
        asleep=asleep is not None,
    )


def _queue_row(task: CaseTask, words: Words) -> QueueRow:
    came = daywords.came(task.created)
    urgent = task.case.urgency == URGENT
    return QueueRow(
        pk=task.pk,
        title=words.task(task),
        note=f"{_('Urgent.')} {came}" if urgent else came,
        came=came,
        urgent=urgent,
        programme=task.case.programme.title,
        when=daywords.when(task.due_on),
        case=task.case_id,
    )
