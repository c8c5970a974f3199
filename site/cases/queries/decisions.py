"""The granted periods of a case: the one that matters now, and a sensible next one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import daywords
from cases.models import Decision
from cases.queries.words import Words
from workflows import dates
from workflows.document import WorkflowDocument
from workflows.steps import Decision as DecisionStep
from workflows.steps import Period


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the ruler."""

    on: date
    above: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Granted:
    """A granted period that holds, both days included."""

    number: int
    start: date
    end: date
    case: int
    task: int


@dataclass(frozen=True, slots=True)
class PeriodNow:
    """The granted period that matters now, ready to be drawn."""

    title: str
    start: date
    end: date
    last: date | None
    marks: Sequence[Mark]
    url: str


def period_now(decisions: Iterable[Decision], words: Words, *, today: date) -> PeriodNow | None:
    """Find the period that runs today, else the next one, else the last one; None before anything is granted."""
    granted = granted_periods(decisions)
    if not granted:
        return None
    now = next((each for each in granted if each.end >= today), granted[-1])
    return PeriodNow(
        title=period_title(now, today=today),
        start=granted[0].start,
        end=now.end,
        last=last_day(words.document, granted[0].start),
        marks=[
            Mark(each.end, _("decision %(number)s") % {"number": each.number}, strong=True)
            for each in granted
        ],
        url=reverse("cases:document", args=[now.case, now.task]),
    )


def granted_periods(decisions: Iterable[Decision]) -> list[Granted]:
    """Pick the periods that hold, in the order they were decided; a revoked one is as if it had not been."""
    return [
        Granted(each.number, each.starts_on, each.ends_on, each.case_id, each.task_id)
        for each in decisions
        if each.effect == "grant"
        and each.granted
        and each.revoked_at is None
        and each.starts_on is not None
        and each.ends_on is not None
    ]


def period_title(decision: Granted, *, today: date) -> str:
    """Say how long a decision still holds: "Decision 1: 107 days left"."""
    number = {"number": decision.number}
    if decision.start > today:
        day = daywords.in_words(decision.start, today=today)
        return _("Decision %(number)s begins %(day)s") % {**number, "day": day}
    days = (decision.end - today).days
    if days < 0:
        day = daywords.in_words(decision.end, today=today)
        return _("Decision %(number)s ended %(day)s") % {**number, "day": day}
    if days == 0:
        return _("Decision %(number)s: today is the last day") % number
    said = ngettext(
        "Decision %(number)s: %(days)s day left", "Decision %(number)s: %(days)s days left", days
    )
    return said % {**number, "days": days}


def last_day(document: WorkflowDocument, first: date) -> date | None:
    """Find the last day that all granted periods together can reach; None when nothing limits them."""
    limits = [
        step.total for step in document.tasks() if isinstance(step, DecisionStep) and step.total
    ]
    return max((dates.end_of(first, limit) for limit in limits), default=None)


def first_values(
    step: DecisionStep, decisions: Iterable[Decision], *, today: date
) -> dict[str, date]:
    """Offer a sensible period: the day after the last one ends, as long as one decision may be.

    returns  {form field: day}; empty when the step asks no period
    """
    if step.effect != "grant" or not step.starts:
        return {}
    granted = granted_periods(decisions)
    begins = [each.start for each in granted]
    start = max(each.end for each in granted) + timedelta(days=1) if granted else today
    values = {step.starts: start}
    if step.ends and step.longest:
        end = dates.end_of(start, step.longest)
        last = dates.end_of(min(begins, default=start), step.total) if step.total else end
        values[step.ends] = min(end, last) if last >= start else end
    return values


def months_between(start: date, end: date) -> int:
    """Count the whole months of a period, both days included."""
    months = 0
    while dates.end_of(start, Period(months=months + 1)) <= end:
        months += 1
    return months
