"""One judge of conditions: rows become strict JsonLogic, the same in the browser and here.

The profile is what `to_logic` can say, nothing more: `===`, `!==`, comparisons only behind "answered and …",
`today` as an ordinary fact. Loose equality is never used: both engines hold 0 to equal nothing.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from datalogic_py import Engine
from datalogic_py import Rule as Compiled

from forms.conditions.rules import Row, Rule

ROW = "row."
TODAY = "today"
COMPARISONS: Mapping[str, str] = {
    "at_least": ">=",
    "at_most": "<=",
    "more_than": ">",
    "less_than": "<",
}
ALLOWED: frozenset[str] = frozenset(
    {"and", "or", "!", "!!", "===", "!==", "in", "try", "var", *COMPARISONS.values()}
)
Logic = dict[str, Any]
MOST_KEPT = 4096
_engine = Engine(strict_operator_names=True)
_kept: dict[tuple[int, bool], tuple[Rule, Compiled]] = {}


class RowOutsideGroup(ValueError):
    """A condition reads `row.…`, but it does not stand inside a repeating group."""


def to_logic(rule: Rule, *, row: bool = False) -> Logic:
    """Say a rule in the strict profile.

    row      the rule stands inside a repeating group, so `row.<key>` reads the same row
    errors   RowOutsideGroup
    """
    said = [_row(line, inside=row) for line in rule.rows]
    match rule.match:
        case "all":
            return {"and": said or [True]}
        case "any":
            return {"or": said or [False]}
        case "none":
            return {"!": [{"or": said or [False]}]}


def holds(rule: Rule, facts: Mapping[str, Any], *, row: Mapping[str, Any] | None = None) -> bool:
    """Judge whether a rule holds for what is known.

    facts   nested; a dotted field reads inwards. `today` is added when it is missing
    row     answers of the row a repeating group stands at
    """
    known = {TODAY: date.today().isoformat(), **facts}  # noqa: DTZ011  callers with a zone give today
    if row is not None:
        known["row"] = row
    return _compiled(rule, row=row is not None).evaluate(known) is True


def spoken(rule: Rule, *, row: bool = False) -> str:
    """The rule as JSON text, for the browser."""
    return json.dumps(to_logic(rule, row=row), separators=(",", ":"), ensure_ascii=False)


def _compiled(rule: Rule, *, row: bool) -> Compiled:
    """Compile each rule once. Kept by identity: equal rules may differ, since in Python 1 equals true."""
    known = _kept.get((id(rule), row))
    if known is not None and known[0] is rule:
        return known[1]
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    compiled = _engine.compile_strict(to_logic(rule, row=row))
    _kept[id(rule), row] = (rule, compiled)
    return compiled


def _row(line: Row, *, inside: bool) -> Logic:
    if line.field.startswith(ROW) and not inside:
        raise RowOutsideGroup(line.field)
    answer = {"var": line.field}
    answered = {"or": [{"===": [answer, 0]}, {"===": [answer, False]}, {"!!": [answer]}]}
    match line.operator:
        case "answered":
            return answered
        case "not_answered":
            return {"!": [answered]}
        case _:
            return {"and": [answered, _about(line, answer)]}


def _about(line: Row, answer: Logic) -> Logic:
    """Say what the answer is to be, once it is known that there is one."""
    value = list(line.value) if isinstance(line.value, tuple) else line.value
    match line.operator:
        case "is":
            return {"===": [answer, value]}
        case "is_not":
            return {"!==": [answer, value]}
        case "one_of":
            return {"or": [{"===": [answer, code]} for code in value] or [False]}
        case "none_of":
            return {"and": [{"!==": [answer, code]} for code in value] or [True]}
        case "includes":
            return {"try": [{"in": [value, answer]}, False]}
        case "excludes":
            return {"try": [{"!": [{"in": [value, answer]}]}, False]}
        case _:
            limit = {"var": TODAY} if value == TODAY else value
            return {"try": [{COMPARISONS[line.operator]: [answer, limit]}, False]}
