"""Asking somebody outside a step of a case by a personal link, and what happens when they have answered.

The answers wait on the task: somebody of the team reads, completes and finishes. Nothing is finished by itself.
"""

from typing import Any

from accounts.models import User
from cases import duties, locks, versions
from cases.actions import party_answers
from cases.asked import ANSWERED, ASKED, about_task, answers_of, task_of
from cases.hand import Hand, hold
from cases.models import CaseProcess, CaseTask
from cases.parties import PARTY
from cases.queries.asked_facts import facts_for
from cases.queries.outside import THEY, asked_of_them, may_be_asked
from cases.refusals import CannotBeAsked
from forms.instruments.measuring import unmeasure
from forms.kinds.places import PEOPLE
from forms.models import FormVersion, Submission
from forms.sent import links

DAYS = (7, 14, 30, 90)
USUAL_DAYS = 14


def ask(task: CaseTask, *, by: User, language: str = "", days: int = USUAL_DAYS) -> links.Made:
    """Make a link with which somebody answers the form of a task, once.

    errors   CannotBeAsked · TaskNotYours · TaskAlreadyDone · CaseIsClosed
    """
    with hold(task.process_id, by=by, task=task) as hand:
        row = hand.task(task.pk)
        duties.check_may_do(hand, row)
        made = make_link(hand, row, language=language, days=days)
        hand.trace("asked_by_link", task=row, step=row.key, kind=row.kind)
    return made


def make_link(hand: Hand, row: CaseTask, *, language: str, days: int) -> links.Made:
    """Make a link about a task in hand; its answers come to `take_in`.

    errors   CannotBeAsked
    """
    version = _form(hand, row)
    if version is None or not may_be_asked(version):
        raise CannotBeAsked
    document = asked_of_them(version)
    known = facts_for(document, hand.facts, version=hand.version.pk, roles=lambda: THEY)
    known.pop(PEOPLE, None)  # who works with the case is no matter of the person outside
    made = links.make(
        version.definition,
        about=about_task(row),
        by=hand.actor,
        language=language,
        days=days,
        facts=known,
        version=version,
    )
    row.data = {**row.data, ASKED: True}
    hand.changed(row)
    return made


def withdraw(task: CaseTask, link: int, *, by: User) -> bool:
    """Close one link of a task; whether there was such a link.

    errors   TaskNotYours · TaskAlreadyDone · CaseIsClosed
    """
    with hold(task.process_id, by=by, task=task) as hand:
        row = hand.task(task.pk)
        duties.check_may_do(hand, row)
        closed = links.withdraw_one(link, about=about_task(row))
        if closed:
            hand.trace("link_withdrawn", task=row, step=row.key, kind=row.kind)
    return closed


def before_answers(*, about: str, **_signal: Any) -> None:
    """Answers are about to come: the case is locked before its links, as everywhere.

    errors   CaseBusy
    """
    place = task_of(about)
    if place is not None:
        tasks = CaseTask.objects.filter(pk=place.task, case=place.case)
        for process in CaseProcess.objects.filter(pk__in=tasks.values("process")):
            locks.take(process.pk)


def take_in(*, submission: Submission, about: str, **_signal: Any) -> None:
    """Answers have come for a step: they wait on its task, and whoever has the task is told.

    errors   TaskAlreadyDone · CaseIsClosed · CaseBusy; the answers are not kept then
    """
    place = task_of(about)
    task = place and CaseTask.objects.filter(pk=place.task, case=place.case).first()
    if not task:
        return
    with hold(task.process_id, task=task) as hand:
        row = hand.task(task.pk)
        if row.kind == PARTY:  # nobody completes what a party says
            party_answers.answer_outside(hand, row, submission)
            return
        row.data = {**row.data, ANSWERED: [*answers_of(row), submission.pk]}
        hand.changed(row)
        hand.trace("answered_by_link", task=row, step=row.key, kind=row.kind)
        people = [row.owner] if row.owner else hand.holders(row.role)
        hand.tell(people, "answered_by_link", task=row, step=row.key)
    unmeasure(submission)


def _form(hand: Hand, row: CaseTask) -> FormVersion | None:
    """The form version that the task asks in this case."""
    slug = getattr(row.flow_task.block, "form", "")
    return versions.pinned_form(hand.version, slug) if slug else None
