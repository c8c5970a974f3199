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

    def period(self) -> Period:
        return Period(self.months, self.weeks, self.days)

    @classmethod
    def of(cls, period: Period | None) -> "PeriodShape | None":
        if period is None:
            return None
        return cls(months=period.months, weeks=period.weeks, days=period.days)


class MomentShape(Shape):
    """A day counted from an anchor."""

    anchor: Annotated[
        str,
        StringConstraints(
            pattern=r"^(now|case_start|service_start|decision_start|decision_end|closing"
            r"|phase:[a-z][a-z0-9_]*|obligation:[a-z][a-z0-9_]*|answer:[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)$"
        ),
    ]
    months: int = 0
    weeks: int = 0
    days: int = 0

    def moment(self) -> Moment:
        return Moment(self.anchor, Period(self.months, self.weeks, self.days))

    @classmethod
    def of(cls, moment: Moment | None) -> "MomentShape | None":
        return cls.at(moment) if moment else None

    @classmethod
    def at(cls, moment: Moment) -> "MomentShape":
        period = moment.period
        return cls(anchor=moment.anchor, months=period.months, weeks=period.weeks, days=period.days)


def moment_of(shape: MomentShape | None) -> Moment | None:
    """Read a day that may be absent."""
    return shape.moment() if shape else None
