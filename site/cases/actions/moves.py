"""Moving one case to another version of its workflow, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.hand import GoesInCircles, Hand, hold
from cases.models import Case, CaseMove, CaseProcess, JournalEntry, MoveRun
from cases.models.move import MAY_UNDO
from cases.moves import calendar, states
from cases.moves.carrying import carry_over, write_places
from cases.moves.sides import side_of
from cases.moves.standings import standing_of
from cases.refusals import AlreadyThere, CannotMove, CannotMoveBack, CaseWentOn
from workflows.models import WorkflowVersion
from workflows.moves.judging import judge
from workflows.moves.verdicts import Reason, Verdict

MOVED, MOVED_BACK = "case_moved", "case_moved_back"
NONE: Mapping[str, str] = {}


def move_case(
    case: Case,
    to: WorkflowVersion,
    *,
    by: User,
    choices: Mapping[str, str] = NONE,
    run: MoveRun | None = None,
) -> CaseMove:
    """Let a running case go on in another version.

    choices   {question: option}, for a case that needs a choice
    errors    CannotMove with a sentence for each reason · AlreadyThere · CaseIsClosed · CaseBusy; nothing is stored
    """
    with transaction.atomic():
        process = case.processes.get().pk
        with hold(process, by=by) as hand:
            if hand.version.pk == to.pk:
                raise AlreadyThere
            _check_same_workflow(hand, to)
            verdict = judge(side_of(hand.version.pk), side_of(to.pk), standing_of(hand), choices)
            if verdict.kind in ("cannot", "choice"):
                raise CannotMove(verdict.reasons)
            before = states.state_of(case.pk)
            left = hand.version
            try:
                entry, what = _carry(hand, to, verdict)
            except GoesInCircles:
                raise CannotMove((Reason("circles"),)) from None
            open_rows = hand.open_tasks()
        write_places(hand, open_rows)
        return _note(
            hand,
            left,
            to,
            verdict,
            what,
            states.changes(before, states.state_of(case.pk)),
            run,
            entry,
        )


def _carry(
    hand: Hand, to: WorkflowVersion, verdict: Verdict
) -> tuple[JournalEntry, dict[str, Any]]:
    entry = hand.trace(MOVED, **_numbers(hand.version, to))
    what = carry_over(hand, to.pk, verdict.plan)
    entry.facts |= {name: what[name] for name in ("stopped", "arrived") if what[name]}
    return entry, what


def _note(  # noqa: PLR0913, PLR0917  one row with all that is known
    hand: Hand,
    left: WorkflowVersion,
    to: WorkflowVersion,
    verdict: Verdict,
    what: dict[str, Any],
    changed: dict[str, Any],
    run: MoveRun | None,
    entry: JournalEntry,
) -> CaseMove:
    return CaseMove.objects.create(
        run=run,
        case=hand.case,
        from_version=left,
        to_version=to,
        by=hand.actor,
        at=hand.now,
        verdict=verdict.kind,
        why=[asdict(reason) for reason in verdict.reasons],
        what={**what, "trace": entry.pk},
        changed=changed,
    )


def undo_move(move: CaseMove, *, by: User, run: MoveRun | None = None) -> CaseMove:
    """Give a case back the state that it had before it was moved. What only the calendar did since, it does anew.

    errors   CannotMoveBack after 14 days, or when it was undone already · CaseWentOn; nothing is changed then
    """
    process = CaseProcess.objects.get(case=move.case_id)
    with transaction.atomic():
        with hold(process.pk, by=by, closed=True) as hand:
            move = CaseMove.objects.select_for_update().get(pk=move.pk)
            ticked = _take_back(move)
            hand.trace(MOVED_BACK, **_numbers(move.to_version, move.from_version))
            move.outcome, move.undone_at, move.undone_by = CaseMove.Outcome.UNDONE, hand.now, by
            move.changed = {}
            move.save(update_fields=["outcome", "undone_at", "undone_by", "changed"])
            if run is not None:
                _note_back(move, run)
        if ticked:
            with hold(process.pk) as hand:
                calendar.catch_up(hand)
    return move


def _take_back(move: CaseMove) -> calendar.Ticked:
    """Write every row as it was before the move.

    returns   what the calendar had done since, which is taken back, too
    """
    if not move.may_be_undone:
        raise CannotMoveBack
    ticked = calendar.since(move.changed, states.state_of(move.case_id))
    if states.gone_on(move.changed, ticked.before):
        raise CaseWentOn
    ticked.take_back()
    states.take_back(move.changed, spare=frozenset({move.what["trace"]}))
    if states.touches_case(move.changed):
        Case.objects.get(pk=move.case_id).save()  # its history tells of the way back, too
    return ticked


def _note_back(move: CaseMove, run: MoveRun) -> None:
    """A row of its own for the way back, in the run that led there."""
    CaseMove.objects.create(
        run=run,
        case_id=move.case_id,
        from_version=move.to_version,
        to_version=move.from_version,
        by=run.by,
        at=timezone.now(),
        verdict=move.verdict,
    )


def forget_old_states() -> int:
    """What can no longer be undone need not be remembered column by column; the row of each move stays."""
    old = CaseMove.objects.filter(at__lte=timezone.now() - MAY_UNDO).exclude(changed={})
    return old.update(changed={})


def _numbers(left: WorkflowVersion, to: WorkflowVersion) -> dict[str, Any]:
    """How a trace tells where a case came from, and where it goes on."""
    return {"from": left.number, "to": to.number}


def _check_same_workflow(hand: Hand, to: WorkflowVersion) -> None:
    if hand.version.definition_id != to.definition_id:
        raise CannotMove(())
