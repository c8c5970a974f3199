"""Moving many cases to a new version in the background, one lock and one transaction each, and moving them back."""

from collections.abc import Iterator, Mapping

from django.db import IntegrityError, transaction
from django.tasks import task
from django.utils import timezone

from accounts.models import User
from cases.actions.moves import move_case, undo_move
from cases.models import Case, CaseMove, CaseProcess, MoveRun
from cases.moves.standings import running
from cases.refusals import (
    AlreadyThere,
    CannotMove,
    CannotMoveBack,
    CaseBusy,
    CaseIsClosed,
    CasesAreMoving,
    CaseWentOn,
    NotForYou,
    NotTheNewest,
    Refusal,
)
from workflows.models import WorkflowVersion

type Choices = Mapping[str, Mapping[str, str]]
# Refusals that leave a case where it is, and the code under which its row says why.
STAYS: dict[type[Refusal], str] = {CaseIsClosed: "closed", CaseBusy: "busy", CaseWentOn: "went_on"}


@transaction.atomic
def start_run(to: WorkflowVersion, *, by: User, choices: Choices) -> MoveRun:
    """Begin to move every running case of a workflow to its newest version.

    choices   {version they come from: {question: option}}; whoever still needs a choice stays
    errors    NotForYou to those who may not publish the workflow · NotTheNewest · CasesAreMoving; nothing is begun then
    """
    if not may_publish(by):
        raise NotForYou
    if to.definition.latest_version() != to:
        raise NotTheNewest
    waiting = running(to.definition).exclude(version=to)
    return _begin(to, by=by, choices=choices, total=waiting.count())


@transaction.atomic
def start_undo(run: MoveRun, *, by: User) -> MoveRun:
    """Begin to move the cases of a run back, as far as that can still be done.

    errors   NotForYou · CannotMoveBack after 14 days, or for a run that has moved nothing · CasesAreMoving
    """
    if not may_publish(by):
        raise NotForYou
    left = [move for move in run.moves.defer("why", "what") if move.may_be_undone]
    if not left:
        raise CannotMoveBack
    return _begin(run.to_version, by=by, choices={}, total=len(left), undoes=run)


def may_publish(user: User) -> bool:
    """Where cases go on is for those who say how the service runs."""
    return user.has_perm("workflows.publish_workflowdefinition")


def _begin(to: WorkflowVersion, **run: object) -> MoveRun:
    try:
        with transaction.atomic():
            made = MoveRun.objects.create(
                definition=to.definition, to_version=to, started_at=timezone.now(), **run
            )
    except IntegrityError:
        raise CasesAreMoving from None
    carry_on_moving.enqueue(made.pk)  # stored with the run, or not at all
    return made


@task
def carry_on_moving(run: int) -> None:
    """Move the cases of a run to their new version, or back."""
    carry_on(run)


def carry_on(pk: int) -> MoveRun:
    """Move what is still to be moved. Done again after a worker was killed, it goes on where that one stopped."""
    run = MoveRun.objects.select_related("to_version__definition", "by", "undoes").get(pk=pk)
    if run.finished_at is None:
        if run.undoes is None:
            for process in list(_waiting(run)):
                _move_one(run, process)
        else:
            for move in run.undoes.moves.filter(outcome=CaseMove.Outcome.MOVED).order_by("pk"):
                _undo_one(run, move)
        MoveRun.objects.filter(pk=pk, finished_at=None).update(finished_at=timezone.now())
    run.refresh_from_db()
    return run


def _waiting(run: MoveRun) -> Iterator[CaseProcess]:
    """The cases that neither moved in this run nor were found to stay."""
    seen = run.moves.values("case")
    found = running(run.to_version.definition).exclude(version=run.to_version)
    return found.exclude(case__in=seen).select_related("case")


def _move_one(run: MoveRun, process: CaseProcess) -> None:
    choices = run.choices.get(str(process.version_id), {})
    try:
        move_case(process.case, run.to_version, by=run.by, choices=choices, run=run)
    except AlreadyThere:
        return  # moved by another worker, or by hand, between looking and locking
    except CannotMove as refusal:
        _stays(run, process.case, process.version, refusal.why)
    except tuple(STAYS) as refusal:
        _stays(run, process.case, process.version, [{"code": STAYS[type(refusal)]}])


def _undo_one(run: MoveRun, move: CaseMove) -> None:
    try:
        undo_move(move, by=run.by, run=run)
    except CannotMoveBack as refusal:
        code = STAYS.get(type(refusal), "too_late")
        _stays(run, move.case, move.to_version, [{"code": code}])
    except CaseBusy:
        _stays(run, move.case, move.to_version, [{"code": "busy"}])


def _stays(run: MoveRun, case: Case, version: WorkflowVersion, why: list[dict[str, str]]) -> None:
    """Note why a case stays where it is; once, whoever finds it."""
    CaseMove.objects.get_or_create(
        run=run,
        case=case,
        defaults={
            "from_version": version,
            "to_version": version,
            "by": run.by,
            "at": timezone.now(),
            "outcome": CaseMove.Outcome.STAYED,
            "verdict": "cannot",
            "why": why,
        },
    )
