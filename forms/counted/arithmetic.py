"""The arithmetic that conditions lack: rounding, time between days, roots. The same here and in `scoring.js`. Pure.

Held together by the shared corpus: what is mended here is mended there.
"""

import json
import math
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from datalogic_py import Engine

MOST = 1e15  # larger numbers lose their last figures; nobody counts that far
MOST_DECIMALS = 10
MOST_OPERATIONS = 1_000_000
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def rounded(value: float, decimals: int = 0) -> float:
    """Round half away from zero, by the figures one sees: 2.5 -> 3, -2.5 -> -3, 1.005 -> 1.01 with two decimals.

    The number is shifted as text, so that no error of binary fractions decides.
    """
    figures = min(max(int(decimals), 0), MOST_DECIMALS)
    if abs(value) >= MOST:
        return value
    mantissa, _e, exponent = repr(abs(float(value))).partition("e")
    shifted = float(f"{mantissa}e{int(exponent or 0) + figures}")
    whole = math.floor(shifted)
    if shifted - whole >= 0.5:  # noqa: PLR2004  a half
        whole += 1
    size = float(f"{whole}e-{figures}")
    return -size if value < 0 else size


def days_between(first: str, last: str) -> int:
    """Days from one to the other; negative when the last comes first.

    errors   ValueError for what is no day
    """
    return (_day(last) - _day(first)).days


def months_between(first: str, last: str) -> int:
    """Whole months from one to the other: a month is whole on the same day of the month.

    From 31 January to 28 February no month is whole.
    """
    begins, ends = _day(first), _day(last)
    if ends < begins:
        return -months_between(last, first)
    months = (ends.year - begins.year) * 12 + ends.month - begins.month
    return months - (ends.day < begins.day)


def years_between(first: str, last: str) -> int:
    """Whole years, as an age is told; who was born on 29 February is a year older on 1 March."""
    months = months_between(first, last)
    return months // 12 if months >= 0 else -(-months // 12)


def _day(text: str) -> date:
    """Read YYYY-MM-DD and nothing else; Python itself also knows weeks and dates without dashes."""
    if not DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def divided(value: float, by: float) -> float:
    """Divide.

    errors   ZeroDivisionError by zero; the engines differ in what they make of it
    """
    return value / by


def root(value: float) -> float:
    """The square root.

    errors   ValueError below zero
    """
    return math.sqrt(value)


def _operator(work: Callable[..., Any]) -> Callable[[str], str]:
    """Let the engine call it: arguments and result are JSON. What it refuses makes the count have no value."""

    def called(arguments: str) -> str:
        return json.dumps(work(*json.loads(arguments)))

    return called


OPERATORS: dict[str, Callable[..., Any]] = {
    "round": rounded,
    "days_between": days_between,
    "months_between": months_between,
    "years_between": years_between,
    "sqrt": root,
    "divided": divided,
}
ENGINE = Engine(
    strict_operator_names=True,
    custom_operators={name: _operator(work) for name, work in OPERATORS.items()},
    config={"ops_budget": MOST_OPERATIONS},
)


def as_number(result: Any) -> float | None:
    """What a count came to: a whole number where it is one, None where there is no value."""
    if isinstance(result, bool) or not isinstance(result, int | float):
        return None
    if not math.isfinite(result) or abs(result) >= MOST:
        return None
    return int(result) if float(result).is_integer() else float(result)
