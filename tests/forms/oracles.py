"""What conditions and recipes come to, in plain Python: written from what they mean, without the product's code."""

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

TODAY = "2026-11-22"
COMPARISONS = ("at_least", "at_most", "more_than", "less_than")


class Missing(Exception):
    """Something that was to be counted is not there."""


# Conditions ---------------------------------------------------------------------------------


def condition(rule: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Whether a rule holds, its rows as `[field, operator, value]`."""
    judged = [_truth(*row, facts) for row in rule["rows"]]
    return {"all": all(judged), "any": any(judged), "none": not any(judged)}[rule["match"]]


def _truth(field: str, operator: str, value: Any, facts: Mapping[str, Any]) -> bool:
    answer: Any = facts
    for part in field.split("."):
        answer = answer.get(part) if isinstance(answer, Mapping) else None
    given = answer is not None and answer not in ("", [])
    if operator in {"answered", "not_answered"}:
        return given == (operator == "answered")
    if not given:
        return False
    limit = TODAY if value == "today" and operator in COMPARISONS else value
    return {
        "is": lambda: _same(answer, limit),
        "is_not": lambda: not _same(answer, limit),
        "one_of": lambda: any(_same(answer, each) for each in limit),
        "none_of": lambda: not any(_same(answer, each) for each in limit),
        "includes": lambda: limit in answer,
        "excludes": lambda: limit not in answer,
        "at_least": lambda: answer >= limit,
        "at_most": lambda: answer <= limit,
        "more_than": lambda: answer > limit,
        "less_than": lambda: answer < limit,
    }[operator]()


def _same(one: Any, other: Any) -> bool:
    return isinstance(one, bool) == isinstance(other, bool) and one == other


# Recipes ------------------------------------------------------------------------------------


def count(
    document: Mapping[str, Any], recipe: Mapping[str, Any], answers: Mapping[str, Any]
) -> float | None:
    """What a recipe comes to; document and recipe as they are stored."""
    questions = {q["key"]: q for part in document["sections"] for q in part["fields"]}
    try:
        result = _dish(questions, recipe, answers)
    except Missing:
        return None
    if recipe.get("times") is not None:
        result *= recipe["times"]
    return result if recipe.get("decimals") is None else rounded(result, recipe["decimals"])


def rounded(value: float, decimals: int) -> float:
    """As a person rounds the figures that are written: half goes away from zero."""
    shown = Decimal(repr(value))
    return float(shown.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def _dish(questions: Mapping, recipe: Mapping, answers: Mapping) -> float:
    dish = recipe["dish"]
    if dish.endswith("_between"):
        return _between(dish, *_two_days(questions, recipe["of"], answers))
    worths = [
        (question, answer, worth(question, answer, turned=turned))
        for reference in recipe["of"]
        for question, answer, turned in _read(questions, reference, recipe, answers)
    ]
    there = [each for _q, _a, each in worths if each is not None]
    if dish == "table":
        return _look_up(recipe, worths[0][2])
    if dish == "count":
        given = [(q, a) for q, a, _w in worths if a not in (None, "", [])]
        if len(given) < recipe.get("at_least", 0):
            raise Missing
        if "least" in recipe or "most" in recipe:
            low, high = recipe.get("least", float("-inf")), recipe.get("most", float("inf"))
            return sum(1 for each in there if low <= each <= high)
        return sum(len(a) if q["kind"] in {"choices", "group"} else 1 for q, a in given)
    needed = recipe.get("at_least", len(worths))
    if len(there) < (max(needed, 1) if dish == "mean" else needed):
        raise Missing
    return sum(there) / len(there) if dish == "mean" else sum(there)


def _read(questions: Mapping, reference: str, recipe: Mapping, answers: Mapping):
    key, _dot, rest = reference.partition(".")
    question, answer = questions[key], answers.get(key)
    turned = reference in recipe.get("reverse", ())
    if question["kind"] == "matrix":
        for line in question["statements"]:
            if rest in ("", line["key"]):
                named = f"{key}.{line['key']}" in recipe.get("reverse", ())
                yield (
                    question,
                    (answer or {}).get(line["key"]),
                    turned or named or line.get("reverse", False),
                )
    elif question["kind"] == "group" and rest:
        item = next(each for each in question["items"] if each["key"] == rest)
        for row in answer or [{}]:
            yield item, row.get(rest), turned
    else:
        yield question, answer, turned


def worth(question: Mapping, answer: Any, *, turned: bool) -> float | None:
    """The points of one answer."""
    scores = {
        c["code"]: c["score"] for c in question.get("choices", ()) if c.get("score") is not None
    }
    kind = question["kind"]
    if answer is None:
        return None
    if kind == "choices":
        return sum(scores.get(code, 0) for code in answer) if answer and scores else None
    if kind == "yes_no":
        return int(answer is not turned)
    if scores:
        found = scores.get(answer)
        return (
            found
            if found is None or not turned
            else min(scores.values()) + max(scores.values()) - found
        )
    if not turned:
        return answer
    low, high = question.get("least"), question.get("most")
    if kind == "scale":
        low, high = 0 if low is None else low, 10 if high is None else high
    return answer if low is None or high is None else low + high - answer


def _look_up(recipe: Mapping, found: float | None) -> float:
    if found is None:
        raise Missing
    for band in recipe["bands"]:
        if band.get("least", float("-inf")) <= found <= band.get("most", float("inf")):
            if band.get("value") is None:
                raise Missing
            return band["value"]
    raise Missing


def _two_days(questions: Mapping, of: list[str], answers: Mapping) -> list[dt.date]:
    found: list[Any] = []
    for reference in of:
        key, _dot, part = reference.partition(".")
        if reference == "today":
            found.append(TODAY)
        elif questions[key]["kind"] == "date_range":
            period = answers.get(key) or {}
            found += [period.get(each) for each in ([part] if part else ["from", "to"])]
        else:
            found.append(answers.get(key))
    found += [TODAY] if len(found) == 1 else []
    if None in found:
        raise Missing
    return [dt.date.fromisoformat(each) for each in found]


def _between(dish: str, first: dt.date, last: dt.date) -> int:
    if dish == "days_between":
        return last.toordinal() - first.toordinal()
    early, late = min(first, last), max(first, last)
    months = 0
    while (early.year * 12 + early.month + months + 1, early.day) <= (
        late.year * 12 + late.month,
        late.day,
    ):
        months += 1
    size = months if dish == "months_between" else months // 12
    return size if first <= last else -size
