"""Obligations of a case in hand: when they fall due, when they open, and when they are met, late or missed.

Days are counted from the anchor's first day, or from the last time something was met: as its author says.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from cases.duties import managers_of
from cases.hand import Hand
from cases.held import put_aside, take_back
from cases.models import CaseTask
from cases.models import Obligation as Owed
from cases.nodes.human import side_path
from cases.parties import PARTY
from cases.stopped_time import moved as moved_by_pauses
from workflows.calendars import moved
from workflows.dates import add, times
from workflows.document import Obligation, WorkflowDocument

UNMET = (Owed.State.COMING, Owed.State.OPEN, Owed.State.OVERDUE)
MET = (Owed.State.MET, Owed.State.MET_LATE)
# Anchors that come again by their nature; a later day is then something new that is owed.
COMES_AGAIN = ("decision_start", "decision_end", "phase:", "obligation:")
CLOCK = "obligations"
MOST_AT_ONCE = 120  # rows of one obligation: ten years of monthly visits


def sync(hand: Hand) -> None:
    """Bring what is owed up to date with the anchors: a new day moves what is not met yet."""
    if not hand.document.obligations:
        return
    rows = _rows(hand)
    for obligation in hand.document.obligations:
        if hand.case.is_open or obligation.is_owed_after_closing:
            _plan(hand, obligation, rows.setdefault(obligation.key, []))


def reads_answers(document: WorkflowDocument) -> bool:
    """Whether what somebody answers can change what is owed, or when."""
    return any(
        each.rule is not None or each.first.anchor.startswith("answer:")
        for each in document.obligations
    )


def tick(hand: Hand) -> tuple[int, int]:
    """Open what opens today and note what is overdue.

    returns   how many opened, how many became overdue
    """
    before = {row.pk: row.state for rows in _rows(hand).values() for row in rows}
    sync(hand)
    now = [row for rows in _rows(hand).values() for row in rows]
    moved = [row for row in now if before.get(row.pk) != row.state]
    opened = sum(before.get(row.pk) == Owed.State.COMING for row in moved)
    return opened, sum(row.state == Owed.State.OVERDUE for row in moved)


def meet(hand: Hand, task: CaseTask) -> None:
    """Finishing a task meets what was owed through it: the earliest occurrence that is not met yet."""
    for obligation in hand.document.obligations:
        if task.key != (obligation.step or obligation.key):
            continue
        if not obligation.step and task.kind != "obligation":
            continue
        row = _occurrence(_rows(hand).get(obligation.key, []), obligation, hand.today)
        if row is None:
            continue
        in_time = _is_in_time(hand, row)
        row.held = False
        row.state = Owed.State.MET if in_time else Owed.State.MET_LATE
        row.met_at, row.task = hand.now, task
        hand.also(row)
        hand.facts.mark_met(obligation.key)
        hand.anchors_moved = True
        people = [user for role in obligation.tells for user in hand.holders(role)]
        hand.tell(people, "obligation_met", task=task, obligation=obligation.key)


def miss(hand: Hand, row: Owed) -> None:
    """Give an occurrence up: it was not met, and will not be."""
    row.state = Owed.State.MISSED
    hand.also(row)
    hand.anchors_moved = True
    _take_back(hand, row)
    hand.trace("obligation_missed", obligation=row.key, due_on=row.due_on.isoformat())


def stand_still(hand: Hand) -> None:
    """The case is paused: what the pause stops falls due no more until it goes on."""
    for obligation, row in _unmet(hand):
        if hand.facts.stands_still(CLOCK, obligation.on_pause):
            row.held = True
            hand.also(row)
            for task in _own_task(hand, row):
                put_aside(task)
                hand.changed(task)


def go_on(hand: Hand) -> None:
    """The case goes on: `sync` moves what stood still to its new day."""
    for row in (each for rows in _rows(hand).values() for each in rows):
        if row.held:
            row.held = False
            hand.also(row)
            for task in _own_task(hand, row):
                take_back(task)
                hand.changed(task)


def row_of(hand: Hand, pk: int) -> Owed:
    """One occurrence of what is owed in this case.

    errors   LookupError when it belongs to another case
    """
    found = (row for rows in _rows(hand).values() for row in rows if row.pk == pk)
    row = next(found, None)
    if row is None:
        raise LookupError(pk)
    return row


def occurrences(hand: Hand) -> dict[str, list[Owed]]:
    """Everything that is owed in the case, or was, by key and number."""
    return _rows(hand)


def wind_up(hand: Hand) -> None:
    """The case is closed: what was overdue is missed, what lay ahead is no longer owed."""
    after_closing = {each.key for each in hand.document.obligations if each.is_owed_after_closing}
    for rows in _rows(hand).values():
        for row in rows:
            if row.state not in UNMET or row.key in after_closing:
                continue
            overdue = row.state == Owed.State.OVERDUE or not _is_in_time(hand, row)
            row.held = False
            row.state = Owed.State.MISSED if overdue else Owed.State.DROPPED
            hand.also(row)


def _rows(hand: Hand) -> dict[str, list[Owed]]:
    """What is owed in the case, by key and number; read once per action."""
    if "owed" not in hand.__dict__:
        rows: dict[str, list[Owed]] = {}
        for row in hand.case.obligations.order_by("number"):
            rows.setdefault(row.key, []).append(row)
        hand.__dict__["owed"] = rows
    return hand.__dict__["owed"]


def _unmet(hand: Hand) -> list[tuple[Obligation, Owed]]:
    """What is not met yet, with the rule it comes from."""
    rules = {each.key: each for each in hand.document.obligations}
    rows = [row for those in _rows(hand).values() for row in those if row.state in UNMET]
    return [(rules[row.key], row) for row in rows if row.key in rules]


def _own_task(hand: Hand, row: Owed) -> Iterator[CaseTask]:
    """The task that was given out for an occurrence, while it is open."""
    for task in hand.open_tasks():
        if task.pk is not None and task.pk == row.task_id and task.kind == "obligation":
            yield task


def _is_in_time(hand: Hand, row: Owed) -> bool:
    """Whether an occurrence is not late today: one that stands still is as late as when the pause began."""
    pause = hand.facts.pause if row.held else None
    return (pause.starts_on if pause else hand.today) <= row.due_on


def _plan(hand: Hand, obligation: Obligation, rows: list[Owed]) -> None:
    first = hand.facts.counted_day(obligation.first)
    if first is None or not hand.holds(obligation.rule):
        _drop(hand, rows, wholly=first is not None)
        return
    for row in rows:
        _take_up(hand, row)
        if row.state in UNMET:
            _move(hand, row, obligation, _due(hand, obligation, first, rows[: row.number - 1]))
    for due in _missing(hand, obligation, first, rows):
        row = Owed(
            case=hand.case,
            key=obligation.key,
            number=len(rows) + 1,
            due_on=due,
            opens_on=due - timedelta(days=obligation.opens),
            held=hand.facts.stands_still(CLOCK, obligation.on_pause),
        )
        rows.append(row)
        hand.also(row)
    for row in list(rows):
        _come_of_age(hand, obligation, row, rows)


def _drop(hand: Hand, rows: list[Owed], *, wholly: bool) -> None:
    """Owe it no longer. What was late stays so: it was owed then.

    wholly   also what has opened: the anchor is there, but its condition holds no more
    """
    for row in rows:
        if row.state == Owed.State.COMING or (wholly and row.state == Owed.State.OPEN):
            row.state = Owed.State.DROPPED
            hand.also(row)
            _take_back(hand, row)


def _take_up(hand: Hand, row: Owed) -> None:
    """Owe again what was dropped while its anchor or its condition was missing."""
    if row.state == Owed.State.DROPPED:
        row.state, row.task = Owed.State.COMING, None
        hand.also(row)


def _take_back(hand: Hand, row: Owed) -> None:
    """Stop the task that was given out for it alone."""
    own = next((task for task in hand.open_tasks() if task.pk == row.task_id), None)
    if own is not None and own.kind == "obligation":
        hand.activation(own).cancel()


def _due(hand: Hand, obligation: Obligation, first: date, earlier: list[Owed]) -> date:
    """The day an occurrence is due, moved by pauses; without `every` there is one at a time, on the anchor's day.

    earlier   the occurrences before it
    """
    day, calendar = first, hand.facts.calendar
    since = hand.facts.anchor(obligation.first.anchor) or first
    if obligation.every is not None and earlier and obligation.from_last:
        last = earlier[-1]
        since = timezone.localdate(last.met_at) if last.met_at else last.due_on
        day = add(since, obligation.every, calendar)
    elif obligation.every is not None:
        day = add(first, times(obligation.every, len(earlier)), calendar)
    stops = hand.facts.stops(CLOCK, obligation.on_pause)
    return moved(moved_by_pauses(day, stops, since=since), obligation.first.day_off, calendar)


def _missing(hand: Hand, obligation: Obligation, first: date, rows: list[Owed]) -> Iterator[date]:
    """The days of occurrences that have no row yet: until one lies ahead."""
    while len(rows) < min(obligation.times or MOST_AT_ONCE, MOST_AT_ONCE):
        last = rows[-1] if rows else None
        if last is not None and not _is_followed(hand, obligation, first, last):
            return
        yield _due(hand, obligation, first, rows)


def _is_followed(hand: Hand, obligation: Obligation, first: date, last: Owed) -> bool:
    """Whether another occurrence comes after the last one."""
    if obligation.every is not None:
        over = last.state not in UNMET
        return over or (last.opens_on <= hand.today and not obligation.from_last)
    comes_again = obligation.first.anchor.startswith(COMES_AGAIN)
    return comes_again and last.state not in UNMET and first > last.due_on


def _move(hand: Hand, row: Owed, obligation: Obligation, due: date) -> None:
    """The anchor moved: so does what is not met yet."""
    if row.due_on == due:
        return
    row.due_on, row.opens_on = due, due - timedelta(days=obligation.opens)
    if row.state == Owed.State.OVERDUE and due >= hand.today:
        row.state = Owed.State.OPEN
    hand.also(row)
    for task in _own_task(hand, row):
        task.due_on = due
        if row.held:
            put_aside(task)
        hand.changed(task)


def _come_of_age(hand: Hand, obligation: Obligation, row: Owed, rows: list[Owed]) -> None:
    if row.held:
        return
    if row.state == Owed.State.COMING and row.opens_on <= hand.today:
        _open(hand, obligation, row)
    if row.state == Owed.State.OPEN and row.due_on < hand.today:
        _overdue(hand, obligation, row)
        for earlier in rows[: row.number - 1]:
            if earlier.state == Owed.State.OVERDUE:
                miss(hand, earlier)


def _open(hand: Hand, obligation: Obligation, row: Owed) -> None:
    """Give out its task, or point at the step that will meet it."""
    row.state = Owed.State.OPEN
    if obligation.step:
        mine = (task for task in hand.open_tasks() if task.key == obligation.step)
        steps = (task for task in mine if task.kind != PARTY)
        row.task = next(steps, None)
    else:
        row.task = hand.begin(f"obligation_{obligation.key}", side_path()).task
        row.task.due_on = row.due_on
    hand.also(row)
    day = row.due_on.isoformat()
    hand.trace("obligation_opened", obligation=row.key, due_on=day)
    coming = [person for role in obligation.attendees for person in hand.holders(role)]
    hand.tell(coming, "obligation_opened", task=row.task, obligation=row.key, due_on=day)


def _overdue(hand: Hand, obligation: Obligation, row: Owed) -> None:
    """The day has passed: those who hold it and their manager are told."""
    row.state = Owed.State.OVERDUE
    hand.also(row)
    day = row.due_on.isoformat()
    hand.trace("obligation_overdue", obligation=row.key, due_on=day)
    people = [*_holders(hand, obligation), *managers_of(hand)]
    hand.tell(people, "obligation_overdue", task=row.task, obligation=row.key, due_on=day)


def _holders(hand: Hand, obligation: Obligation) -> list:
    if not obligation.step:
        return hand.holders(obligation.role)
    step = next(task for task in hand.document.tasks() if task.key == obligation.step)
    return hand.holders(step.role)


def _occurrence(rows: list[Owed], obligation: Obligation, today: date) -> Owed | None:
    """The occurrence that is met by what was done today.

    Early is fine, but not so early that it was really one time more of the occurrence before. What is counted from
    the last time is met by every time.
    """
    row = next((row for row in rows if row.state in UNMET), None)
    if row is None or row.state != Owed.State.COMING or row.number == 1 or obligation.from_last:
        return row
    before = rows[row.number - 2].due_on
    return row if row.due_on - today <= today - before else None
