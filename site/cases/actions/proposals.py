"""Answering what was asked of one: taking a role over, approving something; and taking such a question back."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.absences import hands_of
from accounts.models import Unit, User
from cases import duties
from cases.actions import moving
from cases.candidates import works_in
from cases.hand import Hand, hold
from cases.models import CaseTask, Proposal, ProposalAnswer
from cases.refusals import (
    AlreadyProposed,
    AlreadySettled,
    AnswersRefused,
    NotForYou,
    ReasonMissing,
)
from cases.typed import storable
from workflows.document import Event
from workflows.effects import Approval, Transfer

Kind, State = Proposal.Kind, Proposal.State


def offer(  # noqa: PLR0913  what is offered, to whom and why
    hand: Hand,
    event: Event,
    effect: Transfer,
    task: CaseTask,
    *,
    role: str,
    to: User | Unit | None,
    reason: str,
) -> Proposal:
    """Offer a role of the case to a person or another unit; until they take it over, nothing changes.

    errors   AlreadyProposed · AnswersRefused · CannotHoldRole
    """
    role = role or (effect.roles[0] if len(effect.roles) == 1 else "")
    part = hand.role(role)
    if part is None or role not in effect.roles:
        raise AnswersRefused(errors={"role": _("Choose which role is handed on.")})
    if to is None:
        raise AnswersRefused(errors={"to": _("Choose who is to take over.")})
    if isinstance(to, User):
        if hand.holds_role(to, role):
            raise AnswersRefused(errors={"to": _("That person holds the role already.")})
        duties.check_may_hold(hand, role, to)
    giver = hand.by if hand.holds_role(hand.by, role) else None
    return _propose(
        hand,
        event,
        task,
        kind=Kind.TRANSFER,
        reason=reason,
        role=role,
        who=list(part.who),
        giver=giver,
        to_user=to if isinstance(to, User) else None,
        to_unit=to if isinstance(to, Unit) else None,
    )


def ask_approval(
    hand: Hand, event: Event, effect: Approval, task: CaseTask, *, reason: str
) -> Proposal:
    """Ask several roles of the case to approve; what follows begins when enough of them have.

    errors   AlreadyProposed · AnswersRefused
    """
    enough = effect.enough or len(effect.roles)
    people = [user for role in effect.roles for user in hand.holders(role)]
    hand.tell(people, "approval_asked", event=event.key)
    return _propose(
        hand,
        event,
        task,
        kind=Kind.APPROVAL,
        reason=reason,
        roles=list(effect.roles),
        enough=enough,
    )


def answer(proposal: Proposal, *, by: User, agrees: bool, reason: str = "") -> Proposal:
    """Take over or approve, or decline with a reason.

    errors   AlreadySettled · NotForYou · ReasonMissing · CannotHoldRole · CaseIsClosed · CaseBusy
    """
    with hold(proposal.task.process_id, by=by, closed=True) as hand:
        row = _open(hand, proposal)
        words = storable(reason)
        if not agrees and not words:
            raise ReasonMissing
        role = role_to_answer(row, by, hand)
        if not role:
            raise NotForYou
        said = ProposalAnswer(
            proposal=row, role=role, agrees=agrees, reason=words, by=by, at=hand.now
        )
        said.save()
        if row.kind == Kind.TRANSFER:
            _answer_offer(hand, row, said)
        else:
            _count_approvals(hand, row, said)
    return row


def withdraw(proposal: Proposal, *, by: User) -> Proposal:
    """Take a question back before it is answered.

    errors   AlreadySettled · NotForYou
    """
    with hold(proposal.task.process_id, by=by, closed=True) as hand:
        row = _open(hand, proposal)
        if not duties.is_in_hands(hand, row.asked_by_id) and not duties.is_manager(hand):
            raise NotForYou
        _settle(hand, row, State.WITHDRAWN)
        hand.trace("proposal_withdrawn", task=_task(hand, row), event=row.event)
        moving.conclude(hand)
    return row


def role_to_answer(proposal: Proposal, by: User, hand: Hand) -> str:
    """The role in which somebody may answer now; empty when nothing is asked of them.

    Who was offered a role says yes or no for themselves: nobody takes a role over for somebody who is away.
    """
    if proposal.kind == Kind.TRANSFER:
        asked = proposal.to_user_id == by.pk or (
            proposal.to_unit_id is not None and works_in(by, proposal.to_unit_id, proposal.who)
        )
        return proposal.role if asked else ""
    answered = set(proposal.answers.values_list("role", flat=True))
    held = {one.role for one in hand.team if one.user_id in hands_of(by)}
    return next((role for role in proposal.roles if role in held - answered), "")


def _propose(hand: Hand, event: Event, task: CaseTask, *, reason: str, **parts: Any) -> Proposal:
    if not reason:
        raise AnswersRefused(errors={"reason": _("Write why. One sentence is enough.")})
    role = parts.get("role", "")
    if hand.case.proposals.filter(event=event.key, role=role, state=State.OPEN).exists():
        raise AlreadyProposed
    proposal = Proposal(
        case=hand.case,
        task=task,
        event=event.key,
        reason=reason,
        asked_by=hand.by,
        asked_at=hand.now,
        **parts,
    )
    hand.also(proposal)
    return proposal


def _open(hand: Hand, proposal: Proposal) -> Proposal:
    """The proposal as it is now that the case is ours.

    errors   AlreadySettled
    """
    row = hand.case.proposals.get(pk=proposal.pk)
    if row.state != State.OPEN:
        raise AlreadySettled
    return row


def _task(hand: Hand, row: Proposal) -> CaseTask:
    return next(task for task in hand.tasks if task.pk == row.task_id)


def _answer_offer(hand: Hand, row: Proposal, said: ProposalAnswer) -> None:
    facts: Mapping[str, Any] = {"role": row.role, "person": said.by.display_name}
    if not said.agrees:
        _settle(hand, row, State.DECLINED)
        hand.trace(
            "transfer_declined", task=_task(hand, row), event=row.event, reason=said.reason, **facts
        )
        hand.tell([row.asked_by], "transfer_declined", event=row.event, role=row.role)
        return
    duties.check_may_take_over(hand, row)
    _take_over(hand, row, said.by)
    entry = hand.trace("transfer_accepted", task=_task(hand, row), event=row.event, **facts)
    hand.tell([row.asked_by], "transfer_accepted", event=row.event, role=row.role)
    _settle(hand, row, State.AGREED)
    moving.conclude(hand, entry)


def _take_over(hand: Hand, row: Proposal, by: User) -> None:
    """The role and its open tasks change hands together."""
    leaving = {member.user_id for member in moving.displaced(hand, row.role, by)}
    if row.giver_id:
        leaving.add(row.giver_id)
    for member in [each for each in hand.team if each.role == row.role and each.user_id in leaving]:
        if member.user_id != by.pk:
            moving.leave(hand, member)
    mine = [
        task
        for task in hand.open_tasks()
        if task.role == row.role and task.owner_id in leaving and task.flow_task_type == "HUMAN"
    ]
    moving.appoint(hand, row.role, by)
    for task in mine:
        if task.owner_id != by.pk and not task.data.get("goes_alone"):
            hand.hand_over(task, by)


def _count_approvals(hand: Hand, row: Proposal, said: ProposalAnswer) -> None:
    answers = list(row.answers.all())
    agreed = sum(each.agrees for each in answers)
    declined = len(answers) - agreed
    facts = {"event": row.event, "role": said.role, "reason": said.reason}
    task = _task(hand, row)
    if agreed >= row.enough:
        entry = hand.trace("approval_complete", task=task, **facts)
        hand.tell([row.asked_by], "approval_complete", event=row.event)
        _settle(hand, row, State.AGREED)
        moving.conclude(hand, entry)
    elif len(row.roles) - declined < row.enough:
        _settle(hand, row, State.DECLINED)
        hand.trace("approval_declined", task=task, **facts)
        hand.tell([row.asked_by], "approval_declined", event=row.event)
    else:
        hand.trace("approval_given" if said.agrees else "approval_refused", task=task, **facts)


def _settle(hand: Hand, row: Proposal, state: str) -> None:
    """What was asked is answered: the event goes on, or it is as if it had never been started."""
    row.state, row.settled_at = state, hand.now
    hand.also(row)
    task = _task(hand, row)
    if state == State.AGREED:
        hand.facts.mark_started(row.event)
        moving.go_on(hand, task)
    else:
        hand.activation(task).cancel()
