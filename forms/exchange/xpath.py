"""Conditions of XLSForm as rules of ours, as far as the strict profile goes. Pure.

Read are comparisons with a value, `selected(…)`, `string-length(…) > 0`, and these joined by only `and` or only `or`.
"""

import re
from typing import Any, Literal, cast

from forms.conditions.rules import Operator, Row, Rule

LARGEST = 1e15  # larger numbers lose their last figures
_FIELD = r"\$\{\s*(?P<field>[A-Za-z_][\w.\-]*)\s*\}"
_VALUE = r"(?P<value>'[^']*'|\"[^\"]*\"|-?\d+(?:\.\d+)?|today\(\))"
_COMPARISON = re.compile(rf"{_FIELD}\s*(?P<sign><=|>=|!=|=|<|>)\s*{_VALUE}")
_SELECTED = re.compile(
    rf"(?P<no>not\s*\(\s*)?selected\s*\(\s*{_FIELD}\s*,\s*{_VALUE}\s*\)(?(no)\s*\))"
)
_FILLED = re.compile(rf"string-length\s*\(\s*{_FIELD}\s*\)\s*(?P<sign>>|=)\s*0")
_JOINED = re.compile(r"\s+(and|or)\s+", re.IGNORECASE)
_SIGNS: dict[str, str] = {
    "=": "is",
    "!=": "is_not",
    ">=": "at_least",
    "<=": "at_most",
    ">": "more_than",
    "<": "less_than",
}


class Untold(ValueError):
    """A condition that our rules cannot say; the text is the condition."""


def rule_from(expression: str, kinds: dict[str, str]) -> Rule:
    """Read a condition.

    kinds    {question: kind}, to tell a code from a number and one choice from several
    errors   Untold
    """
    plain = " ".join(expression.split())
    parts = _JOINED.split(_without_brackets(plain))
    words = {word.lower() for word in parts[1::2]}
    if len(words) > 1:
        raise Untold(plain)
    match: Literal["all", "any"] = "any" if words == {"or"} else "all"
    return Rule(match, tuple(_row(part.strip(), kinds) for part in parts[::2]))


def limits_from(expression: str) -> tuple[float | None, float | None]:
    """Read `. >= 1 and . <= 10` as a smallest and a largest answer.

    errors   Untold
    """
    least: float | None = None
    most: float | None = None
    for part in re.split(r"\s+and\s+", " ".join(expression.split()), flags=re.IGNORECASE):
        found = re.fullmatch(r"\.\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)", _without_brackets(part.strip()))
        if not found:
            raise Untold(expression)
        if found[1] == ">=":
            least = number_from(found[2])
        else:
            most = number_from(found[2])
    return least, most


def _without_brackets(text: str) -> str:
    """Take away one pair of brackets around the whole."""
    if not (text.startswith("(") and text.endswith(")")):
        return text
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if not depth and at < len(text) - 1:
            return text
    return text[1:-1].strip()


def _row(text: str, kinds: dict[str, str]) -> Row:
    text = _without_brackets(text)
    filled = _FILLED.fullmatch(text)
    if filled:
        return Row(_key(filled["field"]), "answered" if filled["sign"] == ">" else "not_answered")
    selected = _SELECTED.fullmatch(text)
    if selected:
        return _chosen(selected, kinds)
    found = _COMPARISON.fullmatch(text)
    if not found:
        raise Untold(text)
    field, value = _key(found["field"]), found["value"]
    if value in {"''", '""'}:
        return Row(field, "answered" if found["sign"] == "!=" else "not_answered")
    operator = cast("Operator", _SIGNS[found["sign"]])
    return Row(field, operator, _value(value, kinds.get(field, "")))


def _chosen(found: re.Match[str], kinds: dict[str, str]) -> Row:
    field, code = _key(found["field"]), found["value"].strip("'\"")
    several = kinds.get(field) == "choices"
    usual: Operator = "includes" if several else "is"
    other: Operator = "excludes" if several else "is_not"
    return Row(
        field,
        other if found["no"] else usual,
        _value(found["value"], kinds.get(field, "")) if not several else code,
    )


def _value(written: str, kind: str) -> Any:
    plain = written.strip("'\"")
    if written == "today()":
        return "today"
    if kind == "yes_no":
        return plain in {"yes", "true", "1", "ja", "OK"}
    if kind in {"number", "scale", "money", "calculated"}:
        return number_from(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else plain
    return plain


def number_from(text: str) -> float:
    """A number that can be compared and stored.

    errors   ValueError for what is none, and for what is beyond all numbers
    """
    number = float(text)
    if not abs(number) < LARGEST:
        raise Untold(text[:60])
    return int(number) if number.is_integer() else number


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9_]", "_", name.lower())
