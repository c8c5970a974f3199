"""What the calendar does to cases: waits that are over, obligations that open or pass, reminders.

Each case is swept in a transaction of its own, and skipped while somebody works in it: the next sweep comes
soon. Sweeping twice does nothing twice.
"""

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from viewflow.workflow import STATUS

from accounts.models import User
from accounts.roles import people_who_may
from cases import duties, locks, owed, pausing, standing_in
from cases.actions import moving
from cases.hand import Hand, open_hand
from cases.letters import remind
from cases.models import Case, CaseProcess, CaseTask, Obligation, Pause, Reminder
from cases.reminders import next_reminder, reminder_days

logger = logging.getLogger(__name__)
LOOK_AGAIN = 20  # cases, after which a sweeper looks what others have done meanwhile
REST = timedelta(hours=1)  # for a case that could not be swept


@dataclass(frozen=True)
class Swept:
    """What one sweep did.

    fired      waits that were over · opened  obligations that came up · missed  those whose day passed
    reminded   people who were told · failed  cases that could not be swept and rest for an hour
    """

    fired: int = 0
    opened: int = 0
    missed: int = 0
    reminded: int = 0
    failed: int = 0

    def __add__(self, other: "Swept") -> "Swept":
        sums = (getattr(self, each.name) + getattr(other, each.name) for each in fields(self))
        return Swept(*sums)


def sweep(*, now: datetime | None = None, limit: int = 500, case: Case | None = None) -> Swept:
    """Do what has fallen due, in at most `limit` cases.

    case   only in this one: a story is played beside other cases, and leaves them alone
    """
    now = now or timezone.now()
    swept = Swept()
    found = due_processes(now)
    if case is not None:
        found = found.filter(case=case)
    due = list(found[:limit])
    random.shuffle(due)  # sweepers that run at once go different ways
    while due:
        for process_pk in due[:LOOK_AGAIN]:
            swept += sweep_process(process_pk, now=now)
        due = still_due(due[LOOK_AGAIN:], now)
    return swept


def due_processes(now: datetime) -> QuerySet[CaseProcess, int]:
    """The running cases in which something has fallen due."""
    first, *others = (rows.values("case") for rows in _due_rows(now))
    due = first.union(*others)  # each part by its own partial index
    awake = Q(rest_until=None) | Q(rest_until__lte=now)
    found = CaseProcess.objects.filter(awake, case__in=due)
    return found.order_by("pk").values_list("pk", flat=True)


def still_due(process_pks: Sequence[int], now: datetime) -> list[int]:
    """The cases in which something is still due: another sweeper may have been there since they were listed."""
    if not process_pks:
        return []
    due = Q()
    for rows in _due_rows(now):
        due |= Q(Exists(rows.filter(case=OuterRef("case"))))
    found = CaseProcess.objects.filter(due, pk__in=process_pks).values_list("pk", flat=True)
    kept = frozenset(found)
    return [pk for pk in process_pks if pk in kept]


def _due_rows(now: datetime) -> tuple[QuerySet[Any], ...]:
    """What has fallen due: timers, reminders, what opens and what has passed, and pauses to be over or looked at."""
    today = timezone.localdate(now)
    waiting = [STATUS.NEW, STATUS.ASSIGNED]
    owing = Obligation.objects.filter(held=False)
    paused = Pause.objects.filter(ended_at=None)
    return (
        CaseTask.objects.filter(status=STATUS.SCHEDULED, scheduled__lte=now),
        CaseTask.objects.filter(status__in=waiting, remind_on__lte=today),
        owing.filter(state=Obligation.State.COMING, opens_on__lte=today),
        owing.filter(state=Obligation.State.OPEN, due_on__lt=today),
        paused.filter(planned_on__lte=today),
        paused.filter(look_again_on__lte=today),
    )


def sweep_process(process_pk: int, *, now: datetime | None = None) -> Swept:
    """Do what has fallen due in one case; an error there never reaches another case."""
    now = now or timezone.now()
    try:
        with transaction.atomic():
            if not locks.take_if_free(process_pk) or not still_due([process_pk], now):
                return Swept()
            hand = open_hand(process_pk, now=now)
            swept, told = _sweep(hand)
            hand.write()
            for person in told | standing_in.told_instead(told, on=hand.today):
                remind.enqueue(person)  # stored with everything else, or not at all
            return swept
    except Exception as error:  # noqa: BLE001  one broken case must not stop the others
        # Neither message nor values: they may name a person.
        logger.error("Sweep failed in process %s: %s", process_pk, type(error).__name__)  # noqa: TRY400
        CaseProcess.objects.filter(pk=process_pk).update(rest_until=now + REST)
        return Swept(failed=1)


def _sweep(hand: Hand) -> tuple[Swept, set[int]]:
    waiting = {id(task) for task in hand.tasks if task.status == STATUS.SCHEDULED}
    pausing.tick(hand)
    moving.conclude(hand)
    opened, missed = owed.tick(hand)
    moving.conclude(hand)
    fired = sum(id(task) in waiting and task.status == STATUS.DONE for task in hand.tasks)
    told = _remind(hand)
    return Swept(fired=fired, opened=opened, missed=missed, reminded=len(told)), told


def _remind(hand: Hand) -> set[int]:
    """Tell about days that have come: once per day and task, the latest one only.

    A task that this very sweep gave out is not written yet: its turn is the next sweep's.

    returns   the people who are told
    """
    told: set[int] = set()
    for task in hand.open_tasks():
        if task.pk is None or task.remind_on is None or task.remind_on > hand.today:
            continue
        block = task.flow_task.block
        come = [each for each in reminder_days(task, block) if each[0] <= hand.today]
        for kind in ("remind", "escalate"):
            days = [count for _, named, count in come if named == kind]
            told |= _tell(hand, task, kind, days)
        task.remind_on = next_reminder(task, block, after=hand.today)
        hand.changed(task)
    return told


def _tell(hand: Hand, task: CaseTask, kind: str, days: list[int]) -> set[int]:
    rows = [Reminder(task=task, kind=kind, days=each, sent_at=hand.now) for each in days]
    sent = set(Reminder.objects.filter(task=task, kind=kind).values_list("days", flat=True))
    new = [row for row in rows if row.days not in sent]
    if not new:
        return set()
    Reminder.objects.bulk_create(new, ignore_conflicts=True)
    late = [row.days for row in new]
    people = _whom(hand, task) if kind == "remind" else _above(hand, task, late)
    day = task.due_on.isoformat() if task.due_on else ""
    hand.tell(people, kind, task=task, step=task.key, kind=task.kind, due_on=day)
    return {person.pk for person in people}


def _whom(hand: Hand, task: CaseTask) -> list[User]:
    """Whoever has the task; when nobody has, everybody in the team who may do it."""
    return [task.owner] if task.owner else hand.holders(task.role)


def _above(hand: Hand, task: CaseTask, late: list[int]) -> list[User]:
    """Whom a task is brought to that is so many days late: each row's role, in the case or else within the unit."""
    people: dict[int, User] = {}
    for row in task.flow_task.block.chain:
        if row.after not in late:
            continue
        held = hand.holders(row.to) if row.to else duties.managers_of(hand)
        found = held or people_who_may(row.to, hand.case.unit_id)
        people |= {person.pk: person for person in found}
    return list(people.values())
