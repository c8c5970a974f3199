"""The overview of a case: what to do next, how long the decision holds, what is owed, who is in the team."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from viewflow.workflow.status import STATUS

from accounts.absences import hands_of
from accounts.models import User
from cases import daywords
from cases.endings import lacks_reason
from cases.facts import Facts
from cases.happenings import can_happen, is_unlocked
from cases.models import Case, CaseTask, Obligation, TeamMember
from cases.parties import PARTY
from cases.queries.away import away_words
from cases.queries.case_head import CaseHead
from cases.queries.decisions import PeriodNow, period_now
from cases.queries.inbox import TaskRow, task_row
from cases.queries.owed import OWED, NoteRow, coming
from cases.queries.words import Words

OBLIGATIONS_AT_MOST = 6
TASKS_AT_MOST = 50
LATE = (Obligation.State.OVERDUE, Obligation.State.MISSED, Obligation.State.MET_LATE)


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do in this case, or what it waits for."""

    title: str
    text: str
    url: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class TeamRow:
    """Somebody in the team, in words."""

    pk: int
    name: str
    role: str
    since: str
    until: str = ""
    title: str = ""
    user_pk: int = 0
    away: str = ""  # until when, and who stands in


@dataclass(frozen=True, slots=True)
class EventChoice:
    """Something that may happen at any time."""

    key: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Missed:
    """Something owed that came too late and still needs a reason."""

    pk: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the page shows below the head."""

    next: NextStep | None
    tasks: Sequence[TaskRow]
    period: PeriodNow | None
    coming: Sequence[NoteRow]
    late: Sequence[NoteRow]
    unexplained: Sequence["Missed"]
    team: Sequence[TeamRow]
    closed_text: str = ""
    lacks_reason: bool = False


def overview(head: CaseHead, user: User, *, today: date) -> Overview:
    """Gather the overview of a case for one reader."""
    case, words = head.case, head.words
    mine = hands_of(user)  # who else is asked beside others stands on the page of asking
    tasks = [each for each in open_tasks(case) if each.kind != PARTY or each.owner_id in mine]
    owed = list(case.obligations.filter(state__in=(*OWED, *LATE)))
    wanting = unexplained(owed, words)
    late = [each for each in owed if each.due_on < today and not each.held and each not in wanting]
    return Overview(
        next=next_step(tasks, words, user, case, today=today),
        tasks=[_open_row(task, words, today=today) for task in tasks],
        period=period_now(case.decisions.all(), words, today=today),
        coming=obligation_rows(coming(owed, today=today), words, today=today),
        late=obligation_rows(late, words, today=today),
        unexplained=[
            Missed(each.pk, obligation_title(each, words), _how_late(each, today))
            for each in wanting
        ],
        team=team_rows(case, words, today=today),
        closed_text=closed_text(case, words, today=today),
        lacks_reason=lacks_reason(words.document, case.outcome, case.ending_reason),
    )


def open_tasks(case: Case) -> list[CaseTask]:
    """Fetch what somebody can do now in the case, the first due first."""
    waiting = case.tasks.filter(flow_task_type="HUMAN", status__in=[STATUS.NEW, STATUS.ASSIGNED])
    shown = waiting.select_related("process", "owner", "case__participant", "case__programme")
    return list(shown.order_by(F("due_on").asc(nulls_last=True), "pk")[:TASKS_AT_MOST])


def _open_row(task: CaseTask, words: Words, *, today: date) -> TaskRow:
    """One open task under its own case: who has it says more than whom it is about."""
    holder = task.owner.display_name if task.owner else _("Nobody has taken it yet")
    row = task_row(task, words, today=today)
    role = words.role(task.role) if task.role else ""
    return replace(row, who=holder, phase="", programme="", note=role)


def next_step(
    tasks: Sequence[CaseTask], words: Words, user: User, case: Case, *, today: date
) -> NextStep | None:
    """Choose the one thing to do: my own first task, else what lies in the queue, else what the case waits for."""
    tasks = sorted(tasks, key=lambda task: task.is_asleep(today))  # those that sleep come last
    mine = next((task for task in tasks if task.owner_id in hands_of(user)), None)
    if mine:
        return NextStep(
            title=words.task(mine),
            text=_sentence(words.lead(mine.key), _due(mine, today)),
            url=reverse("cases:task", args=[case.pk, mine.pk]),
            action=_("Open the task"),
        )
    if not tasks:
        return None
    first = tasks[0]
    if first.owner is None:
        return NextStep(
            title=words.task(first),
            text=_sentence(
                _("Nobody has taken it yet. It is a task for: %(role)s.")
                % {"role": words.role(first.role)},
                _due(first, today),
            ),
            url=reverse("cases:task", args=[case.pk, first.pk]),
            action=_("Look at the task"),
        )
    waits = _("%(name)s has the next task.") % {"name": first.owner.display_name}
    if away := away_words([first.owner.pk], today=today):
        waits = _("%(name)s has the next task (%(away)s).") % {
            "name": first.owner.display_name,
            "away": away[first.owner.pk],
        }
    return NextStep(title=words.task(first), text=_sentence(waits, _due(first, today)))


def obligation_rows(owed: Sequence[Obligation], words: Words, *, today: date) -> list[NoteRow]:
    """Put what is still owed into words."""
    unmet = [each for each in owed if each.state in OWED]
    return [
        NoteRow(
            title=obligation_title(each, words),
            text=_("Stands still while the case is paused")
            if each.held
            else daywords.capitalised(daywords.due(each.due_on, today=today)),
            url=reverse("cases:task", args=[each.case_id, each.task_id]) if each.task_id else "",
        )
        for each in unmet[:OBLIGATIONS_AT_MOST]
    ]


def obligation_title(owed: Obligation, words: Words) -> str:
    """Name an obligation; one that comes back carries its number."""
    rule = next((each for each in words.document.obligations if each.key == owed.key), None)
    title = words.obligation(owed.key)
    return f"{title} {owed.number}" if rule and rule.every else title


def unexplained(owed: Sequence[Obligation], words: Words) -> list[Obligation]:
    """Pick what was late or missed and still needs a reason."""
    wanting = {each.key for each in words.document.obligations if each.miss_needs_reason}
    return [
        each for each in owed if each.state in LATE and each.key in wanting and not each.explanation
    ]


def _how_late(owed: Obligation, today: date) -> str:
    if owed.state == Obligation.State.MET_LATE:  # done: no day is counted any more
        return daywords.capitalised(owed.get_state_display())
    return daywords.due(owed.due_on, today=today)


def closed_text(case: Case, words: Words, *, today: date) -> str:
    """Say how and when a case ended; "" while it is open."""
    if case.is_open:
        return ""
    day = daywords.in_words(timezone.localtime(case.closed_at).date(), today=today)
    said = {"outcome": words.ended(case.outcome, case.ending_reason), "day": day}
    return _("%(outcome)s, %(day)s. It can be read, and the journal corrected.") % said


def team_rows(case: Case, words: Words, *, today: date, everybody: bool = False) -> list[TeamRow]:
    """List who works with the case; with `everybody`, those who have left as well."""
    members = case.team.select_related("user").order_by(
        F("until").desc(nulls_first=True), "since", "pk"
    )
    if not everybody:
        members = members.filter(until=None)
    found = list(members)
    here = [member.user_id for member in found if member.until is None]
    away = away_words(here, today=today)
    return [_team_row(member, words, today, away.get(member.user_id, "")) for member in found]


def _team_row(member: TeamMember, words: Words, today: date, away: str) -> TeamRow:
    since = daywords.in_words(member.since.date(), today=today)
    until = daywords.in_words(member.until.date(), today=today) if member.until else ""
    return TeamRow(
        pk=member.pk,
        name=member.user.display_name,
        role=words.role(member.role),
        since=_("since %(day)s") % {"day": since} if not until else f"{since} – {until}",
        until=until,
        title=member.user.title,
        user_pk=member.user_id,
        away="" if until else away,
    )


def event_choices(head: CaseHead, roles: frozenset[str]) -> list[EventChoice]:
    """List what one may report in the phase the case is in.

    roles  roles of the case that the reader holds
    """
    known = Facts(head.case)
    gates = head.words.document.gates
    return [
        EventChoice(
            event.key,
            head.words.event(event.key),
            reverse("cases:event", args=[head.case.pk, event.key]),
        )
        for event in head.words.document.events
        if can_happen(event, head.case)
        and (not event.roles or roles & set(event.roles))
        and is_unlocked(event, gates, known)
    ]


def roles_in(case: Case, user: User) -> frozenset[str]:
    """Name the roles somebody plays in a case today."""
    return frozenset(
        case.team.filter(user__in=hands_of(user), until=None).values_list("role", flat=True)
    )


def _due(task: CaseTask, today: date) -> str:
    return daywords.days_of_task(task.due_on, task.not_before, task.legal_on, today=today)


def _sentence(*parts: str) -> str:
    return " ".join(part for part in parts if part)
