"""The words of the period ruler: what stands at each tick, and the same said in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from stegvis import days
from stegvis.period import Mark, Ruler, ruler


@dataclass(frozen=True)
class PeriodShown:
    """One decision: the drawing, what a screen reader says instead, what a narrow screen shows instead."""

    drawing: Ruler
    spoken: str
    told: str


def period_shown(
    *,
    start: date,
    end: date,
    last: date | None,
    marks: Iterable[tuple[date, str]],
    today: date | None,
) -> PeriodShown:
    """Lay out a decision with its own first and last day beside the marks it was given.

    marks  (day, words above it); words may be ""
    """
    today = today or timezone.localdate()
    furthest = last or end

    def day(value: date) -> str:
        return days.compact(value, year=value.year != start.year)

    own = [
        Mark(end, day(end), strong=True),
        Mark(start, days.compact(start, year=True)),
    ]
    if furthest > end:
        own.append(
            Mark(
                furthest,
                gettext("%(day)s at the latest") % {"day": days.compact(furthest, year=True)},
            )
        )
    given = [Mark(on, day(on), above) for on, above in marks]
    drawing = ruler(
        start=start, end=end, today=today, last=furthest, marks=(*own, *given), now=gettext("Today")
    )
    told = [
        gettext("In force %(start)s – %(end)s.")
        % {"start": days.in_words(start, today=today), "end": days.in_words(end, today=today)}
    ]
    if furthest > end:
        told.append(
            gettext("May go on until %(day)s.") % {"day": days.in_words(furthest, today=today)}
        )
    return PeriodShown(
        drawing, " ".join([told[0], *_passed(start, end, today), *told[1:]]), " ".join(told)
    )


def _passed(start: date, end: date, today: date) -> list[str]:
    if not start <= today <= end:
        return []
    whole = (end - start).days + 1
    said = ngettext(
        "%(passed)d of %(whole)d day has passed.",
        "%(passed)d of %(whole)d days have passed.",
        whole,
    )
    return [said % {"passed": (today - start).days, "whole": whole}]
