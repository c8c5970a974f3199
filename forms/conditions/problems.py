"""What is wrong with the conditions of a form: unknown or later fields, wrong operators, contradictions. Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from forms import editor_sentences as say
from forms.conditions.logic import COMPARISONS, ROW, TODAY
from forms.conditions.rules import NEEDS_LIST, NEEDS_NO_VALUE, Row, Rule
from forms.document import Field, FormDocument
from forms.kinds import kind_of
from forms.naming import Texts, field_text
from forms.texts import section_title

TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
FACT = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)+")
Found = Iterator[tuple[str, str]]


def problems(document: FormDocument, texts: Texts) -> Found:
    """Yield (sentence, where) for every condition, in the order of the form."""
    every = {question.key: question for question in document.fields()}
    asked: dict[str, Field] = {}
    for section in document.sections:
        named = section_title(texts, section)
        yield from _rule(section.visible_if, named, section.key, asked, every)
        for question in section.fields:
            yield from _of_question(question, question.key, asked, every, texts)
            asked[question.key] = question


def _of_question(  # noqa: PLR0913, PLR0917  where it stands, and what is known there
    question: Field,
    path: str,
    asked: Mapping[str, Field],
    every: Mapping[str, Field],
    texts: Texts,
    row: str = "",
) -> Found:
    """Yield what is wrong with the conditions of one question, and of those in its rows."""
    label = texts.get(field_text(path, "label")) or question.key
    for rule in (question.visible_if, question.required_if, question.lock_if):
        if rule is not None and f"{row}{question.key}" in rule.fields():
            yield say.reads_itself(label), path
        else:
            yield from _rule(rule, label, path, asked, every)
    own = {**asked, f"{row}{question.key}": question}
    for check in question.checks:
        yield from _rule(check.rule, label, path, own, every)
    inside = {key: each for key, each in asked.items() if not key.startswith(ROW)}
    known = {
        **{key: each for key, each in every.items() if not key.startswith(ROW)},
        **{f"{ROW}{item.key}": item for item in question.items},
    }
    for item in question.items:
        yield from _of_question(item, f"{path}.{item.key}", inside, known, texts, ROW)
        inside[f"{ROW}{item.key}"] = item


def _rule(
    rule: Rule | None,
    named: str,
    where: str,
    asked: Mapping[str, Field],
    every: Mapping[str, Field],
) -> Found:
    if rule is None:
        return
    if not rule.rows:
        yield say.empty_condition(named), where
    wrong = [sentence for row in rule.rows if (sentence := _row(row, named, asked, every))]
    yield from ((sentence, where) for sentence in wrong)
    if rule.match == "all" and not wrong:
        for field in dict.fromkeys(rule.fields()):
            rows = [row for row in rule.rows if row.field == field]
            if never(rows):
                yield say.contradiction(field, named), where


def _row(row: Row, named: str, asked: Mapping[str, Field], every: Mapping[str, Field]) -> str:
    question = _asked(row.field, asked)
    if question is None:
        if _asked(row.field, every):
            return say.asked_later(row.field, named)
        if row.field.startswith(ROW) or not FACT.fullmatch(row.field):
            return say.unknown_field(row.field, named)
        return "" if _shaped(row) else say.bad_value(_said(row.value), row.field, named)
    if row.operator not in kind_of(question).operators:
        return say.bad_operator(row.operator, row.field, named)
    if row.operator in NEEDS_NO_VALUE:
        return ""
    if not _shaped(row):
        return say.bad_value(_said(row.value), row.field, named)
    values = row.value if isinstance(row.value, tuple) else (row.value,)
    wrong = [value for value in values if not _fits(question, row.operator, value)]
    return say.bad_value(_said(wrong[0]), row.field, named) if wrong else ""


def _asked(field: str, asked: Mapping[str, Field]) -> Field | None:
    """The question that a row reads: by its key, or a part of its answer as `key.part`."""
    if field in asked:
        return asked[field]
    key, _dot, part = field.rpartition(".")
    whole = asked.get(key)
    parts = kind_of(whole).inside(whole) if whole else ()
    return next((each for each in parts if each.key == part), None)


def _shaped(row: Row) -> bool:
    """A list where a list is needed, one value elsewhere."""
    if row.operator in NEEDS_NO_VALUE:
        return True
    if row.operator in NEEDS_LIST:
        return isinstance(row.value, tuple) and bool(row.value)
    return isinstance(row.value, str | int | float) and row.value != ""


def _fits(question: Field, operator: str, value: Any) -> bool:
    match question.kind:
        case "number" | "scale" | "money" | "calculated":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "yes_no":
            return isinstance(value, bool)
        case "date":
            return (value == TODAY and operator in COMPARISONS) or _is_day(value)
        case "time":
            return isinstance(value, str) and bool(TIME.fullmatch(value))
        case "choice" | "choices":
            return value in {choice.code for choice in question.choices}
        case _:
            return isinstance(value, str)


def _is_day(value: Any) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        return False


def never(rows: list[Row]) -> bool:
    """Whether rows about one field, all to hold together, can never do so."""
    operators = {row.operator for row in rows}
    if "not_answered" in operators:
        return len(operators) > 1
    one_of = [
        set(row.value) for row in rows if row.operator == "one_of" and isinstance(row.value, tuple)
    ]
    one_of += [{row.value} for row in rows if row.operator == "is"]
    refused = {row.value for row in rows if row.operator == "is_not"}
    refused |= {
        v
        for row in rows
        if row.operator == "none_of" and isinstance(row.value, tuple)
        for v in row.value
    }
    includes = {row.value for row in rows if row.operator == "includes"}
    if includes & {row.value for row in rows if row.operator == "excludes"}:
        return True
    if one_of:
        left = {v for v in set.intersection(*one_of) - refused if _inside(v, rows)}
        return not left
    return _crossed(rows)


def _inside(value: Any, rows: list[Row]) -> bool:
    return all(_compares(row, value) for row in rows if row.operator in COMPARISONS)


def _compares(row: Row, value: Any) -> bool:
    if TODAY in (row.value, value) or isinstance(row.value, str) != isinstance(value, str):
        return True
    match row.operator:
        case "at_least":
            return value >= row.value
        case "at_most":
            return value <= row.value
        case "more_than":
            return value > row.value
        case _:
            return value < row.value


def _crossed(rows: list[Row]) -> bool:
    """Whether a lower limit lies above an upper one."""
    lower = [row for row in rows if row.operator in {"at_least", "more_than"}]
    upper = [row for row in rows if row.operator in {"at_most", "less_than"}]
    return any(
        not _compares(high, low.value) or (low.operator == "more_than" and low.value == high.value)
        for low in lower
        for high in upper
    )


def _said(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
