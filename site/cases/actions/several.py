"""What people do where several parties are asked: ask one more, stop one, remind, write for one, go on without."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from cases import duties
from cases.actions import asked, moving, parties
from cases.asked import about_task
from cases.hand import Hand, hold
from cases.letters import remind as send_letter
from cases.models import Case, CaseTask
from cases.parties import (
    EARLY,
    GROUND,
    GROUNDS,
    LONGEST_NAME,
    NAME,
    PARTY,
    SEVERAL,
    WRITTEN_FOR,
    Whom,
    name_of,
)
from cases.queries.askable import units_with_a_queue
from cases.refusals import (
    AnswersRefused,
    CannotAskMore,
    NotForYou,
    ReasonMissing,
    StepIsOpen,
    TaskNotYours,
)
from cases.typed import storable
from forms.sent import links
from workflows.steps import Several


def ask_more(task: CaseTask, *, by: User, whom: Sequence[Whom]) -> list[CaseTask]:
    """Ask more parties while the step runs: all of them or, when one is refused, none.

    task     of the one who asks
    errors   TaskNotYours · AlreadyAsked · CannotAskMore · AnswersRefused · TaskAlreadyDone · CaseIsClosed
    """
    with hold(task.process_id, by=by, task=task) as hand:
        row = _mine(hand, task)
        if not whom:
            raise AnswersRefused(errors={"whom": _("Choose somebody to ask.")})
        made = []
        for each in whom:
            _check_may_be_asked(hand, row.flow_task.block, each)
            parties.check_is_new(hand, row, each)
            made.append(parties.ask(hand, row, each))
        moving.conclude(hand)
    return made


def make_link(
    task: CaseTask, *, by: User, language: str = "", days: int = asked.USUAL_DAYS
) -> links.Made:
    """Make a link for a party outside; one that was made before closes.

    task     of the party
    errors   CannotBeAsked · TaskNotYours · TaskAlreadyDone · CaseIsClosed
    """
    with hold(task.process_id, by=by, task=task) as hand:
        row = hand.task(task.pk)
        _check_asks(hand, row)
        if row.owner_id is not None or row.role:
            raise TaskNotYours
        links.withdraw(about=about_task(row))
        return asked.make_link(hand, row, language=language, days=days)


def stop_asking(task: CaseTask, *, by: User, ground: str, reason: str = "") -> CaseTask:
    """Ask one party no longer; the others are still asked. Also after the path has gone on.

    task     of the party
    ground   one of `cases.parties.GROUNDS`
    errors   TaskNotYours · ReasonMissing · AskedNoLonger · TaskAlreadyDone · CaseIsClosed
    """
    with hold(task.process_id, by=by, task=task) as hand:
        row = hand.task(task.pk)
        _check_asks(hand, row)
        told = row.owner
        _stop(hand, row, ground, reason)
        if told:
            hand.tell([told], "asked_no_longer", task=row, step=row.key, kind=PARTY)
    return row


def decline(task: CaseTask, *, by: User, reason: str) -> CaseTask:
    """Say that one cannot answer. The one who asks is told why.

    task     of the party
    errors   TaskNotYours · ReasonMissing · AskedNoLonger · TaskAlreadyDone · CaseIsClosed
    """
    with hold(task.process_id, by=by, task=task) as hand:
        row = hand.task(task.pk)
        if row.kind != PARTY or not duties.is_in_hands(hand, row.owner_id):
            raise TaskNotYours
        if not storable(reason):
            raise ReasonMissing
        asker = parties.asker_of(hand, row)
        _stop(hand, row, "declined", reason)
        people = [asker.owner] if asker and asker.owner else hand.holders(row.flow_task.block.role)
        hand.tell(people, "party_declined", task=asker or row, step=row.key)
    return row


def _stop(hand: Hand, row: CaseTask, ground: str, reason: str) -> None:
    words = storable(reason)
    if ground not in GROUNDS or (ground == "other" and not words):
        raise ReasonMissing
    row.data = {**row.data, GROUND: ground, NAME: name_of(row)}
    row.skipped_reason = words
    hand.activation(row).cancel()
    hand.also(row)  # others that stop in the same moment are written together, without a reason
    said = {"reason": words} if words else {}
    entry = hand.trace(
        "party_stopped", task=row, step=row.key, party=name_of(row), ground=ground, **said
    )
    moving.conclude(hand, entry)


def remind(task: CaseTask, *, by: User) -> None:
    """Remind one party by hand.

    errors   TaskNotYours · AskedNoLonger · TaskAlreadyDone · CaseIsClosed
    """
    with hold(task.process_id, by=by, task=task) as hand:
        row = hand.task(task.pk)
        _check_asks(hand, row)
        if row.owner is None:
            raise TaskNotYours
        hand.tell([row.owner], "remind", task=row, step=row.key, kind=PARTY)
        hand.trace("party_reminded", task=row, step=row.key, party=name_of(row))
        send_letter.enqueue(row.owner_id)


def write_for(task: CaseTask, *, by: User) -> CaseTask:
    """Write down oneself what one party said, by phone or on paper: the task comes into one's own hands.

    errors   TaskNotYours · AskedNoLonger · TaskAlreadyDone · CaseIsClosed
    """
    with hold(task.process_id, by=by, task=task) as hand:
        row = hand.task(task.pk)
        _check_asks(hand, row)
        row.data = {**row.data, NAME: name_of(row) or row.unit.name, WRITTEN_FOR: True}
        if row.owner_id != by.pk:
            hand.hand_over(row, by)
        links.withdraw(about=about_task(row))
        hand.trace("party_written_for", task=row, step=row.key, party=name_of(row))
    return row


def write_early(case: Case, key: str, *, by: User, name: str) -> CaseTask:
    """Write down an answer that came before the step was reached: it is counted when the step comes.

    key      of the step
    errors   NotForYou · AnswersRefused · StepIsOpen · AlreadyAsked · CaseIsClosed
    """
    with hold(case.processes.get().pk, by=by) as hand:
        duties.check_in_team(hand)
        step = next((each for each in hand.document.tasks() if each.key == key), None)
        if not isinstance(step, Several):
            raise NotForYou
        if any(each.kind == SEVERAL and each.key == key for each in hand.open_tasks()):
            raise StepIsOpen
        whom = Whom(name=_checked_name(name))
        row = parties.begin(hand, key, whom, number=EARLY)
        row.owner, row.assigned, row.status = by, hand.now, "ASSIGNED"
        row.data = {**row.data, WRITTEN_FOR: True}
        hand.trace("party_early", task=row, step=key, party=whom.name)
    return row


def go_on_without(task: CaseTask, *, by: User, reason: str) -> CaseTask:
    """Let the path go on with the answers there are, and say why.

    task     of the one who asks
    errors   TaskNotYours · ReasonMissing · GateHoldsBack · TaskAlreadyDone · CaseIsClosed
    """
    with hold(task.process_id, by=by, task=task) as hand:
        row = _mine(hand, task)
        words = storable(reason)
        if not words:
            raise ReasonMissing
        parties.go_on(hand, row, parties.REASON, words)
        moving.conclude(hand)
    return row


def _mine(hand: Hand, task: CaseTask) -> CaseTask:
    """The task of asking, in the hands of whoever acts, or of a unit they manage."""
    row = hand.task(task.pk)
    if row.kind != SEVERAL:
        raise TaskNotYours
    if not duties.is_in_hands(hand, row.owner_id) and not duties.is_manager(hand):
        raise TaskNotYours
    return row


def _check_asks(hand: Hand, row: CaseTask) -> None:
    """Only who asks may stop, remind and write for a party: also after the path has gone on."""
    if row.kind != PARTY:
        raise TaskNotYours
    asker = parties.asker_of(hand, row)
    role = row.flow_task.block.role
    asking = [member.user_id for member in hand.team if member.role == role]
    asking += [asker.owner_id] if asker is not None else []
    mine = any(duties.is_in_hands(hand, person) for person in asking)
    if not (mine or duties.is_manager(hand)):
        raise TaskNotYours


def _check_may_be_asked(hand: Hand, block: Several, whom: Whom) -> None:
    if whom.name:
        if not block.links:
            raise CannotAskMore
        _checked_name(whom.name)
        return
    if whom.role not in block.may_ask:
        raise CannotAskMore
    if whom.user is not None:
        duties.check_may_hold(hand, whom.role, whom.user)
    elif whom.unit not in units_with_a_queue(hand.role(whom.role)):
        raise CannotAskMore


def _checked_name(name: str) -> str:
    words = storable(name)
    if not words:
        raise AnswersRefused(errors={"name": _("Write whose answer it is.")})
    if len(words) > LONGEST_NAME:
        said = _("Write it in %(count)s characters at most.") % {"count": LONGEST_NAME}
        raise AnswersRefused(errors={"name": said})
    return words
