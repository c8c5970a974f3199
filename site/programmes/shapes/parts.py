"""Parts that several files of a bundle share: those of every readable file, moments and lengths of time. Pure."""

from typing import Annotated

from pydantic import StringConstraints

from forms.written.parts import (
    Code,
    Key,
    Line,
    Number,
    RuleShape,
    Shape,
    Wording,
    Words,
    rule_of,
    said,
)
from workflows.calendars import DayOff
from workflows.steps import Moment, Period

__all__ = [
    "Code",
    "Key",
    "Line",
    "MomentShape",
    "Number",
    "PeriodShape",
    "RuleShape",
    "Shape",
    "Wording",
    "Words",
    "moment_of",
    "rule_of",
    "said",
]


class PeriodShape(Shape):
    """A length of time; negative means before."""

    months: int = 0
    weeks: int = 0
    days: int = 0
    workdays: int = 0

    def period(self) -> Period:
        return Period(self.months, self.weeks, self.days, self.workdays)

    @classmethod
    def of(cls, period: Period | None) -> "PeriodShape | None":
        if period is None:
            return None
        return cls(**_lengths(period))


def _lengths(period: Period) -> dict[str, int]:
    return {name: getattr(period, name) for name in PeriodShape.model_fields}


class MomentShape(Shape):
    """A day counted from an anchor."""

    anchor: Annotated[
        str,
        StringConstraints(
            pattern=r"^(now|case_start|service_start|decision_start|decision_end|closing"
            r"|phase:[a-z][a-z0-9_]*|obligation:[a-z][a-z0-9_]*|answer:[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*"
            r"|date:\d{4}-\d\d-\d\d)$"
        ),
    ]
    months: int = 0
    weeks: int = 0
    days: int = 0
    workdays: int = 0
    day_off: DayOff = ""

    def moment(self) -> Moment:
        period = Period(self.months, self.weeks, self.days, self.workdays)
        return Moment(self.anchor, period, self.day_off)

    @classmethod
    def of(cls, moment: Moment | None) -> "MomentShape | None":
        return cls.at(moment) if moment else None

    @classmethod
    def at(cls, moment: Moment) -> "MomentShape":
        return cls(anchor=moment.anchor, day_off=moment.day_off, **_lengths(moment.period))


def moment_of(shape: MomentShape | None) -> Moment | None:
    """Read a day that may be absent."""
    return shape.moment() if shape else None
