"""What is wrong with the calculated values of a form, as sentences. Pure."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from forms.conditions.logic import ROW, TODAY
from forms.conditions.problems import FACT
from forms.counted import sentences as say
from forms.counted.arithmetic import MOST_DECIMALS
from forms.counted.dishes import BETWEEN, logic_of, parts
from forms.counted.formulas import Outside, said_formula
from forms.counted.points import COUNTED, DATED, Source, ends, sources
from forms.counted.recipes import Band, Recipe
from forms.counted.scoring import in_order, reads
from forms.document import Field, FormDocument
from forms.naming import Texts, field_text

LARGEST = 1e12
Found = Iterator[tuple[str, str]]


def problems(document: FormDocument, texts: Texts) -> Found:
    """Yield (sentence, where) for every calculated value, in the order of the form."""
    yield from _rings(document, texts)
    later = _asked(document) | {question.key for question in in_order(document)}
    for question in document.fields():
        if question.kind == "calculated":
            yield from _about(document, question, texts, later, None)
        for item in question.items:
            if item.kind == "calculated":
                yield from _about(document, item, texts, later, question)
        later.discard(question.key)


def _asked(document: FormDocument) -> set[str]:
    """Everything that is not counted itself. Values in a ring are named as a ring, not as coming later."""
    return {question.key for question in document.fields() if question.kind != "calculated"}


def _about(
    document: FormDocument, question: Field, texts: Texts, later: set[str], group: Field | None
) -> Found:
    where = f"{group.key}.{question.key}" if group else question.key
    named = texts.get(field_text(where, "label")) or question.key
    recipe = question.recipe
    if recipe is None:
        yield say.no_recipe(named), where
        return
    found = list(_reading(document, recipe, named, later, group))
    if not found:
        found = [
            *_counting(document, recipe, named, group),
            *_bands(document, recipe, named, group),
        ]
    if not found and _is_heavy(document, question, group):
        found = [say.too_heavy(named)]
    yield from ((sentence, where) for sentence in found)


def _is_heavy(document: FormDocument, question: Field, group: Field | None) -> bool:
    try:
        logic_of(document, question, group=group)
    except Outside:
        return True
    return False


def _rings(document: FormDocument, texts: Texts) -> Found:
    """Values that are counted from each other, each ring once."""
    placed = {question.key for question in in_order(document)}
    left = {
        question.key: reads(question.recipe)
        for question in document.fields()
        if question.kind == "calculated" and question.recipe and question.key not in placed
    }
    seen: set[str] = set()
    for start in left:
        ring = _ring(start, left)
        if ring and not seen & set(ring):
            seen.update(ring)
            named = [texts.get(field_text(key, "label")) or key for key in ring]
            yield say.ring(named), start


def _ring(start: str, left: Mapping[str, list[str]]) -> list[str]:
    """The way from a value back to itself; empty when it only leans on a ring."""
    ways = [[start]]
    passed: set[str] = set()
    while ways:
        way = ways.pop(0)
        for key in left[way[-1]]:
            if key == start:
                return way
            if key in left and key not in passed:
                passed.add(key)
                ways.append([*way, key])
    return []


def _reading(
    document: FormDocument, recipe: Recipe, named: str, later: set[str], group: Field | None
) -> Iterator[str]:
    """Whether everything that is counted is there, and comes before."""
    if recipe.dish == "formula":
        yield from _formula(document, recipe, named, later, group)
        return
    if not recipe.of:
        yield say.counts_nothing(named)
    for reference in recipe.of:
        if not sources(document, reference, group):
            fact = recipe.dish in BETWEEN and _is_fact(document, reference)
            if not fact:
                yield say.unknown(reference, named)
        elif not reference.startswith(ROW) and reference.partition(".")[0] in later:
            yield say.later(reference, named)


def _is_fact(document: FormDocument, reference: str) -> bool:
    known = {question.key for question in document.fields()}
    if reference == TODAY:
        return True
    return (
        bool(FACT.fullmatch(reference))
        and not reference.startswith(ROW)
        and (reference.partition(".")[0] not in known)
    )


def _formula(
    document: FormDocument, recipe: Recipe, named: str, later: set[str], group: Field | None
) -> Iterator[str]:
    if not recipe.formula.strip():
        yield say.counts_nothing(named)
        return
    try:
        said_formula(recipe.formula, document, group)
    except Outside as refused:
        yield say.formula(refused.reason, refused.about, named)
        return
    for key in reads(recipe):
        if f"{key}." != ROW and key in later:
            yield say.later(key, named)


def _counting(
    document: FormDocument, recipe: Recipe, named: str, group: Field | None
) -> Iterator[str]:
    counted = parts(document, recipe, group)
    if recipe.dish in BETWEEN:
        yield from _days(document, recipe, named, group)
    elif recipe.dish != "formula":
        yield from _points(recipe, named, counted)
        yield from _reversed(document, recipe, named, group)
    if recipe.decimals is not None and not 0 <= recipe.decimals <= MOST_DECIMALS:
        yield say.bad_decimals(named, MOST_DECIMALS)
    numbers = (recipe.times, recipe.least, recipe.most)
    if any(not math.isfinite(each) or abs(each) > LARGEST for each in numbers if each is not None):
        yield say.bad_number(named)


def _points(recipe: Recipe, named: str, counted: list[Source]) -> Iterator[str]:
    by_points = recipe.dish != "count" or recipe.least is not None or recipe.most is not None
    for source in counted if by_points else ():
        question = source.question
        chosen = question.kind in {"choice", "choices"} or bool(question.choices)
        if question.kind not in COUNTED or (chosen and ends(question) is None):
            yield say.no_points(source.path, named)
    if recipe.dish == "table" and len(counted) != 1:
        yield say.one_value(named)
    if recipe.at_least is None:
        return
    if recipe.at_least < 0:
        yield say.bad_needed(named)
    elif not any(source.group for source in counted) and recipe.at_least > len(counted):
        yield say.needs_too_many(named, recipe.at_least, len(counted))


def _reversed(
    document: FormDocument, recipe: Recipe, named: str, group: Field | None
) -> Iterator[str]:
    counted = {(source.group, source.path) for source in parts(document, recipe, group)}
    for reference in recipe.reverse:
        turned = sources(document, reference, group)
        if not turned or not {(source.group, source.path) for source in turned} <= counted:
            yield say.not_counted(reference, named)
        elif any(ends(source.question) is None for source in turned):
            yield say.no_ends(reference, named)


def _days(document: FormDocument, recipe: Recipe, named: str, group: Field | None) -> Iterator[str]:
    count = 0
    for reference in recipe.of:
        found = sources(document, reference, group)
        wrong = [source for source in found if source.question.kind not in DATED]
        if wrong:
            yield say.no_day(reference, named)
            return
        whole = [s for s in found if s.question.kind == "date_range" and not s.part]
        count += 2 if whole else 1
    if count not in {1, 2}:
        yield say.two_days(named)


def _bands(
    document: FormDocument, recipe: Recipe, named: str, group: Field | None
) -> Iterator[str]:
    if recipe.dish == "table" and not recipe.bands:
        yield say.no_table(named)
    times = Counter(band.key for band in recipe.bands)
    for key in (key for key, count in times.items() if count > 1):
        yield say.band_twice(key, named)
    for band in recipe.bands:
        if recipe.dish == "table" and band.value is None:
            yield say.line_without_value(band.key, named)
        if band.least is not None and band.most is not None and band.least > band.most:
            yield say.band_crossed(band.key, named)
            return
    yield from seams(recipe.bands, step_of(document, recipe, group), named)


def seams(bands: tuple[Band, ...], step: float | None, named: str) -> Iterator[str]:
    """Where neighbouring bands overlap or leave something out.

    step   how far apart values lie at least; None when anything may come between
    """
    ordered = sorted(bands, key=lambda band: -math.inf if band.least is None else band.least)
    for first, second in pairwise(ordered):
        ends_at = math.inf if first.most is None else first.most
        begins = -math.inf if second.least is None else second.least
        touching = step is None and begins == ends_at
        if begins <= ends_at and not touching:
            held = second.least if second.least is not None else second.most
            yield say.overlap(first.key, second.key, number(held or 0), named)
        elif begins - ends_at > (step or 0) + 1e-9:
            between = ends_at + step if step else (ends_at + begins) / 2
            yield say.gap(first.key, second.key, number(between), named)


def step_of(document: FormDocument, recipe: Recipe, group: Field | None = None) -> float | None:
    """How far apart the values of a recipe lie at least; of what a table looks up, for a table."""
    times = abs(recipe.times) if recipe.times else 1
    whole = all(_whole(document, source.question) for source in parts(document, recipe, group))
    if recipe.dish == "table":
        return 1 if whole else None
    if recipe.dish in {"count", *BETWEEN} or (recipe.dish == "sum" and whole):
        return times if recipe.decimals is None else max(times, 10.0**-recipe.decimals)
    return None if recipe.decimals is None else 10.0**-recipe.decimals


def _whole(document: FormDocument, question: Field) -> bool:
    """Whether the points of an answer are whole numbers."""
    if question.kind == "calculated":
        sound = question.recipe and question in in_order(document)
        step = question.recipe and sound and step_of(document, question.recipe)
        return bool(step) and float(step or 0).is_integer()
    if question.kind in {"number", "money"}:
        return question.kind == "number" and question.decimals == 0
    return True


def number(value: float) -> str:
    """A number as people write it, with a comma."""
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
