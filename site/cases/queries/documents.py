"""What was written and decided in a case, each with the form and the words it was asked in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import daywords
from cases.labels import Called
from cases.models import Case, CaseTask, Decision
from cases.queries.words import Words


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One thing to read."""

    title: str
    soft: str
    url: str
    day: str
    by: str


def document_rows(case: Case, words: Words, *, today: date) -> list[DocumentRow]:
    """List the decisions first, then all that was handed in, the newest first."""
    tasks = list(
        case.tasks.filter(submission__isnull=False)
        .select_related("submission", "done_by", "decision")
        .order_by("-submission__submitted_at", "-pk")
    )
    decided = [task for task in tasks if _decision(task)]
    written = [task for task in tasks if not _decision(task)]
    called = case.programme.called
    newest = max((task.pk for task in written if task.kind == "start"), default=0)
    rows = [_row(task, words, called, today) for task in (*decided, *written)]
    return [
        replace(row, soft=_("Corrected later"))
        if task.kind == "start" and task.pk < newest
        else row
        for row, task in zip(rows, (*decided, *written), strict=True)
    ]


def _decision(task: CaseTask) -> Decision | None:
    return getattr(task, "decision", None)


def _row(task: CaseTask, words: Words, called: Called, today: date) -> DocumentRow:
    decision = _decision(task)
    title = words.task(task)
    if decision:
        title = _("Decision %(number)s") % {"number": decision.number}
    day = timezone.localtime(handed_in(task)).date()
    return DocumentRow(
        title=title,
        soft=decision_summary(decision, words, called, today=today) if decision else "",
        url=reverse("cases:document", args=[task.case_id, task.pk]),
        day=daywords.in_words(day, today=today),
        by=task.done_by.display_name if task.done_by else "",
    )


def decision_summary(decision: Decision, words: Words, called: Called, *, today: date) -> str:
    """Say in a line what was decided."""
    if decision.revoked_at:
        day = timezone.localtime(decision.revoked_at).date()
        return _("Revoked %(day)s") % {"day": daywords.in_words(day, today=today)}
    if decision.effect == "end":
        return called.say(_("%(the_service)s ends"))
    if not decision.granted:
        return _("Not granted")
    if decision.starts_on and decision.ends_on:
        return _("Granted %(span)s") % {
            "span": daywords.span(decision.starts_on, decision.ends_on, today=today)
        }
    return words.step(decision.step)


def handed_in(task: CaseTask) -> datetime:
    """When the answers of a task were handed in.

    task   a task with answers
    """
    assert task.submission is not None
    return task.submission.submitted_at


def signed(task: CaseTask) -> str:
    """Say who handed something in, and when."""
    name = task.done_by.display_name if task.done_by else ""
    return _("%(name)s, %(when)s") % {
        "name": name,
        "when": daywords.moment(handed_in(task)),
    }


def laws(decision: Decision, words: Words) -> Sequence[str]:
    """Name the law a decision rests on, in words."""
    return [words.law(code) for code in decision.laws]
