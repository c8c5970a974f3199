"""What a score is told with: its cut-offs, how much was missing, how far it can go. Pure."""

from collections.abc import Mapping
from typing import Any

from forms.conditions.logic import holds
from forms.counted.dishes import parts
from forms.counted.formulas import read_in
from forms.counted.points import Source, ends, sources
from forms.counted.recipes import Band, Recipe
from forms.document import Field, FormDocument

Ends = tuple[float, float]


def cut_offs(band_sets: Mapping[str, Any], chosen: str, score: str) -> tuple[Band, ...] | None:
    """The cut-offs of a country or group for one score; None when the score's own hold."""
    rows = band_sets.get(chosen, {}).get(score) if chosen else None
    return None if rows is None else tuple(Band(key, least, most) for key, least, most in rows)


def missing(document: FormDocument, question: Field, answers: Mapping[str, Any]) -> int:
    """How many of the answers that a score counts were not given. What did not apply is not missing."""
    counted = _counted(document, question, frozenset())
    return sum(1 for source in counted if _applies(source, answers) and not _given(source, answers))


def reach(document: FormDocument, question: Field) -> Ends | None:
    """The smallest and largest value that a score can have; None when there is no telling."""
    recipe = question.recipe
    if recipe is None or recipe.dish not in {"sum", "mean", "table"}:
        return _by_bands(recipe)
    if recipe.dish == "table":
        told = [band.value for band in recipe.bands if band.value is not None]
        return (min(told), max(told)) if told else None
    each = [_ends_of(document, source) for source in parts(document, recipe)]
    if not each or None in each or any(source.group for source in parts(document, recipe)):
        return _by_bands(recipe)
    low, high = sum(pair[0] for pair in each if pair), sum(pair[1] for pair in each if pair)
    if recipe.dish == "mean":
        low, high = low / len(each), high / len(each)
    scaled = (low * (recipe.times or 1), high * (recipe.times or 1))
    return min(scaled), max(scaled)


def _by_bands(recipe: Recipe | None) -> Ends | None:
    told = [end for band in (recipe.bands if recipe else ()) for end in (band.least, band.most)]
    limits = [end for end in told if end is not None]
    return (min(limits), max(limits)) if limits and None not in told else None


def _ends_of(document: FormDocument, source: Source) -> Ends | None:
    if source.question.kind == "calculated":
        return reach(document, source.question)
    return ends(source.question)


def _counted(document: FormDocument, question: Field, passed: frozenset[str]) -> list[Source]:
    """Every question that a value is counted from, through other counted values."""
    recipe = question.recipe
    if recipe is None or question.key in passed:
        return []
    read = [s for name in read_in(recipe.formula) for s in sources(document, name)]
    found: dict[str, Source] = {}
    for source in [*parts(document, recipe), *read]:
        inner = (
            _counted(document, source.question, passed | {question.key})
            if source.question.kind == "calculated"
            else [source]
        )
        found.update({f"{each.group}.{each.path}": each for each in inner})
    return list(found.values())


def _applies(source: Source, answers: Mapping[str, Any]) -> bool:
    rule = source.question.visible_if
    return rule is None or bool(source.group) or holds(rule, answers)


def _given(source: Source, answers: Mapping[str, Any]) -> bool:
    if source.group:
        rows = answers.get(source.group) or [{}]
        return all(row.get(source.path) not in (None, "", []) for row in rows)
    answer: Any = answers
    for part in source.path.split("."):
        answer = answer.get(part) if isinstance(answer, Mapping) else None
    return answer not in (None, "", [])
