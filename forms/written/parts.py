"""Parts that every readable file shares: words in languages, names, conditions. Pure."""

from typing import Annotated, Any, Self, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from forms.conditions.rules import NEEDS_LIST, NEEDS_NO_VALUE, Operator, Row, Rule
from forms.written import sentences

OPERATORS: tuple[str, ...] = get_args(Operator)
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,60}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[a-z]+)?$")]
Wording = Annotated[str, StringConstraints(min_length=1, max_length=10_000, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]
Number = int | float

ALONE = {"alone": True}  # the context of a file that belongs to no bundle


class Shape(BaseModel):
    """A part of a file: knows every name that may stand in it, and refuses all others."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def plain(self) -> dict[str, Any]:
        """The part as it is written: names in their order, without what was not set."""
        return self.model_dump(
            mode="json",
            by_alias=True,
            exclude_defaults=True,
            exclude_none=True,
            serialize_as_any=True,
        )


def stands_alone(info: ValidationInfo) -> bool:
    """Whether a file is read that belongs to no bundle: a package, a form to begin from.

    It carries everything itself, and speaks whatever languages its owner wrote it in.
    """
    return bool(info.context and info.context.get("alone"))


def said(code: str, sentence: str) -> PydanticCustomError:
    """Refuse a part with one of our own sentences."""
    return PydanticCustomError(code, "{sentence}", {"sentence": sentence})


class Words(Shape):
    """One text in the languages of the programme."""

    sv: Wording
    fi: Wording = ""
    en: Wording = ""

    @model_validator(mode="wrap")
    @classmethod
    def _in_the_languages_of_its_owner(
        cls, given: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> "Words":
        if cls is not Words or not stands_alone(info) or isinstance(given, Words):
            return handler(given)
        if not isinstance(given, dict) or not all(isinstance(text, str) for text in given.values()):
            raise said("words", "")  # whoever reads the file knows what it is called
        return Spoken.model_validate({name: text for name, text in given.items() if text.strip()})

    def said(self) -> dict[str, str]:
        """The text by language, without those that it is not written in."""
        return {language: text for language, text in self if text}


class Spoken(Words):
    """One text in whatever languages there are."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[Language, Wording]

    sv: Wording = ""


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
    if (row[1] in NEEDS_LIST) is not isinstance(value, list) or not _is_plain(value):
        raise said("list_value", sentences.wrong_value(str(value), sentences.short_row()))


def _is_plain(value: Any) -> bool:
    """A word, a number or a row of them."""
    each = value if isinstance(value, list) else [value]
    return not any(isinstance(part, dict | list) for part in each)


def _row(written: list[Any]) -> Row:
    field, operator, *rest = written
    value = rest[0] if rest else None
    return Row(field, operator, tuple(value) if isinstance(value, list) else value)


def _written(row: Row) -> list[Any]:
    value = list(row.value) if isinstance(row.value, tuple) else row.value
    return [row.field, row.operator] if value is None else [row.field, row.operator, value]


def rule_of(shape: RuleShape | None) -> Rule | None:
    """Read a condition that may be absent: none means *always*."""
    return shape.rule() if shape else None
