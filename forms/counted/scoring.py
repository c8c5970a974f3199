"""Counting the calculated values of a form. A missing answer is never a number. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from datalogic_py import DataLogicError
from datalogic_py import Rule as Compiled

from forms.conditions.logic import TODAY, holds
from forms.conditions.rules import Rule
from forms.counted.arithmetic import ENGINE, as_number
from forms.counted.dishes import logic_of
from forms.counted.formulas import Outside, read_in
from forms.counted.recipes import Band, Recipe
from forms.document import Field, FormDocument

MOST_KEPT = 1024
Number = int | float
Kept = tuple[Recipe, FormDocument, Field | None, Compiled]
_kept: dict[int, Kept] = {}


def values(
    document: FormDocument,
    answers: Mapping[str, Any],
    *,
    today: date,
    facts: Mapping[str, Any] | None = None,
) -> dict[str, Number | None]:
    """Count every calculated value of a form.

    answers  as `forms.asking.checking` returns them: hidden ones absent
    facts    what is known of the case
    returns  {path: value}, the path as it is posted (`total`, `costs-0-sum`); None when there is no value,
             and for what does not apply
    """
    known = {**(facts or {}), TODAY: today.isoformat(), **answers}
    found: dict[str, Number | None] = {}
    for group in (each for each in document.fields() if each.kind == "group"):
        _count_rows(group, document, known, found)
    for question in in_order(document):
        applies = _applies(document, question, known)
        found[question.key] = value(document, question, known) if applies else None
        if found[question.key] is None:
            known.pop(question.key, None)
        else:
            known[question.key] = found[question.key]
    return found


def value(
    document: FormDocument,
    question: Field,
    known: Mapping[str, Any],
    *,
    group: Field | None = None,
) -> Number | None:
    """Count one calculated value from what is known.

    known   answers by key, `today`, facts; inside a group also `row`. Later counts read earlier ones here
    """
    if question.recipe is None:
        return None
    try:
        return as_number(_compiled(document, question, group).evaluate(dict(known)))
    except (DataLogicError, Outside):
        return None


def band_of(recipe: Recipe, found: Number | None, bands: tuple[Band, ...] | None = None) -> str:
    """The name of the stretch that a value lies in; "" when it lies in none.

    bands   cut-offs that are used instead of the recipe's own, for instance those of a country
    """
    stretches = recipe.bands if bands is None else bands
    if found is None:
        return ""
    if recipe.dish == "table":
        return next((band.key for band in stretches if band.value == found), "")
    return next((band.key for band in stretches if _within(band, found)), "")


def in_order(document: FormDocument) -> list[Field]:
    """Calculated values so that each comes after those it reads; those that read each other in a ring are left out."""
    counted = {q.key: q for q in document.fields() if q.kind == "calculated" and q.recipe}
    placed: dict[str, Field] = {}
    while ready := [
        question
        for key, question in counted.items()
        if key not in placed and all(k in placed for k in reads(question.recipe) if k in counted)
    ]:
        placed.update({question.key: question for question in ready})
    return list(placed.values())


def reads(recipe: Recipe | None) -> list[str]:
    """The keys of the questions that a recipe reads, each once, in its order."""
    if recipe is None:
        return []
    given = [*recipe.of, *read_in(recipe.formula)]
    return list(dict.fromkeys(reference.partition(".")[0] for reference in given))


def spoken(document: FormDocument) -> list[dict[str, Any]]:
    """What the browser counts, in the order it is counted: key, logic and bands of every value."""
    return [
        {
            "key": question.key,
            "logic": logic_of(document, question),
            "bands": _spoken_bands(question),
        }
        for question in in_order(document)
    ]


def spoken_one(
    document: FormDocument, question: Field, *, group: Field | None = None
) -> dict[str, Any] | None:
    """What the browser counts for one value; None when its recipe cannot be said."""
    try:
        return {
            "logic": logic_of(document, question, group=group),
            "bands": _spoken_bands(question),
        }
    except Outside:
        return None


def _within(band: Band, found: Number) -> bool:
    above = band.least is None or found >= band.least
    return above and (band.most is None or found <= band.most)


def _spoken_bands(question: Field) -> list[list[Any]]:
    recipe = question.recipe
    assert recipe is not None
    if recipe.dish == "table":
        return [[band.key, band.value, band.value] for band in recipe.bands]
    return [[band.key, band.least, band.most] for band in recipe.bands]


def _count_rows(
    group: Field, document: FormDocument, known: dict[str, Any], found: dict[str, Number | None]
) -> None:
    """Count within each row of a group; the rows know their values afterwards."""
    counted = [item for item in group.items if item.kind == "calculated" and item.recipe]
    rows = known.get(group.key)
    if not counted or not isinstance(rows, list):
        return
    known[group.key] = filled = [dict(row) for row in rows]
    for n, row in enumerate(filled):
        for item in counted:
            there = _holds(item.visible_if, {**known, "row": row}, row)
            worth = value(document, item, {**known, "row": row}, group=group) if there else None
            row.pop(item.key, None)
            if worth is not None:
                row[item.key] = worth
            found[f"{group.key}-{n}-{item.key}"] = worth


def _applies(document: FormDocument, question: Field, known: Mapping[str, Any]) -> bool:
    """Whether a value is counted at all: what is hidden is absent."""
    section = next(each for each in document.sections if question in each.fields)
    return _holds(section.visible_if, known) and _holds(question.visible_if, known)


def _holds(
    rule: Rule | None, known: Mapping[str, Any], row: Mapping[str, Any] | None = None
) -> bool:
    return rule is None or holds(rule, known, row=row)


def _compiled(document: FormDocument, question: Field, group: Field | None) -> Compiled:
    """Compile each recipe once. Kept by identity: what it means depends on the document it stands in."""
    recipe = question.recipe
    assert recipe is not None
    kept = _kept.get(id(recipe))
    if kept and kept[0] is recipe and kept[1] is document and kept[2] is group:
        return kept[3]
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    compiled = ENGINE.compile_strict(logic_of(document, question, group=group))
    _kept[id(recipe)] = (recipe, document, group, compiled)
    return compiled
