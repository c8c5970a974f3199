"""How a value is counted from other answers: a named recipe with its settings. Pure data; `logic` counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Dish = Literal[
    "sum",
    "mean",
    "count",
    "days_between",
    "months_between",
    "years_between",
    "table",
    "formula",
]


@dataclass(frozen=True, slots=True)
class Band:
    """One stretch of a look-up table, both ends counted in; an open end is None. Its words are a text.

    value   what the table says there; None when only the band's name matters
    """

    key: str
    least: float | None = None
    most: float | None = None
    value: float | None = None

    def to_json(self) -> dict[str, Any]:
        stored = {"key": self.key, "least": self.least, "most": self.most, "value": self.value}
        return {name: value for name, value in stored.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one value is counted.

    dish        sum or mean of points, how many are answered, whole days, months or years between two dates,
                a look-up table, a formula
    of          the questions counted: `key`, `matrix.statement` or a whole matrix by its key, `group.item` in every
                row, `row.item` of the same row; dates also `date_range.from` or `.to`, `today`, a fact of the case
    reverse     those of them that are scored from the other end
    at_least    how many must be answered before there is a value at all; None means all, for a count none
    least, most count: only those whose points lie there
    times       what the result is multiplied by, e.g. 4 for a scale of 0–25 told as 0–100
    decimals    how many are kept, half away from zero
    bands       stretches of the result with a name, e.g. `low`
    formula     for experts: JsonLogic in the strict profile
    """

    dish: Dish
    of: tuple[str, ...] = ()
    reverse: tuple[str, ...] = ()
    at_least: int | None = None
    least: float | None = None
    most: float | None = None
    times: float | None = None
    decimals: int | None = None
    bands: tuple[Band, ...] = ()
    formula: str = ""

    def to_json(self) -> dict[str, Any]:
        stored = {
            "dish": self.dish,
            "of": list(self.of),
            "reverse": list(self.reverse),
            "at_least": self.at_least,
            "least": self.least,
            "most": self.most,
            "times": self.times,
            "decimals": self.decimals,
            "bands": [band.to_json() for band in self.bands],
            "formula": self.formula,
        }
        return {name: value for name, value in stored.items() if value not in (None, "", [])}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Recipe":
        return cls(
            **{
                **stored,
                "of": tuple(stored.get("of", ())),
                "reverse": tuple(stored.get("reverse", ())),
                "bands": tuple(Band(**band) for band in stored.get("bands", ())),
            }
        )
