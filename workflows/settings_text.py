"""How the settings of a block are written in the editor: keys with commas, lines `fact: field`, rows of a rule. Pure.

Each pair of functions is one inverse of the other.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from forms.conditions import lines as rule_lines
from forms.conditions.rules import NEEDS_NO_VALUE, Rule
from workflows.steps import Escalation, Moment, Period
from workflows.tables import TableRow

NAMESPACE = uuid.UUID("0d7c4f2a-5f55-5d3f-8f6c-8b7b1f5a2c90")
UNITS = ("months", "weeks", "days", "workdays")
NO_DAY = Moment("")  # what an unfinished draft has instead of a day
NOTHING = Rule("all", ())  # ... and instead of a rule
Raw = dict[str, Any]


def raw_block(kind: str, value: Any, path: str) -> Raw:
    """One block of raw stream content; the same block has the same id in every language."""
    return {"type": kind, "value": value, "id": str(uuid.uuid5(NAMESPACE, f"{kind}:{path}"))}


def raw_keys(keys: Sequence[str]) -> str:
    return ", ".join(keys)


def keys(text: str | None) -> tuple[str, ...]:
    return tuple(key for key in re.split(r"[\s,;]+", text or "") if key)


def raw_days(days: Sequence[int]) -> str:
    return ", ".join(map(str, days))


def days(text: str | None) -> tuple[int, ...]:
    """Read days such as `-7, 0`. What is no number is left out; `unreadable_days` names it."""
    return tuple(int(day) for day in keys(text) if _is_int(day))


def unreadable_days(text: str | None) -> tuple[str, ...]:
    return tuple(day for day in keys(text) if not _is_int(day))


def raw_pairs(pairs: Mapping[str, str]) -> str:
    return "\n".join(f"{fact}: {field}" for fact, field in pairs.items())


def pairs(text: str | None) -> dict[str, str]:
    lines = (line.partition(":") for line in (text or "").splitlines() if line.strip())
    return {fact.strip(): field.strip() for fact, _colon, field in lines}


def raw_period(period: Period | None) -> Raw:
    return {unit: getattr(period, unit) if period else None for unit in UNITS}


def period(value: Mapping[str, Any] | None) -> Period | None:
    given = {unit: (value or {}).get(unit) for unit in UNITS}
    if all(number is None for number in given.values()):
        return None
    return Period(**{unit: number or 0 for unit, number in given.items()})


def raw_moment(moment: Moment | None) -> Raw:
    if moment is None:
        return {"anchor": "", "day_off": "", **raw_period(None)}
    return {"anchor": moment.anchor, "day_off": moment.day_off, **raw_period(moment.period)}


def moment(value: Mapping[str, Any] | None) -> Moment | None:
    anchor = ((value or {}).get("anchor") or "").strip()
    counted = period(value)
    if not anchor and counted is None:
        return None
    return Moment(anchor, counted or Period(), (value or {}).get("day_off") or "")


def raw_escalations(chain: Sequence[Escalation], path: str) -> list[Raw]:
    return [
        raw_block("item", {"after": row.after, "to": row.to}, f"{path}:escalation:{number}")
        for number, row in enumerate(chain)
    ]


def escalations(rows: Sequence[Mapping[str, Any]] | None) -> tuple[Escalation, ...]:
    read = (row["value"] for row in rows or ())
    return tuple(Escalation(row.get("after") or 0, (row.get("to") or "").strip()) for row in read)


def raw_table_rows(rows: Sequence[TableRow]) -> str:
    return "\n".join(" | ".join([*row.cells, row.gives]) for row in rows)


def table_rows(text: str | None) -> tuple[TableRow, ...]:
    """Read one row a line, cells apart by | or as a spreadsheet copies them; the last cell is the result."""
    rows = []
    for line in filter(str.strip, (text or "").splitlines()):
        *cells, gives = (" ".join(cell.split()) for cell in re.split(r"[|\t]", line))
        rows.append(TableRow(tuple(cells), gives))
    return tuple(rows)


def raw_rule(rule: Rule | None, path: str) -> Raw:
    rows = [
        raw_block("item", _raw_row(line), f"{path}:{number}")
        for number, line in enumerate(rule_lines.write(rule).splitlines())
    ]
    return {"match": rule.match if rule else "all", "rows": rows}


def rule(
    value: Mapping[str, Any] | None, kinds: Mapping[str, str]
) -> tuple[Rule | None, tuple[str, ...]]:
    """Read the rows of a rule, and name what in them says nothing.

    kinds   {fact: kind of its answer}, for values written without quotes
    """
    match = (value or {}).get("match") or "all"
    rows = [row["value"] for row in (value or {}).get("rows") or ()]
    read = rule_lines.read("\n".join(_line(match, row) for row in rows), kinds)
    return read.visible_if, read.wrong


def _raw_row(line: str) -> Raw:
    row = line.partition(": ")[2].split(maxsplit=2)
    return {"field": row[0], "operator": row[1], "value": row[2] if len(row) > 2 else ""}  # noqa: PLR2004


def _line(match: str, row: Mapping[str, Any]) -> str:
    operator = row.get("operator") or ""
    value = "" if operator in NEEDS_NO_VALUE else row.get("value") or ""
    said = f"{rule_lines.SHOW} {match}: {row.get('field') or ''} {operator} {value}"
    return " ".join(said.split("\n")).strip()


def _is_int(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d{1,5}", text))
