"""The expert's formula: JsonLogic in a strict profile, checked and made safe. Pure.

Everything has one type, and only what fits is accepted: no loose equality, no truth of a number, no text in sums.
Reading an unanswered question, or saying null, ends the count: there is no value then. `or`, `and` and `if` read only
as far as they must, so `if(a = 0, 0, a + b)` needs no `b` when `a` is 0.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from forms.conditions.logic import ROW, TODAY
from forms.counted.points import COUNTED, Logic, Source, answered, points, sources
from forms.document import Field, FormDocument

LONGEST = 10_000
MOST_PARTS = 600
DEEPEST = 16
MOST_NUMBER = 1e12
LONGEST_WORD = 200
NUMBER, TEXT, DAY, TRUTH, CODES, ROWS, NUMBERS, FACT, NEVER = (
    "number", "text", "day", "truth", "codes", "rows", "numbers", "fact", "never",
)  # fmt: skip
MISSING: Logic = {"throw": "missing"}
TYPES: Mapping[str, str] = {
    "number": NUMBER, "money": NUMBER, "scale": NUMBER, "calculated": NUMBER,
    "date": DAY, "yes_no": TRUTH, "choices": CODES, "group": ROWS,
}  # fmt: skip
COMPARING: frozenset[str] = frozenset({"<", "<=", ">", ">="})
ADDING: Mapping[str, tuple[int, int]] = {
    "+": (1, 60), "*": (1, 60), "-": (1, 2), "/": (2, 2), "max": (1, 60), "min": (1, 60),
    "sqrt": (1, 1), "round": (1, 2),
}  # fmt: skip
BETWEEN: frozenset[str] = frozenset({"days_between", "months_between", "years_between"})
JUDGING: frozenset[str] = frozenset({"all", "some", "none"})
ITERATING: frozenset[str] = JUDGING | {"map", "filter", "reduce"}
READING: frozenset[str] = frozenset({"var", "answered", "points", "reversed"})


class Outside(ValueError):
    """A formula that the profile refuses.

    reason   a word of REASONS; `about` is the part of the formula that is meant
    """

    def __init__(self, reason: str, about: str = "") -> None:
        super().__init__(f"{reason}: {about}")
        self.reason, self.about = reason, about


@dataclass(frozen=True, slots=True)
class Scope:
    """What a name means at one place of a formula.

    items   inside an iteration: the questions of the rows; None outside
    sums    inside a reduce, where `current` and `accumulator` are read
    """

    document: FormDocument
    group: Field | None = None
    items: tuple[Field, ...] | None = None
    numbers: bool = False
    sums: bool = False


Said = tuple[Logic, str]


def said_formula(text: str, document: FormDocument, group: Field | None = None) -> Logic:
    """Read a formula and say it safely.

    errors   Outside
    """
    parsed = _parsed(text)
    logic, kind = _say(parsed, Scope(document, group), 0)
    if kind not in {NUMBER, FACT, NEVER}:
        raise Outside("no_number")
    return logic


def read_in(text: str) -> list[str]:
    """Every name that a formula reads outside its iterations; none when it cannot be read."""
    try:
        return list(dict.fromkeys(_names(_parsed(text)))) if text else []
    except Outside:
        return []


def with_names(text: str, rename: Callable[[str], str]) -> str:
    """The same formula with other names; as it stands when it cannot be read."""
    try:
        return json.dumps(_renamed(_parsed(text), rename), ensure_ascii=False) if text else text
    except Outside:
        return text


def _renamed(node: Any, rename: Callable[[str], str]) -> Any:
    if isinstance(node, list):
        return [_renamed(inner, rename) for inner in node]
    if not isinstance(node, dict):
        return node
    said = {}
    for operator, given in node.items():
        args = list(given) if isinstance(given, list) else [given]
        if operator in READING and args and isinstance(args[0], str):
            args[0] = rename(args[0])
        elif operator in ITERATING and args:
            args[0] = _renamed(args[0], rename)  # what follows reads one row
        elif operator not in READING:
            args = _renamed(args, rename)
        said[operator] = args if isinstance(given, list) else args[0]
    return said


def _parsed(text: str) -> Any:
    if len(text) > LONGEST:
        raise Outside("too_long")
    try:
        parsed = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Outside("unreadable") from None
    if _size(parsed, 0) > MOST_PARTS:
        raise Outside("too_long")
    return parsed


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


def _size(node: Any, depth: int) -> int:
    if depth > 2 * DEEPEST:
        raise Outside("too_deep")
    if isinstance(node, dict):
        return 1 + sum(_size(inner, depth + 1) for inner in node.values())
    if isinstance(node, list):
        return 1 + sum(_size(inner, depth + 1) for inner in node)
    return 1


def _names(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for inner in node:
            yield from _names(inner)
    elif isinstance(node, dict):
        for operator, given in node.items():
            args = given if isinstance(given, list) else [given]
            if operator in READING:
                if args and isinstance(args[0], str):
                    yield args[0]
            elif operator in ITERATING:
                yield from _names(args[0] if args else None)
            else:
                yield from _names(args)


def _say(node: Any, scope: Scope, depth: int) -> Said:
    if depth > DEEPEST:
        raise Outside("too_deep")
    if not isinstance(node, dict):
        return _literal(node)
    if len(node) != 1:
        raise Outside("one_operator", json.dumps(node, ensure_ascii=False)[:60])
    operator, given = next(iter(node.items()))
    args = given if isinstance(given, list) else [given]
    if operator not in SAYING:
        raise Outside("operator", operator)
    return SAYING[operator](operator, args, scope, depth + 1)


def _literal(node: Any) -> Said:
    if node is None:
        return MISSING, NEVER
    if isinstance(node, bool):
        return node, TRUTH
    if isinstance(node, int | float):
        # Asked so that NaN is refused, too, and no whole number of 400 figures is made a float.
        if not abs(node) <= MOST_NUMBER:
            raise Outside("number", str(node)[:40])
        return node, NUMBER
    if isinstance(node, str) and len(node) <= LONGEST_WORD:
        return node, TEXT
    raise Outside("literal", json.dumps(node, ensure_ascii=False)[:60])


def _fit(node: Any, wanted: str, scope: Scope, depth: int, operator: str) -> Logic:
    logic, kind = _say(node, scope, depth)
    if kind not in {wanted, FACT, NEVER} and not (wanted == DAY and kind == TEXT):
        raise Outside("type", operator)
    return logic


def _arity(args: list[Any], least: int, most: int, operator: str) -> None:
    if not least <= len(args) <= most:
        raise Outside("arguments", operator)


def _adding(operator: str, args: list[Any], scope: Scope, depth: int) -> Said:
    _arity(args, *ADDING[operator], operator)
    return {
        "divided" if operator == "/" else operator: [
            _fit(each, NUMBER, scope, depth, operator) for each in args
        ]
    }, NUMBER


def _joining(operator: str, args: list[Any], scope: Scope, depth: int) -> Said:
    most = 1 if operator == "!" else 60
    _arity(args, 1, most, operator)
    return {operator: [_fit(each, TRUTH, scope, depth, operator) for each in args]}, TRUTH


def _comparing(operator: str, args: list[Any], scope: Scope, depth: int) -> Said:
    _arity(args, 2, 2, operator)
    said = [_say(each, scope, depth) for each in args]
    every = {kind for _logic, kind in said}
    kinds = every - {FACT, NEVER}
    if not (kinds <= {NUMBER} or kinds <= {DAY, TEXT}) or every == {TEXT}:
        raise Outside("type", operator)
    return {operator: [logic for logic, _kind in said]}, TRUTH


def _same(operator: str, args: list[Any], scope: Scope, depth: int) -> Said:
    _arity(args, 2, 2, operator)
    if None in args:
        raise Outside("null_compared", operator)
    said = [_say(each, scope, depth) for each in args]
    kinds = {DAY if kind == DAY else kind for _logic, kind in said} - {FACT, NEVER}
    if len(kinds - {DAY} if TEXT in kinds else kinds) > 1 or kinds & {CODES, ROWS, NUMBERS}:
        raise Outside("type", operator)
    return {operator: [logic for logic, _kind in said]}, TRUTH


def _within(operator: str, args: list[Any], scope: Scope, depth: int) -> Said:
    """A code among an answer of several, or an answer among codes that are written out."""
    _arity(args, 2, 2, operator)
    if isinstance(args[1], list):
        among = [_literal(each)[0] for each in args[1]]
        found, kind = _say(args[0], scope, depth)
        if kind not in {TEXT, NUMBER, DAY, FACT} or MISSING in among:
            raise Outside("type", operator)
        return {"or": [{"===": [found, each]} for each in among] or [False]}, TRUTH
    code = _fit(args[0], TEXT, scope, depth, operator)
    return {"in": [code, _fit(args[1], CODES, scope, depth, operator)]}, TRUTH


def _choosing(operator: str, args: list[Any], scope: Scope, depth: int) -> Said:
    """`if` with an else: each way has the same type."""
    if len(args) % 2 == 0:
        raise Outside("arguments", operator)
    _arity(args, 3, 41, operator)
    logic: list[Logic] = []
    kinds: set[str] = set()
    for n, each in enumerate(args):
        if n % 2 == 0 and n < len(args) - 1:
            logic.append(_fit(each, TRUTH, scope, depth, operator))
        else:
            said, kind = _say(each, scope, depth)
            logic.append(said)
            kinds.add(kind)
    real = kinds - {NEVER} or {NEVER}
    if len(real) > 1:
        raise Outside("type", operator)
    return {"if": logic}, real.pop()


def _between(operator: str, args: list[Any], scope: Scope, depth: int) -> Said:
    _arity(args, 2, 2, operator)
    return {operator: [_fit(each, DAY, scope, depth, operator) for each in args]}, NUMBER


def _reading(operator: str, args: list[Any], scope: Scope, depth: int) -> Said:
    """`var`: the answer itself, a second argument is said when there is none."""
    _arity(args, 1, 2, operator)
    path, kind = _place(args[0], scope)
    there: Logic = answered(path)
    otherwise: Logic = MISSING
    if len(args) == 2:  # noqa: PLR2004
        otherwise = _fit(args[1], kind, scope, depth, operator)
    return {"if": [there, {"var": path}, otherwise]}, kind


def _is_answered(operator: str, args: list[Any], scope: Scope, _depth: int) -> Said:
    _arity(args, 1, 1, operator)
    return answered(_place(args[0], scope)[0]), TRUTH


def _scored(operator: str, args: list[Any], scope: Scope, _depth: int) -> Said:
    """`points`: what an answer is worth; `reversed`: counted from the other end."""
    _arity(args, 1, 1, operator)
    source = _source(args[0], scope)
    if source is None or source.question.kind not in COUNTED:
        raise Outside("points", str(args[0])[:60])
    worth = points(source, reverse=operator == "reversed")
    return {"if": [{"!==": [worth, None]}, worth, MISSING]}, NUMBER


def _iterating(operator: str, args: list[Any], scope: Scope, depth: int) -> Said:
    """Rows of a group, one by one; inside, names mean the row's own questions."""
    if scope.items is not None or scope.numbers:
        raise Outside("nested", operator)
    _arity(args, 3 if operator == "reduce" else 2, 3 if operator == "reduce" else 2, operator)
    over, kind = _say(args[0], scope, depth)
    if kind not in {ROWS, NUMBERS}:
        raise Outside("type", operator)
    inner = _within_rows(args[0], scope) if kind == ROWS else replace(scope, numbers=True)
    if operator == "reduce":
        begin = _fit(args[2], NUMBER, scope, depth, operator)
        each = _fit(args[1], NUMBER, replace(inner, sums=True), depth, operator)
        return {"reduce": [over, each, begin]}, NUMBER
    if operator == "map":
        return {"map": [over, _fit(args[1], NUMBER, inner, depth, operator)]}, NUMBERS
    judged = {operator: [over, _fit(args[1], TRUTH, inner, depth, operator)]}
    return judged, kind if operator == "filter" else TRUTH


def _within_rows(node: Any, scope: Scope) -> Scope:
    """The questions of the rows that an iteration goes over."""
    key = next(_names(node), "")
    group = next((each for each in scope.document.fields() if each.key == key), None)
    return replace(scope, items=group.items if group else ())


def _place(name: Any, scope: Scope) -> tuple[str, str]:
    """Where a name lies, and of what type its answer is."""
    if not isinstance(name, str):
        raise Outside("unknown", json.dumps(name, ensure_ascii=False)[:60])
    if scope.sums and name == "accumulator":
        return name, NUMBER
    if scope.numbers and name == ("current" if scope.sums else ""):
        return name, NUMBER
    if scope.items is None and not scope.numbers and name == TODAY:
        return name, DAY
    source = _source(name, scope)
    if source is not None:
        return source.path, _type(source)
    if "." in name and scope.items is None and not _starts_here(name, scope):
        return name, FACT
    raise Outside("unknown", name[:60])


def _starts_here(name: str, scope: Scope) -> bool:
    first = name.partition(".")[0]
    return name.startswith(ROW) or first in {each.key for each in scope.document.fields()}


def _source(name: Any, scope: Scope) -> Source | None:
    if not isinstance(name, str):
        return None
    if scope.items is None:
        found = [] if scope.numbers else sources(scope.document, name, scope.group)
        return found[0] if len(found) == 1 and not found[0].group else None
    prefix = "current." if scope.sums else ""
    if not name.startswith(prefix):
        return None
    rows = Field("rows", "group", items=scope.items)
    found = sources(scope.document, f"{ROW}{name.removeprefix(prefix)}", rows)
    if len(found) != 1:
        return None
    return replace(found[0], path=f"{prefix}{found[0].path.removeprefix(ROW)}")


def _type(source: Source) -> str:
    if source.part:
        return DAY
    if source.statement:
        return TEXT if source.question.choices else NUMBER
    return TYPES.get(source.question.kind, TEXT)


SAYING: Mapping[str, Callable[[str, list[Any], Scope, int], Said]] = {
    **dict.fromkeys(ADDING, _adding),
    **dict.fromkeys(("and", "or", "!"), _joining),
    **dict.fromkeys(COMPARING, _comparing),
    **dict.fromkeys(("===", "!=="), _same),
    **dict.fromkeys(BETWEEN, _between),
    **dict.fromkeys(JUDGING | {"map", "filter", "reduce"}, _iterating),
    "in": _within,
    "if": _choosing,
    "var": _reading,
    "answered": _is_answered,
    "points": _scored,
    "reversed": _scored,
}
