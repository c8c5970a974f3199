"""Carrying a case in hand over to another version, as the judgement has planned it."""

from typing import Any

from django.db import connection
from viewflow.workflow import STATUS

from cases import clocks, owed, places
from cases.hand import GOES_ALONE, Hand
from cases.models import CaseTask, Obligation, PhaseVisit, Proposal
from cases.nodes.human import side_path
from cases.nodes.steps import MAIN
from cases.parties import PARTY
from cases.published import flow_of
from cases.reminders import next_reminder
from cases.versions import version_of
from workflows.moves.verdicts import Plan

HUMAN, TIMER = "HUMAN", "TIMER"
EVENT = "event"  # one that is open waits until others agree
OVER = (STATUS.DONE.value, STATUS.CANCELED.value)
REF = "cases/published.Version%s"  # how Viewflow names a flow; a dot and the node follow
_FOLLOW = (
    f"UPDATE {connection.ops.quote_name(CaseTask._meta.db_table)} "  # noqa: S608  our own table
    "SET flow_task = %s || '.' || split_part(flow_task, '.', 3) WHERE case_id = %s AND status IN (%s, %s) "
    "AND split_part(flow_task, '.', 1) || '.' || split_part(flow_task, '.', 2) = %s "
    "AND split_part(flow_task, '.', 3) = ANY(%s)"
)
UNDER_WAY = (Obligation.State.OPEN, Obligation.State.OVERDUE)


def carry_over(hand: Hand, to_version: int, plan: Plan) -> dict[str, list[str]]:
    """Move what is open, what was done, and what is owed. Nothing passes on by itself: that is the next sweep's.

    returns   the keys of the steps that were kept, stopped and arrived at
    """
    rows = {task.pk: task for task in hand.open_tasks()}
    for pk in plan.stopped:
        hand.activation(rows[pk]).cancel()
    _ask_no_longer(hand, [rows[pk] for pk in plan.stopped if rows[pk].kind == EVENT])
    _change_version(hand, to_version)
    for pk, name in plan.kept.items():
        _keep(hand, rows[pk], hand.node(name))
    if plan.phase and plan.phase != hand.case.phase:
        _enter(hand, plan.phase)
    tokens = {task.token.token: task.token for task in rows.values()} | {MAIN.token: MAIN}
    for name, path in plan.meet:
        hand.begin(name, tokens[path])
    before = set(map(id, hand.open_tasks()))
    for name, path in plan.arrive:
        hand.walk([hand.begin(name, tokens[path])])
    arrived = [task for task in hand.open_tasks() if id(task) not in before]
    _settle_dues(hand)
    _wake_timers(hand)
    return {
        "kept": _keys(rows[pk] for pk in plan.kept),
        "stopped": _keys(rows[pk] for pk in plan.stopped),
        "arrived": _keys(arrived),
    }


def write_places(hand: Hand, rows: list[CaseTask]) -> None:
    """Store in which version the case and its open rows are now; after everything else was written."""
    hand.process.save(update_fields=["flow_class", "version"])
    stored = [row for row in rows if row.pk]
    CaseTask.objects.bulk_update(stored, ["flow_task", "kind", "who", "unit"])


def _keys(rows: Any) -> list[str]:
    return sorted({row.key or row.kind for row in rows})


def _ask_no_longer(hand: Hand, events: list[CaseTask]) -> None:
    """What others were asked to agree to is gone from the drawing: the question is taken back, and the asker told."""
    if not events:
        return
    rows = {task.pk: task for task in events}
    for asked in hand.case.proposals.filter(task__in=rows, state=Proposal.State.OPEN):
        asked.state, asked.settled_at = Proposal.State.WITHDRAWN, hand.now
        hand.also(asked)
        hand.trace("proposal_withdrawn", task=rows[asked.task_id], event=asked.event)
        hand.tell([asked.asked_by], "proposal_withdrawn", event=asked.event)


def _change_version(hand: Hand, to_version: int) -> None:
    """Let the hand read the new version, and let what is done point to its steps where it still has them."""
    old = {node.name: node.task_type for node in hand.process.flow_class.instance.nodes()}
    left, version = hand.process.version_id, version_of(to_version)
    flow = flow_of(version)
    hand.process.flow_class, hand.process.version = flow, version
    hand.version, hand.document = version, version.document()
    hand.facts.follow(hand.document)
    same = [node.name for node in flow.instance.nodes() if old.get(node.name) == node.task_type]
    with connection.cursor() as cursor:
        cursor.execute(_FOLLOW, [REF % to_version, hand.case.pk, *OVER, REF % left, same])


def _keep(hand: Hand, row: CaseTask, node: Any) -> None:
    """Let a row stand for the same step of the new version: its role, day and reminders follow the drawing."""
    old = row.flow_task
    row.flow_task = node
    hand.changed(row)
    if row.flow_task_type != HUMAN:
        return
    if (kind := getattr(node, "kind", "")) and kind != getattr(old, "kind", ""):
        row.kind = kind
    role = getattr(node, "role", "")
    if role != getattr(old, "role", ""):
        _change_role(hand, row, role)
    elif row.role and hand.role(row.role) is None:
        row.role = ""  # it stays in the hands that it is in
    known = hand.role(row.role)
    row.who = list(known.who) if known else row.who
    if row.kind != PARTY:
        row.unit_id = places.queue_of(known, hand.case)
        _follow_fallback(hand, row)
    clocks.follow_drawing(hand, row, old.block, node.block)
    if node.block != old.block:
        row.remind_on = next_reminder(row, node.block, after=hand.today)


def _change_role(hand: Hand, row: CaseTask, role: str) -> None:
    row.role = role
    row.data = {name: value for name, value in row.data.items() if name != GOES_ALONE}
    doers = [member.user for member in hand.doers(role)]
    if row.owner not in doers:
        hand.hand_over(row, doers[0] if len(doers) == 1 else None)


def _follow_fallback(hand: Hand, row: CaseTask) -> None:
    """While nobody holds its role, a task lies with those who do it now: another role may have come in between."""
    if not row.role or hand.holders(row.role) or row.data.get(GOES_ALONE):
        return
    doers = [member.user for member in hand.doers(row.role)]
    if row.owner not in doers:
        hand.hand_over(row, doers[0] if len(doers) == 1 else None)


def _enter(hand: Hand, phase: str) -> None:
    """The case is in another phase, because the drawing is; nothing that is open there stops."""
    hand.case.visits.filter(left_at=None).update(left_at=hand.now)
    PhaseVisit.objects.create(case=hand.case, phase=phase, entered_at=hand.now)
    hand.change_case(phase=phase)
    hand.facts.entered[phase] = hand.today
    hand.trace("phase_entered", phase=phase)


def _settle_dues(hand: Hand) -> None:
    """Bring what is owed in line: what the service owes no longer is dropped, what is new is planned."""
    known = {each.key: each for each in hand.document.obligations}
    for key, rows in owed.occurrences(hand).items():
        for row in rows:
            if row.state not in owed.UNMET:
                continue
            if key not in known:
                row.state = Obligation.State.DROPPED
                hand.also(row)
            elif row.state in UNDER_WAY:
                _give_out(hand, row, known[key].step)
    owed.sync(hand)
    clocks.follow_days(hand)


def _give_out(hand: Hand, row: Obligation, step: str) -> None:
    """What is owed now has the task that the new version gives it: its own, or a step of the drawing."""
    here = hand.open_tasks()
    if step:
        task = next((task for task in here if task.key == step), None)
    else:
        task = next(
            (
                task
                for task in here
                if task.pk and task.pk == row.task_id and task.kind == "obligation"
            ),
            None,
        )
        if task is None:
            task = hand.begin(f"obligation_{row.key}", side_path()).task
            task.due_on = row.due_on
    if (task and task.pk) != row.task_id or (task and not task.pk):
        row.task = task
        hand.also(row)


def _wake_timers(hand: Hand) -> None:
    """Let the next sweep judge every wait anew: days may have changed, and some have just begun."""
    for task in hand.open_tasks():
        if task.flow_task_type == TIMER:
            task.scheduled = hand.now
            hand.changed(task)
