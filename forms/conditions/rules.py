"""Conditions as rows: *all, any or none of: field – operator – value*. Pure data; `logic` judges them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Match = Literal["all", "any", "none"]
Operator = Literal[
    "answered",
    "not_answered",
    "is",
    "is_not",
    "one_of",
    "none_of",
    "includes",
    "excludes",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
]
NEEDS_NO_VALUE: frozenset[str] = frozenset({"answered", "not_answered"})
NEEDS_LIST: frozenset[str] = frozenset({"one_of", "none_of"})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a rule, such as *urgency – is – at once*.

    field   a key of the same form, `row.<key>` inside a repeating group, or a dotted fact of a case
    value   a code, number, ISO date, true/false, or a tuple of codes for `one_of` and `none_of`
    """

    field: str
    operator: Operator
    value: Any = None

    def to_json(self) -> list[Any]:
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        return [self.field, self.operator, value]


@dataclass(frozen=True, slots=True)
class Rule:
    """When something holds. A row about an unanswered field is never true, save `not_answered`."""

    match: Match
    rows: tuple[Row, ...]

    def to_json(self) -> dict[str, Any]:
        return {"match": self.match, "rows": [row.to_json() for row in self.rows]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Rule":
        rows = (
            Row(field, operator, tuple(value) if isinstance(value, list) else value)
            for field, operator, value in stored["rows"]
        )
        return cls(stored["match"], tuple(rows))

    def fields(self) -> Iterator[str]:
        """Yield every field the rule reads, in the order of its rows."""
        return (row.field for row in self.rows)


def rule_or_none(stored: Mapping[str, Any] | None) -> Rule | None:
    """Read a rule that may be absent: no rule means *always*."""
    return Rule.from_json(stored) if stored else None
