"""What a dry run looks like after the last move, in the reader's words: nothing in here is read later."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from viewflow.workflow.status import STATUS

from cases import daywords
from cases.asked import answers_of
from cases.models import CaseTask, JournalEntry, Notice, Obligation
from cases.parties import PARTY, SEVERAL
from cases.queries.traces import notice_words, told
from programmes.playing.telling import Teller
from programmes.rehearsing import happening, outsiders
from programmes.rehearsing.moves import MOST_MOVES
from programmes.rehearsing.replaying import START, Replay, day_number
from workflows.document import WorkflowDocument
from workflows.previews import picture
from workflows.steps import Choice, Several, Task

State = Obligation.State


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Something that can be done now.

    ways   [(key of a branch, its label)], where a person judges
    asks   whether there is a form to answer
    more   [(key of a role, its name)] that may be asked now, where somebody asks several
    waits  it ends by the answers of others, or is gone on without
    link   somebody outside may be asked
    came   somebody outside has answered: their answers are read before it is finished
    """

    key: str
    title: str
    who: str
    due: str = ""
    late: bool = False
    ways: tuple[tuple[str, str], ...] = ()
    asks: bool = False
    may_skip: bool = False
    more: tuple[tuple[str, str], ...] = ()
    waits: bool = False
    link: bool = False
    came: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One dated line: something owed, something that happened, a move."""

    when: str
    title: str
    note: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything on the page of a dry run.

    asked    (event, its title, who is asked) of what waits for somebody to agree
    outside  (key, the step, who) of those outside who are asked by a link
    """

    day: int
    phase: str
    outcome: str
    tasks: tuple[OpenTask, ...]
    events: tuple[tuple[str, str], ...]
    asked: tuple[tuple[str, str, str], ...]
    outside: tuple[tuple[str, str, str], ...]
    waits: tuple[Row, ...]
    owed: tuple[Row, ...]
    happened: tuple[Row, ...]
    moves: tuple[str, ...]
    picture: SafeString
    wrong: str
    full: bool


def shown(run: Replay) -> Shown:
    """Read everything that the page says."""
    case, words = run.case, run.words
    document = run.programme.current_version().document()
    return Shown(
        day=run.day,
        phase=words.phase(case.phase) if case and case.phase else "",
        outcome=words.ended(case.outcome, case.ending_reason) if case and case.outcome else "",
        tasks=tuple(_task(run, task) for task in run.tasks()) if case else _beginning(run),
        events=_events(run, document),
        asked=tuple(
            (row.event, words.event(row.event), _named(run, name))
            for row, name in happening.proposals(run)
        ),
        outside=tuple(
            (key, words.asked(outsiders.step_of(key)), outsiders.name_of(key))
            for key in outsiders.waiting(run)
        ),
        waits=_waits(run),
        owed=_owed(run),
        happened=_happened(run),
        moves=_moves(run),
        picture=picture(document, words.texts, here=_here(run)),
        wrong=run.wrong,
        full=len(run.kept.steps) >= MOST_MOVES,
    )


def _named(run: Replay, name: str) -> str:
    return run.playing.cast.person(name).display_name if name else _("nobody yet")


def _beginning(run: Replay) -> tuple[OpenTask, ...]:
    start = run.programme.current_version().document().start
    who = run.playing.cast.person(start.roles[0]).display_name if start.roles else ""
    return (OpenTask(START, run.words.step(START), who, asks=bool(start.form)),)


def _task(run: Replay, task: CaseTask) -> OpenTask:
    block = task.flow_task.block
    judged = task.kind == "judgement" and isinstance(block, Choice)
    ways = (
        tuple((way.key, run.words.branch(block.key, way.key)) for way in block.branches)
        if judged
        else ()
    )
    role = run.words.role(task.role) if task.role else ""
    named = task.owner.display_name if task.owner else _("nobody yet")
    asker = task.kind == SEVERAL and isinstance(block, Several)
    return OpenTask(
        key=f"{task.key}:{run.called(task)}" if task.kind == PARTY else task.key,
        title=run.words.task(task),
        who=f"{role}: {named}" if role else named,
        due=daywords.due(task.due_on) if task.due_on else "",
        late=bool(task.due_on and task.due_on < timezone.localdate()),
        ways=ways,
        asks=not (judged or asker) and bool(getattr(block, "form", "")),
        more=tuple((key, run.words.role(key)) for key in block.may_ask) if asker else (),
        waits=asker,
        may_skip=isinstance(block, Task) and block.may_skip,
        link=outsiders.may_ask(run, task),
        came=task.kind != PARTY and bool(answers_of(task)),
    )


def _events(run: Replay, document: WorkflowDocument) -> tuple[tuple[str, str], ...]:
    case = run.case
    if case is None or not case.is_open:
        return ()
    return tuple(
        (event.key, run.words.event(event.key))
        for event in document.events
        if not event.phases or case.phase in event.phases
    )


def _waits(run: Replay) -> tuple[Row, ...]:
    """What nobody can do anything about: the calendar, or an answer, ends it."""
    if run.case is None:
        return ()
    rows = CaseTask.objects.unfinished().filter(case=run.case).exclude(flow_task_type="HUMAN")
    return tuple(
        Row(
            daywords.in_words(timezone.localdate(task.scheduled)) if task.scheduled else "",
            run.words.step(task.flow_task.block.key),
        )
        for task in rows
        if getattr(task.flow_task, "kind", "") == "wait"
    )


def _owed(run: Replay) -> tuple[Row, ...]:
    if run.case is None:
        return ()
    open_states = Q(state__in=[State.COMING, State.OPEN, State.OVERDUE])
    rows = run.case.obligations.exclude(state=State.DROPPED)
    found = [*rows.exclude(open_states).order_by("due_on", "pk")]
    found += [*rows.filter(open_states).order_by("due_on", "pk")]
    return tuple(
        Row(
            daywords.capitalised(daywords.in_words(each.due_on)) if each.due_on else "",
            run.words.obligation(each.key),
            each.get_state_display(),
            late=each.state in (State.OVERDUE, State.MISSED, State.MET_LATE),
        )
        for each in found
    )


def _happened(run: Replay) -> tuple[Row, ...]:
    """The journal and what people were told, the newest first."""
    if run.case is None:
        return ()
    called = run.programme.called
    rows: list[tuple[Any, Row]] = []
    for entry in JournalEntry.objects.filter(case=run.case).select_related("author"):
        what = told(entry.code, entry.facts, run.words, called)
        by = entry.author.display_name if entry.author else _("By itself.")
        said = " ".join(part for part in (what.text, by) if part)
        rows.append((entry.happened_at, Row(_day(run, entry.happened_at), what.title, said)))
    for notice in Notice.objects.filter(case=run.case).select_related("user"):
        sentence = notice_words(notice.code, notice.facts, run.words)
        said = _("%(name)s is told: %(what)s") % {
            "name": notice.user.display_name,
            "what": sentence,
        }
        rows.append((notice.told_at, Row(_day(run, notice.told_at), said)))
    rows.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(row for _at, row in rows)


def _day(run: Replay, moment: Any) -> str:
    day: date = timezone.localtime(moment).date()
    return _("Day %(day)s") % {"day": day_number(run.playing, day)}


def _moves(run: Replay) -> tuple[str, ...]:
    teller = Teller(run.playing, lambda _line: None)
    days = [0, *(step.day for step in run.kept.steps)]
    said = []
    for step, (before, after) in zip(run.kept.steps, pairwise(days), strict=True):
        passed = _("%(days)s days later") % {"days": after - before} if after > before else ""
        done = teller.what(step) if step.action else ""
        said.append(": ".join(part for part in (passed, done) if part))
    return tuple(said)


def _here(run: Replay) -> list[str]:
    """The blocks that the case rests at."""
    if run.case is None or not run.case.is_open:
        return []
    waiting = [STATUS.NEW, STATUS.ASSIGNED, STATUS.SCHEDULED]
    rows = CaseTask.objects.unfinished().filter(case=run.case, status__in=waiting)
    blocks = (getattr(task.flow_task, "block", None) for task in rows)
    return [block.key for block in blocks if block is not None and hasattr(block, "key")]
