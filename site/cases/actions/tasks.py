"""What people do with tasks: take, hand over, put back, save a draft, finish, skip, stop, think of a new one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from cases import day_limits, duties
from cases.actions import moving, party_answers
from cases.hand import GOES_ALONE, Hand, hold
from cases.models import Case, CaseTask, TaskDraft
from cases.nodes.human import side_path
from cases.parties import PARTY, SEVERAL, whom_of
from cases.refusals import (
    AnswersRefused,
    CannotBeSkipped,
    CannotBeStopped,
    CannotHoldRole,
    CaseIsClosed,
    GoesOnByItself,
    ReasonMissing,
    TaskNotTaken,
    TaskNotYours,
    TaskTaken,
)
from cases.typed import storable, storable_form
from forms.models import FormVersion

LONGEST_TITLE = 200


def complete_task(  # noqa: PLR0913  everything that one page hands in
    task: CaseTask,
    *,
    by: User,
    answers: Mapping[str, Any],
    appointments: Mapping[str, Sequence[User]] | None = None,
    form_version: FormVersion | None = None,
    ending: str = "",
) -> CaseTask:
    """Hand in the answers of a task and let the case go on.

    answers        cleaned answers; {"branch": key} for a judgement
    appointments   {role of the workflow: people}, for a step that appoints; several where several may hold it
    form_version   the version the answers were checked against
    ending         why the case ends, when it does: one of the outcome's reasons
    errors         TaskAlreadyDone · TaskNotYours · NotForYou · GateHoldsBack · PeriodTooLong · PeriodMisplaced
                   · CannotHoldRole · WrongFormVersion · EndingReasonMissing · CaseIsClosed · CaseBusy; nothing is
                   stored then
    """
    with hold(task.process_id, by=by, task=task, closed=True) as hand:
        row = hand.task(task.pk)
        hand.ending = None if row.kind == PARTY else ending
        if not hand.case.is_open and row.kind != "obligation":
            raise CaseIsClosed
        duties.check_may_do(hand, row)
        if row.kind == SEVERAL:
            raise GoesOnByItself
        part = moving.part_of(hand, row)
        form = moving.check_form(hand, getattr(part, "form", ""), form_version)
        if row.kind == PARTY:
            party_answers.answer(hand, row, answers=answers, form=form)
            return row
        people = {role: chosen for role, chosen in (appointments or {}).items() if chosen}
        if row.kind != "judgement":
            hand.facts.record(
                row.key, answers
            )  # who may hold a role can hang on what is answered now
        _take(hand, row)
        moving.complete(hand, row, answers=answers, form=form, people=people)
    return row


def take_task(task: CaseTask, by: User) -> CaseTask:
    """Take a task from the queue; from then on the case is open to the one who took it.

    errors   TaskTaken · TaskAlreadyDone · TaskNotYours · CannotHoldRole
    """
    with hold(task.process_id, by=by, task=task) as hand:
        row = hand.task(task.pk)
        if duties.is_in_hands(hand, row.owner_id):
            return row
        if row.owner_id is not None:
            raise TaskTaken
        duties.check_may_take(hand, row)
        _take(hand, row)
        hand.trace("task_taken", task=row, **_named(row))
    return row


def give_task(task: CaseTask, by: User, to: User, *, whole_role: bool = False) -> CaseTask:
    """Hand a task over.

    whole_role   the role of the task goes along, with its other open tasks; else this task goes alone and the
                 role stays where it is. Of a role that nobody holds, or several may hold, `to` becomes a holder.
    errors       TaskNotYours · CannotHoldRole · TaskAlreadyDone
    """
    with hold(task.process_id, by=by, task=task) as hand:
        row = hand.task(task.pk)
        _check_may_give(hand, row)
        alone, whole_role = False, whole_role and row.kind != PARTY
        if row.kind == PARTY:
            duties.check_may_hold(hand, row.role, to)  # may, and does not come to
        elif row.role and row.kind != "extra":
            duties.check_may_hold(hand, row.role, to)
            alone = not whole_role and bool(moving.displaced(hand, row.role, to))
            if not alone:
                moving.appoint(hand, row.role, to)
            row.data = {**row.data, GOES_ALONE: alone}
            hand.changed(row)
        elif not duties.is_in_team(hand, to):
            raise CannotHoldRole(_("Choose somebody in the team of the case."))
        elif not hand.holds_role(to, row.role):
            row.role = ""  # a small thing to do goes alone; the role stays where it is
        if row.owner_id != to.pk:
            hand.hand_over(row, to)
        how = "task_given_with_role" if whole_role and row.role else "task_given"
        role = {"role": row.role} if whole_role and row.role else {}
        hand.trace(how, task=row, to=to.display_name, **role, **_named(row))
        hand.tell([to], "task_given", task=row, **_named(row))
    return row


def put_back(task: CaseTask, by: User) -> CaseTask:
    """Put a task back into the unit's queue; who did nothing else in that role gives the role up.

    errors   TaskNotYours · TaskAlreadyDone
    """
    with hold(task.process_id, by=by, task=task) as hand:
        row = hand.task(task.pk)
        in_hands = duties.is_in_hands(hand, row.owner_id)
        if not in_hands or not row.role or not _came_from_a_queue(row):
            raise TaskNotYours
        alone = row.kind != PARTY and row.data.get(GOES_ALONE)
        if alone and (holders := hand.holders(row.role)):
            row.data = {**row.data, GOES_ALONE: False}  # back to whose it was
            hand.hand_over(row, holders[0])
            hand.tell(holders[:1], "task_given", task=row, **_named(row))
        else:
            hand.hand_over(row, None)
            if row.kind != PARTY:
                _leave_if_idle(hand, row.role)
        hand.trace("task_put_back", task=row, **_named(row))
    return row


def save_draft(task: CaseTask, by: User, raw: Mapping[str, list[str]]) -> TaskDraft:
    """Keep what somebody typed; it is theirs alone until they hand it in.

    raw      {posted name: [values]}
    errors   TaskNotTaken · TaskAlreadyDone · TaskNotYours · CaseIsClosed
    """
    with hold(task.process_id, by=by, task=task, closed=True) as hand:
        row = hand.task(task.pk)
        if row.owner_id is None:
            raise TaskNotTaken
        duties.check_may_do(hand, row)
        draft, _made = TaskDraft.objects.update_or_create(
            task=row, by=by, defaults={"raw": storable_form(raw), "saved_at": hand.now}
        )
    return draft


def skip_task(task: CaseTask, by: User, reason: str) -> CaseTask:
    """Go on without a step, with a reason.

    errors   CannotBeSkipped · ReasonMissing · TaskNotYours · TaskAlreadyDone
    """
    with hold(task.process_id, by=by, task=task) as hand:
        row = hand.task(task.pk)
        duties.check_may_do(hand, row)
        if not getattr(row.flow_task.block, "may_skip", False):
            raise CannotBeSkipped
        row.skipped_reason = _reason(reason)
        row.done_by = by
        _take(hand, row)
        entry = hand.trace("task_skipped", task=row, reason=row.skipped_reason, **_named(row))
        moving.go_on(hand, row, done=False)
        moving.conclude(hand, entry)
    return row


def stop_task(task: CaseTask, by: User, reason: str) -> CaseTask:
    """Stop a task that the case can do without: beside the path, or in one of several parallel branches.

    errors   CannotBeStopped · ReasonMissing · TaskNotYours · TaskAlreadyDone
    """
    with hold(task.process_id, by=by, task=task) as hand:
        row = hand.task(task.pk)
        if not duties.is_in_hands(hand, row.owner_id) and not duties.is_manager(hand):
            raise TaskNotYours
        if not _can_be_stopped(hand, row):
            raise CannotBeStopped
        words = _reason(reason)
        hand.activation(row).cancel()
        entry = hand.trace("task_stopped", task=row, reason=words, **_named(row))
        moving.conclude(hand, entry)
    return row


def add_extra_task(  # noqa: PLR0913  each is a part of one form
    case: Case,
    by: User,
    *,
    title: str,
    role: str = "",
    owner: User | None = None,
    due_on: date | None = None,
) -> CaseTask:
    """Think of a task that is not in the drawing, for a role or for somebody in the team.

    errors   NotForYou · AnswersRefused · CaseIsClosed
    """
    with hold(case.processes.get().pk, by=by) as hand:
        duties.check_in_team(hand)
        title = storable(title)
        _check_extra(hand, title, role, owner, due_on)
        row = hand.begin("extra", side_path()).task
        row.title, row.role, row.owner, row.due_on = title, role, owner, due_on
        hand.give_out(row)
        hand.trace("extra_added", task=row, title=row.title)
        if row.owner:
            hand.tell([row.owner], "task_given", task=row, title=row.title)
    return row


def _take(hand: Hand, row: CaseTask) -> None:
    """Put a task that lies in the queue into the hands of the one who acts."""
    if row.owner_id is not None:
        return
    if row.role and row.kind != PARTY:
        moving.appoint(hand, row.role, hand.actor)
    if row.owner_id is None:
        hand.hand_over(row, hand.by)


def _came_from_a_queue(row: CaseTask) -> bool:
    """Whether a task has a queue to go back to: a person who is asked by name has none."""
    return row.kind != PARTY or not whom_of(row).startswith("user:")


def _check_may_give(hand: Hand, row: CaseTask) -> None:
    """A task is handed over by its owner, by the team when nobody has it, or by a manager."""
    if duties.is_in_hands(hand, row.owner_id) or duties.is_manager(hand):
        return
    team = (member.user_id for member in hand.team)
    if row.owner_id is None and any(duties.is_in_hands(hand, person) for person in team):
        return
    raise TaskNotYours


def _leave_if_idle(hand: Hand, role: str) -> None:
    mine = CaseTask.objects.filter(case=hand.case, role=role, done_by=hand.by)
    busy = any(task.role == role and task.owner_id == hand.actor.pk for task in hand.open_tasks())
    if busy or mine.exists():
        return
    for member in [
        each for each in hand.team if (each.role, each.user_id) == (role, hand.actor.pk)
    ]:
        moving.leave(hand, member)


def _can_be_stopped(hand: Hand, row: CaseTask) -> bool:
    if row.kind in ("extra", "obligation"):
        return True
    name = row.flow_task.name
    return any(
        node.task_type == "JOIN" and name in node.inside
        for node in hand.process.flow_class.instance.nodes()
    )


def _check_extra(
    hand: Hand, title: str, role: str, owner: User | None, due_on: date | None
) -> None:
    errors = {}
    if not title:
        errors["title"] = _("Write what is to be done.")
    if len(title) > LONGEST_TITLE:
        errors["title"] = _("Write it in %(count)s characters at most.") % {"count": LONGEST_TITLE}
    if role and hand.role(role) is None:
        errors["role"] = _("The workflow has no such role.")
    if not role and owner is None:
        errors["role"] = _("Choose who does it.")
    if owner is not None and not duties.is_in_team(hand, owner):
        errors["owner"] = _("Choose somebody in the team of the case.")
    if due_on is not None and due_on < hand.today:
        errors["due_on"] = _("Choose today or a later day.")
    elif sentence := day_limits.why_not(due_on, day_limits.PLANNED, today=hand.today):
        errors["due_on"] = sentence
    if errors:
        raise AnswersRefused(errors=errors)


def _reason(words: str) -> str:
    reason = storable(words)
    if not reason:
        raise ReasonMissing
    return reason


def _named(row: CaseTask) -> dict[str, str]:
    """How a trace names a task."""
    return {"title": row.title} if row.title else {"step": row.key, "kind": row.kind}
