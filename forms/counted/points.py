"""What an answer is worth when it is counted, said as logic. A missing answer is worth nothing, never zero. Pure."""

from dataclasses import dataclass, replace
from typing import Any

from forms.conditions.logic import ROW
from forms.document import Field, FormDocument

Logic = Any
ENDS_OF_SCALE = (0, 10)  # where a scale begins and ends when nobody said
COUNTED: frozenset[str] = frozenset(
    {"number", "money", "scale", "choice", "choices", "yes_no", "matrix", "calculated"}
)
DATED: frozenset[str] = frozenset({"date", "date_range"})
SEVERAL: frozenset[str] = frozenset({"choices", "file", "group"})


@dataclass(frozen=True, slots=True)
class Source:
    """One place that a recipe reads.

    path     where its answer lies among what is known, or within the row of `group`
    group    the repeating group whose every row is read; "" when it is read once
    """

    question: Field
    path: str
    group: str = ""
    statement: str = ""
    part: str = ""
    reverse: bool = False


def sources(document: FormDocument, reference: str, group: Field | None = None) -> list[Source]:
    """Find what a reference reads; a matrix is read statement by statement. Empty when it is not there.

    group   the recipe stands inside it, so `row.item` reads the same row
    """
    first, _dot, rest = reference.partition(".")
    if reference.startswith(ROW):
        return _inside(group.items, rest, prefix=ROW) if group else []
    question = next((each for each in document.fields() if each.key == first), None)
    if question is None:
        return []
    if question.kind == "group" and rest:
        return [replace(each, group=first) for each in _inside(question.items, rest, prefix="")]
    return _of(question, rest, first)


def _inside(items: tuple[Field, ...], rest: str, *, prefix: str) -> list[Source]:
    key, _dot, inner = rest.partition(".")
    item = next((each for each in items if each.key == key), None)
    return _of(item, inner, f"{prefix}{key}") if item else []


def _of(question: Field, rest: str, path: str) -> list[Source]:
    if question.kind == "matrix":
        lines = [line for line in question.statements if rest in ("", line.key)]
        return [
            Source(question, f"{path}.{line.key}", statement=line.key, reverse=line.reverse)
            for line in lines
        ]
    if question.kind == "date_range" and rest in ("from", "to"):
        return [Source(question, f"{path}.{rest}", part=rest)]
    return [] if rest else [Source(question, path)]


def ends(question: Field) -> tuple[float, float] | None:
    """The smallest and the largest points; None when there is no telling, so nothing can be reversed."""
    if question.kind in {"choice", "choices"} or (question.kind == "matrix" and question.choices):
        scores = [choice.score for choice in question.choices if choice.score is not None]
        return (min(scores), max(scores)) if scores else None
    if question.kind == "yes_no":
        return (0, 1)
    if question.kind == "scale":
        return _limits(question, *ENDS_OF_SCALE)
    if question.least is None or question.most is None:
        return None
    return (question.least, question.most)


def _limits(question: Field, low: float, high: float) -> tuple[float, float]:
    return (
        low if question.least is None else question.least,
        high if question.most is None else question.most,
    )


def answered(path: str) -> Logic:
    """Whether there is an answer: 0 and no are answers, emptiness is none."""
    answer = {"var": path}
    return {"or": [{"===": [answer, 0]}, {"===": [answer, False]}, {"!!": [answer]}]}


def points(source: Source, *, reverse: bool = False) -> Logic:
    """What the answer is worth; null when it is missing or has no score."""
    question, answer = source.question, {"var": source.path}
    turned = reverse or source.reverse
    around = ends(question) if turned else None
    total = around[0] + around[1] if around else None
    if question.kind == "choice" or (question.kind == "matrix" and question.choices):
        return _chosen(question, answer, total)
    if question.kind == "choices":
        return _all_chosen(question, answer)
    if question.kind == "yes_no":
        yes, no = (0, 1) if turned else (1, 0)
        return {"if": [{"===": [answer, True]}, yes, {"===": [answer, False]}, no, None]}
    if total is None:
        return answer
    return {"if": [{"===": [answer, None]}, None, {"-": [total, answer]}]}


def _chosen(question: Field, answer: Logic, total: float | None) -> Logic:
    said: list[Any] = []
    for choice in question.choices:
        if choice.score is not None:
            worth = choice.score if total is None else total - choice.score
            said += [{"===": [answer, choice.code]}, worth]
    return {"if": [*said, None]} if said else None


def _all_chosen(question: Field, answer: Logic) -> Logic:
    """Several choices are worth the sum of their scores."""
    scored = [choice for choice in question.choices if choice.score is not None]
    worth = [{"if": [{"in": [choice.code, answer]}, choice.score, 0]} for choice in scored]
    return {"if": [{"!!": [answer]}, {"+": worth}, None]} if worth else None


def how_many(path: str) -> Logic:
    """How many things an answer of several holds."""
    return {"reduce": [{"var": path}, {"+": [{"var": "accumulator"}, 1]}, 0]}
