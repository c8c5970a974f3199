"""Asking several parties in a story: the one who asks chooses, stops and goes on; early answers are written down."""

from typing import TYPE_CHECKING, Any

from accounts.models import User
from cases import access
from cases.actions import several, tasks
from cases.models import CaseTask
from cases.parties import PARTY, SEVERAL, Whom

if TYPE_CHECKING:
    from programmes.playing.doing import Stage
    from programmes.shapes.story import StepShape


def ask(stage: "Stage", step: "StepShape", by: User, _answers: dict[str, Any]) -> None:
    """Ask more people."""
    said = step.ask
    assert said is not None
    whom = [Whom(said.of, user=stage.cast.person(key)) for key in said.people]
    several.ask_more(_asker(stage, said.step, by), by=by, whom=whom)


def stop(stage: "Stage", step: "StepShape", by: User, _answers: dict[str, Any]) -> None:
    """Ask one of them no longer."""
    said = step.stop
    assert said is not None
    access.case_of(by, stage.running.pk, what="task")
    rows = CaseTask.objects.filter(case=stage.running, key=said.step, kind=PARTY)
    row = rows.filter(owner=stage.cast.person(said.person)).order_by("pk").last()
    if row is None:
        raise CaseTask.DoesNotExist
    several.stop_asking(row, by=by, ground=said.ground, reason=step.reason)


def without(stage: "Stage", step: "StepShape", by: User, _answers: dict[str, Any]) -> None:
    """Go on with the answers there are."""
    several.go_on_without(_asker(stage, step.without or "", by), by=by, reason=step.reason)


def early(stage: "Stage", step: "StepShape", by: User, answers: dict[str, Any]) -> None:
    """Write down an answer that came before its step."""
    said = step.early
    assert said is not None
    case = access.case_of(by, stage.running.pk, what="task")
    row = several.write_early(case, said.step, by=by, name=said.name)
    form = stage.form_of(row)
    tasks.complete_task(row, by=by, answers=stage.judged(form, answers), form_version=form)


def open_row(rows: list[CaseTask], by: User, role: str = "") -> CaseTask | None:
    """Which of the open tasks of a step somebody does: their own answer first, then one that waits for their role."""
    asked = [row for row in rows if row.kind == PARTY]
    mine = [row for row in asked if row.owner_id == by.pk]
    free = sorted((row for row in asked if row.owner_id is None), key=lambda row: row.role != role)
    return next(iter([*mine, *free, *reversed(rows)]), None)


def _asker(stage: "Stage", key: str, by: User) -> CaseTask:
    return stage.taken(key, by, kind=SEVERAL)
