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
from workflows.document import Decision as DecisionStep
from workflows.document import Period, WorkflowDocument


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the ruler."""

    on: date
    above: str = ""
    strong: bool = False


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
    granted = [each for each in decisions if _grants(each)]
    if not granted:
        return None
    current = next((each for each in granted if each.ends_on >= today), granted[-1])
    return PeriodNow(
        title=period_title(current, today=today),
        start=granted[0].starts_on,
        end=current.ends_on,
        last=last_day(words.document, granted[0].starts_on),
        marks=[
            Mark(each.ends_on, _("decision %(number)s") % {"number": each.number}, strong=True)
            for each in granted
        ],
        url=reverse("cases:document", args=[current.case_id, current.task_id]),
    )


def period_title(decision: Decision, *, today: date) -> str:
    """Say how long a decision still holds: "Decision 1: 107 days left"."""
    number = {"number": decision.number}
    if decision.starts_on > today:
        day = daywords.in_words(decision.starts_on, today=today)
        return _("Decision %(number)s begins %(day)s") % {**number, "day": day}
    days = (decision.ends_on - today).days
    if days < 0:
        day = daywords.in_words(decision.ends_on, today=today)
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
    granted = [each for each in decisions if _grants(each)]
    begins = [each.starts_on for each in granted]
    start = max(each.ends_on for each in granted) + timedelta(1) if granted else today
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


def _grants(decision: Decision) -> bool:
    return (
        decision.effect == "grant"
        and decision.granted
        and decision.revoked_at is None
        and decision.ends_on is not None
    )
