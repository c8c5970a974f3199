"""What a formula comes to, in plain Python: a reading of an unanswered question ends it."""

import math
import operator
from collections.abc import Mapping
from typing import Any

from tests.forms.oracles import TODAY, Missing, _between, dt, rounded, worth

COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
COUNT = {"+": sum, "*": math.prod, "max": max, "min": min}


def formula(node: Any, questions: Mapping[str, Any], answers: Mapping[str, Any]) -> float | None:
    """What it comes to; None where there is no value."""
    try:
        found = _of(node, questions, {"today": TODAY, **answers})
    except (Missing, ZeroDivisionError, ValueError):
        return None
    return None if isinstance(found, bool) or not isinstance(found, int | float) else found


def _read(name: str, known: Any) -> Any:
    if name == "":
        return known
    for part in name.split("."):
        known = known.get(part) if isinstance(known, Mapping) else None
    return None if known in ("", []) and known is not False else known


def _of(node: Any, questions: Mapping, known: Any) -> Any:
    if node is None:
        raise Missing
    if not isinstance(node, dict):
        return node
    ((name, given),) = node.items()
    args = given if isinstance(given, list) else [given]
    if name in {"map", "filter", "reduce", "all", "some", "none"}:
        return _rows(name, args, questions, known)
    if name in {"var", "answered", "points", "reversed"}:
        return _answer(name, args, questions, known)
    if name == "if":
        for test, result in zip(args[:-1:2], args[1::2], strict=True):
            if _of(test, questions, known):
                return _of(result, questions, known)
        return _of(args[-1], questions, known)
    if name in {"and", "or"}:
        stop = name == "or"
        return next((stop for each in args if _of(each, questions, known) is stop), not stop)
    if name == "in" and isinstance(args[1], list):
        found = _of(args[0], questions, known)
        return any(found == each for each in args[1])
    return _plain(name, [_of(each, questions, known) for each in args])


def _plain(name: str, args: list[Any]) -> Any:
    if name in COMPARE:
        return COMPARE[name](*args)
    if name in COUNT:
        return COUNT[name](args)
    if name.endswith("_between"):
        return _between(name, *(dt.date.fromisoformat(each) for each in args))
    return {
        "!": lambda: not args[0],
        "===": lambda: args[0] == args[1],
        "!==": lambda: args[0] != args[1],
        "in": lambda: args[0] in args[1],
        "-": lambda: -args[0] if len(args) == 1 else args[0] - args[1],
        "/": lambda: args[0] / args[1],
        "sqrt": lambda: math.sqrt(args[0]),
        "round": lambda: rounded(args[0], *args[1:] or [0]),
    }[name]()


def _answer(name: str, args: list[Any], questions: Mapping, known: Any) -> Any:
    found = _read(args[0], known)
    if name == "answered":
        return found is not None
    if name in {"points", "reversed"}:
        question = questions[args[0].removeprefix("current.").partition(".")[0]]
        lines = {line["key"]: line for line in question.get("statements", ())}
        line = lines.get(args[0].partition(".")[2], {})
        found = worth(question, found, turned=name == "reversed" or line.get("reverse", False))
    if found is None and len(args) > 1:
        return args[1]
    if found is None:
        raise Missing
    return found


def _rows(name: str, args: list[Any], questions: Mapping, known: Any) -> Any:
    rows = _of(args[0], questions, known)
    inside = {
        **questions,
        **{item["key"]: item for q in questions.values() for item in q.get("items", ())},
    }
    if name == "reduce":
        total = _of(args[2], questions, known)
        for row in rows:
            total = _of(args[1], inside, {"current": row, "accumulator": total})
        return total
    judged = (_of(args[1], inside, row) for row in rows)
    if name == "map":
        return list(judged)
    if name == "filter":
        return [row for row, kept in zip(rows, list(judged), strict=True) if kept]
    if name == "all":
        return bool(rows) and all(judged)
    return any(judged) if name == "some" else not any(judged)
