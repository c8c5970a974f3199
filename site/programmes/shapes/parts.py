"""Parts that several files share: words in languages, conditions, moments and lengths of time. Pure."""

from typing import Annotated, Any, Self, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from forms.conditions.rules import NEEDS_LIST, NEEDS_NO_VALUE, Operator, Row, Rule
from programmes import sentences
from workflows.steps import Moment, Period

OPERATORS: tuple[str, ...] = get_args(Operator)
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
Wording = Annotated[str, StringConstraints(min_length=1, max_length=10_000, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]
Number = int | float


class Shape(BaseModel):
    """A part of a file: knows every name that may stand in it, and refuses all others."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def plain(self) -> dict[str, Any]:
        """The part as it is written: names in their order, without what was not set."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude_none=True)


def said(code: str, sentence: str) -> PydanticCustomError:
    """Refuse a part with one of our own sentences."""
    return PydanticCustomError(code, "{sentence}", {"sentence": sentence})


class Words(Shape):
    """One text in the languages of the programme."""

    sv: Wording
    fi: Wording = ""
    en: Wording = ""


class RuleShape(Shape):
    """A condition: all, any or none of its rows hold."""

    all: list[list[Any]] = []
    any: list[list[Any]] = []
    none: list[list[Any]] = []

    @model_validator(mode="after")
    def _one_match_of_sound_rows(self) -> Self:
        given = [rows for rows in (self.all, self.any, self.none) if rows]
        if len(given) != 1 or len(self.model_fields_set) != 1:
            raise said("one_match", sentences.one_match())
        for row in given[0]:
            _check_row(row)
        return self

    def rule(self) -> Rule:
        match, rows = next((match, rows) for match, rows in self if rows)
        return Rule(match, tuple(_row(row) for row in rows))  # type: ignore[arg-type]

    @classmethod
    def at(cls, rule: Rule) -> "RuleShape":
        return cls(**{rule.match: [_written(row) for row in rule.rows]})

    @classmethod
    def of(cls, rule: Rule | None) -> "RuleShape | None":
        return cls.at(rule) if rule else None


def _check_row(row: list[Any]) -> None:
    if len(row) not in (2, 3) or not isinstance(row[0], str):
        raise said("short_row", sentences.short_row())
    if row[1] not in OPERATORS:
        raise said("operator", sentences.wrong_operator(str(row[1]), ", ".join(OPERATORS)))
    value = row[2] if len(row) == 3 else None  # noqa: PLR2004 - field, operator, value
    if (row[1] in NEEDS_NO_VALUE) is not (value is None):
        raise said("short_row", sentences.short_row())
    if (row[1] in NEEDS_LIST) is not isinstance(value, list) or isinstance(value, dict):
        raise said("list_value", sentences.wrong_value(str(value), sentences.short_row()))


def _row(written: list[Any]) -> Row:
    field, operator, *rest = written
    value = rest[0] if rest else None
    return Row(field, operator, tuple(value) if isinstance(value, list) else value)


def _written(row: Row) -> list[Any]:
    value = list(row.value) if isinstance(row.value, tuple) else row.value
    return [row.field, row.operator] if value is None else [row.field, row.operator, value]


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


def rule_of(shape: RuleShape | None) -> Rule | None:
    """Read a condition that may be absent: none means *always*."""
    return shape.rule() if shape else None
