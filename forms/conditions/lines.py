"""Conditions as lines a person can read and write: `show all: urgency is at_once`. Pure.

One row a line: effect (show, require), match (all, any, none), a colon, field, operator, value. Lists have commas.
Quotes keep a value as it stands; otherwise the kind of the field says whether `12` is a number or a code.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from forms.asking import sentences
from forms.conditions.rules import NEEDS_LIST, NEEDS_NO_VALUE, Match, Operator, Row, Rule
from forms.document import CHOOSING

SHOW, REQUIRE, LOCK = "show", "require", "lock"
ROW_GAP = "; "
LARGEST = 1e15  # larger numbers lose their last figures
OPERATORS: tuple[str, ...] = get_args(Operator)
MATCHES: tuple[str, ...] = get_args(Match)

_LINE = re.compile(
    r"(?P<effect>show|require|lock)\s+(?P<match>all|any|none)\s*:\s*"
    r"(?P<field>[\w.]+)\s+(?P<operator>[a-z_]+)(?:\s+(?P<value>\S.*))?"
)
_PART = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[^,"]+)\s*(?:,|$)')
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
_PLAIN = re.compile(r"[^\s\",;][^\",;\n\r]*[^\s\",;]|[^\s\",;]")
_ROWS = re.compile(r'(?:[^";]|"(?:[^"\\]|\\.)*"|")+')  # apart at each ; outside quotes
_BOOLEANS: Mapping[str, bool] = {"true": True, "false": False}
_YES_NO: Mapping[str, bool] = {**_BOOLEANS, "yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Read:
    """What the lines say. `wrong` holds a sentence for each line that says nothing."""

    visible_if: Rule | None = None
    required_if: Rule | None = None
    lock_if: Rule | None = None
    wrong: tuple[str, ...] = ()


def write(
    visible_if: Rule | None = None, required_if: Rule | None = None, lock_if: Rule | None = None
) -> str:
    """Write conditions as lines."""
    lines = [*_lines(SHOW, visible_if), *_lines(REQUIRE, required_if), *_lines(LOCK, lock_if)]
    return "\n".join(lines)


def write_one(rule: Rule) -> str:
    """Write one condition on one line: `all: from at_least today; to answered`."""
    rows = (line.partition(": ")[2] for line in _lines(SHOW, rule))
    return f"{rule.match}: {ROW_GAP.join(rows)}"


def read_one(text: str, kinds: Mapping[str, str]) -> tuple[Rule, tuple[str, ...]]:
    """Read one condition from one line; with a sentence for each row that says nothing."""
    match, _colon, rows = text.partition(":")
    lines = (f"{SHOW} {match.strip()}: {row}" for row in _ROWS.findall(rows) if row.strip())
    found = read("\n".join(lines), kinds)
    return found.visible_if or Rule("all", ()), found.wrong


def read(text: str, kinds: Mapping[str, str]) -> Read:
    """Read lines back.

    kinds   {field: kind}, for values written without quotes
    """
    found: dict[str, tuple[str, list[Row]]] = {}
    wrong: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        place = _LINE.fullmatch(line)
        row = _row(place, kinds) if place else None
        if place is None or row is None:
            wrong.append(sentences.unreadable_condition(line))
            continue
        match, rows = found.setdefault(place["effect"], (place["match"], []))
        if match != place["match"]:
            wrong.append(sentences.mixed_conditions(line))
        rows.append(row)
    return Read(
        _rule(found.get(SHOW)), _rule(found.get(REQUIRE)), _rule(found.get(LOCK)), tuple(wrong)
    )


def _lines(effect: str, rule: Rule | None) -> Iterable[str]:
    if rule is None:
        return
    for row in rule.rows:
        said = f"{effect} {rule.match}: {row.field} {row.operator}"
        yield said if row.operator in NEEDS_NO_VALUE else f"{said} {_written(row.value)}"


def _written(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(map(_written, value))
    if isinstance(value, str) and _PLAIN.fullmatch(value) and _literal(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)


def _rule(found: tuple[str, list[Row]] | None) -> Rule | None:
    return Rule(found[0], tuple(found[1])) if found else None  # type: ignore[arg-type]


def _row(place: re.Match[str], kinds: Mapping[str, str]) -> Row | None:
    field, operator, written = place["field"], place["operator"], place["value"]
    if operator not in OPERATORS:
        return None
    if operator in NEEDS_NO_VALUE:
        return Row(field, operator) if written is None else None  # type: ignore[arg-type]
    values = _values(written or "", kinds.get(field, ""))
    if not values or (len(values) > 1 and operator not in NEEDS_LIST):
        return None
    return Row(field, operator, values if operator in NEEDS_LIST else values[0])  # type: ignore[arg-type]


def _values(written: str, kind: str) -> tuple[Any, ...]:
    """Split a list and read each value; nothing at all when the quotes do not close."""
    values, at = [], 0
    while at < len(written):
        part = _PART.match(written, at)
        if not part:
            return ()
        values.append(_value(part[1].strip(), kind))
        at = part.end()
    return tuple(values)


def _value(written: str, kind: str) -> Any:
    if written.startswith('"'):
        try:
            return json.loads(written)
        except ValueError:
            return written
    if kind == "yes_no":
        return _YES_NO.get(written.lower(), written)
    if kind in CHOOSING or kind in {"text", "long_text", "date", "time"}:
        return written
    return _literal(written)


def _literal(written: str) -> Any:
    if written in _BOOLEANS:
        return _BOOLEANS[written]
    return json.loads(written) if _NUMBER.fullmatch(written) and _counts(written) else written


def _counts(number: str) -> bool:
    """Whether it is a number that both sides can compare; others are kept as text, and named as no number."""
    try:
        return abs(json.loads(number)) <= LARGEST
    except ValueError:
        return False
