"""Asking several parties while a case moves: who is asked, whose answer has come, when the path goes on.

Called inside an action that holds the case. What people do about it by hand is in `cases.actions.several`.
"""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from cases import owed
from cases.hand import GOES_ALONE, Hand
from cases.held import HELD, hold_still
from cases.models import CaseTask
from cases.nodes.human import side_path
from cases.parties import (
    EARLY,
    NAME,
    PARTY,
    ROUND,
    SEVERAL,
    WENT_ON,
    WHOM,
    WHY,
    Whom,
    name_of,
    round_of,
    whom_of,
)
from cases.refusals import AlreadyAsked
from cases.reminders import next_reminder

ENOUGH, DEADLINE, REASON = "enough", "deadline", "reason"


def settle(hand: Hand) -> None:
    """Let everything go on that may: joins, waits, and steps whose answers are enough. Begins those just reached."""
    hand.settle()
    while hand.case.is_open and _one_goes_on(hand):
        hand.settle()


def _one_goes_on(hand: Hand) -> bool:
    for task in hand.open_tasks():
        if task.kind != SEVERAL:
            continue
        if round_of(task) is None:
            _begin(hand, task)
        if why := _why_go_on(hand, task):
            go_on(hand, task, why)
            return True
    return False


def _begin(hand: Hand, task: CaseTask) -> None:
    """The step is reached: take over who is asked already and what came early, and ask who is always asked."""
    early = _given_early(hand, task.key)
    left = [each for each in hand.open_tasks() if (each.kind, each.key) == (PARTY, task.key)]
    number = hand.facts.tally(task.key).open_round()
    task.data = {**task.data, ROUND: number}
    hand.changed(task)
    for each in (*early, *left):
        each.data = {**each.data, ROUND: number}
        hand.changed(each)
        hand.facts.tally(task.key).asks(each)
    for each in early:
        said = each.submission.answers if each.submission else {}
        hand.facts.tally(task.key).answers(each, said)
        hand.trace("early_answer_taken", task=each, step=task.key, party=name_of(each))
    known = {whom_of(each) for each in (*early, *left)}
    for whom in _from_the_beginning(hand, task):
        if whom.key not in known:
            ask(hand, task, whom)


def _given_early(hand: Hand, key: str) -> list[CaseTask]:
    """Answers that were written down before the step was reached, and belong to no round yet."""
    given = CaseTask.objects.filter(case=hand.case, key=key, kind=PARTY, status="DONE")
    rows = list(given.filter(**{f"data__{ROUND}": EARLY}).select_related("submission", "owner"))
    for row in rows:
        row.process = hand.process
    return rows


def _from_the_beginning(hand: Hand, task: CaseTask) -> list[Whom]:
    """Who is asked when the step is reached: each holder of the roles it names, else the unit's queue."""
    found = []
    for key in task.flow_task.block.asks:
        role, holders = hand.role(key), hand.holders(key)
        if role is not None and role.many and holders:
            found += [Whom(key, user=user) for user in holders]
        else:
            found.append(Whom(key, user=holders[0] if holders else None, follows=True))
    return found


def ask(hand: Hand, task: CaseTask, whom: Whom) -> CaseTask:
    """Give one party a task of its own. It opens nothing of the case.

    task     of the one who asks
    errors   AlreadyAsked
    """
    row = begin(hand, task.key, whom, number=round_of(task) or EARLY)
    row.due_on = _day_for(hand, task)
    row.remind_on = next_reminder(row, row.flow_task.block)
    if hand.facts.pause:
        hold_still(row, hand.facts.pause.clocks)
    hand.trace("party_asked", task=row, step=row.key, party=_called(hand, whom))
    if row.owner:
        hand.tell([row.owner], "asked", task=row, step=row.key, kind=PARTY)
    return row


def begin(hand: Hand, key: str, whom: Whom, *, number: int) -> CaseTask:
    """Make the task of one party."""
    given = {ROUND: number, WHOM: whom.key, GOES_ALONE: not whom.follows}
    if whom.name:
        given[NAME] = whom.name
    row: CaseTask = hand.begin(f"party_{key}", side_path(), **given).task
    row.role = whom.role
    role = hand.role(whom.role)
    row.who = list(role.who) if role else []
    if whom.user is not None:
        row.owner, row.assigned, row.status = whom.user, hand.now, "ASSIGNED"
    hand.added(row)
    if whom.unit is not None:
        row.unit = whom.unit
    return row


def check_is_new(hand: Hand, task: CaseTask, whom: Whom) -> None:
    """Refuse to ask somebody twice in a round.

    errors   AlreadyAsked
    """
    stored = CaseTask.objects.filter(case=hand.case, key=task.key, kind=PARTY)
    asked = stored.exclude(status="CANCELED").filter(**{f"data__{ROUND}": round_of(task)})
    mine = [each for each in hand.open_tasks() if (each.kind, each.key) == (PARTY, task.key)]
    known = {whom_of(each) for each in (*asked, *mine)}
    people = {each.owner_id for each in (*asked, *mine)} - {None}
    if whom.key in known or (whom.user is not None and whom.user.pk in people):
        raise AlreadyAsked


def asker_of(hand: Hand, row: CaseTask) -> CaseTask | None:
    """The open task of the one who asks; None when the path has gone on."""
    mine = (SEVERAL, row.key, round_of(row))
    return next((t for t in hand.open_tasks() if (t.kind, t.key, round_of(t)) == mine), None)


def _why_go_on(hand: Hand, task: CaseTask) -> str:
    """Why the path may go on now; empty while answers are waited for."""
    block, tally = task.flow_task.block, hand.facts.tally(task.key)
    wanted = block.enough or max(tally.asked, 1)
    enough = tally.answered >= wanted
    why = ENOUGH if enough else DEADLINE if _is_past(hand, task) else ""
    return why if why and _gates_hold(hand, task) else ""


def _is_past(hand: Hand, task: CaseTask) -> bool:
    """Whether the day to answer by has gone by. One that had gone before the step was reached ends nothing."""
    if not task.flow_task.block.at_deadline or task.due_on is None:
        return False
    return timezone.localdate(task.created) <= task.due_on < hand.today


def _gates_hold(hand: Hand, task: CaseTask) -> bool:
    gates = [gate for gate in hand.document.gates if gate.step == task.key]
    return all(hand.holds(gate.rule) for gate in gates)


def go_on(hand: Hand, task: CaseTask, why: str, reason: str = "") -> None:
    """The path leaves the step: the others are still heard, or asked no longer.

    errors   GateHoldsBack
    """
    hand.check_gates(task.key)
    block, tally = task.flow_task.block, hand.facts.tally(task.key)
    task.data = {**task.data, WENT_ON: why}
    said = {"step": task.key, "answered": tally.answered, "asked": tally.asked}
    if reason:
        task.done_by = hand.by
        task.data[WHY] = said["reason"] = reason
    hand.trace(f"went_on_{why}", task=task, **said)
    if not block.late:
        _stop_the_others(hand, task)
    if reason and not tally.answered:
        task.skipped_reason = reason
    else:
        hand.facts.mark_done(task.key)
        owed.meet(hand, task)
    step = hand.activation(task)
    step.close()
    step.activate_next()
    people = [user for role in block.tells for user in hand.holders(role)]
    people += [task.owner] if task.owner else []
    hand.tell(people, "asking_done", task=task, step=task.key)


def _stop_the_others(hand: Hand, task: CaseTask) -> None:
    for each in hand.open_tasks():
        if (each.kind, each.key, round_of(each)) == (PARTY, task.key, round_of(task)):
            hand.activation(each).cancel()
            if each.owner:
                hand.tell([each.owner], "asked_no_longer", task=each, step=each.key, kind=PARTY)


def _day_for(hand: Hand, task: CaseTask) -> Any:
    """The day to answer by: the step's own; who is asked after it gets as long as the first ones had.

    While the case is paused, the step keeps its day aside, and nobody is too late for it.
    """
    if aside := task.data.get(HELD):
        return date.fromisoformat(aside)
    if task.due_on is None or task.due_on >= hand.today:
        return task.due_on
    given = task.due_on - timezone.localdate(task.created)
    return hand.today + max(given, timedelta(days=1))


def _called(hand: Hand, whom: Whom) -> str:
    """Who is asked, for the journal: a name where there is one, else the key of the role."""
    if whom.user is not None:
        return whom.user.display_name
    return whom.name or (whom.unit.name if whom.unit else hand.case.unit.name)
