"""The same thing done with many tasks: each for itself, so that one that cannot be done keeps no other back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from accounts.models import User
from cases import duties
from cases.actions.tasks import give_task
from cases.hand import hold
from cases.letters import remind as send_letter
from cases.models import CaseTask, JournalEntry
from cases.refusals import NobodyToRemind, Refusal, RemindedToday, TaskNotYours

MOST = 200  # in one go


@dataclass
class Outcome:
    """What became of many tasks.

    refused   each task that was left as it was, with the sentence that says why
    """

    done: int = 0
    refused: list[tuple[CaseTask, str]] = field(default_factory=list)


def give_many(tasks: Iterable[CaseTask], *, by: User, to: User) -> Outcome:
    """Hand tasks over to one person; a role goes along where it has one holder and its task cannot go alone."""
    return _each(tasks, lambda task: give_task(task, by, to))


def remind_many(tasks: Iterable[CaseTask], *, by: User) -> Outcome:
    """Remind everybody who has one of these tasks."""
    return _each(tasks, lambda task: remind(task, by=by))


def remind(task: CaseTask, *, by: User) -> CaseTask:
    """Remind whoever has a task, at most once a day. Who stands in for somebody who is away is told as well.

    errors   TaskNotYours · NobodyToRemind · RemindedToday · TaskAlreadyDone · CaseIsClosed
    """
    with hold(task.process_id, by=by, task=task) as hand:
        row = hand.task(task.pk)
        if not duties.is_manager(hand):
            raise TaskNotYours
        if row.owner is None:
            raise NobodyToRemind
        since = timezone.localtime(hand.now).replace(hour=0, minute=0, second=0, microsecond=0)
        told = JournalEntry.objects.filter(task=row, code="task_reminded", written_at__gte=since)
        if told.exists():
            raise RemindedToday
        named = {"title": row.title} if row.title else {"step": row.key, "kind": row.kind}
        hand.tell([row.owner], "remind", task=row, **named)
        hand.trace("task_reminded", task=row, to=row.owner.display_name, **named)
        send_letter.enqueue(row.owner_id)
    return row


def _each(tasks: Iterable[CaseTask], act: Callable[[CaseTask], CaseTask]) -> Outcome:
    outcome = Outcome()
    for task in tasks:
        try:
            act(task)
        except Refusal as refusal:
            outcome.refused.append((task, str(refusal)))
        else:
            outcome.done += 1
    return outcome
