"""Each recipe said as strict JsonLogic, which the server and the browser count alike. Pure.

Null is "no value". Lists are cleared of gaps before anything is added up: the engines treat gaps differently.
"""

from collections.abc import Iterator

from forms.conditions.logic import ROW, TODAY
from forms.counted.formulas import Outside, said_formula
from forms.counted.points import SEVERAL, Logic, Source, answered, how_many, points, sources
from forms.counted.recipes import Band, Recipe
from forms.document import Field, FormDocument

MOST_PARTS = 50_000
BETWEEN: frozenset[str] = frozenset({"days_between", "months_between", "years_between"})
Counted = list[tuple[Source, bool]]  # where points come from, and whether they are turned round


def logic_of(document: FormDocument, question: Field, *, group: Field | None = None) -> Logic:
    """Say a recipe in the strict profile. Null is "no value"; what cannot be read is null as well.

    errors   Outside for a formula that the profile refuses
    """
    recipe = question.recipe
    assert recipe is not None
    logic = _dish(document, recipe, group)
    if is_heavy(logic):
        raise Outside("too_long")
    return {"try": [logic, None]}


def is_heavy(logic: Logic) -> bool:
    """Whether a recipe says more than a page can carry: a long table over many choices multiplies."""
    left, count = [logic], 0
    while left and count <= MOST_PARTS:
        count += 1
        match left.pop():
            case dict() as part:
                left.extend(part.values())
            case list() as part:
                left.extend(part)
    return bool(left)


def parts(document: FormDocument, recipe: Recipe, group: Field | None = None) -> list[Source]:
    """Every place that a recipe counts."""
    return [each for reference in recipe.of for each in sources(document, reference, group)]


def _dish(document: FormDocument, recipe: Recipe, group: Field | None) -> Logic:
    if recipe.dish == "formula":
        return _finished(said_formula(recipe.formula, document, group), recipe)
    if recipe.dish in BETWEEN:
        return _between(document, recipe, group)
    counted = [
        (source, reference in recipe.reverse or _named(reference, source) in recipe.reverse)
        for reference in recipe.of
        for source in sources(document, reference, group)
    ]
    if recipe.dish == "table":
        return _table(counted, recipe)
    if recipe.dish == "count":
        return _count(counted, recipe)
    return _points(counted, recipe)


def _named(reference: str, source: Source) -> str:
    """`matrix.statement`, also when the whole matrix is counted."""
    return f"{reference}.{source.statement}" if source.statement else reference


def _points(counted: Counted, recipe: Recipe) -> Logic:
    given = _given([(source, points(source, reverse=turned)) for source, turned in counted])
    needed = _asked(counted) if recipe.at_least is None else recipe.at_least
    if recipe.dish == "mean":
        needed = {"max": [needed, 1]} if isinstance(needed, dict) else max(needed, 1)
        result: Logic = {"/": [_total(given), _length(given)]}
    else:
        result = _total(given)
    return {"if": [{">=": [_length(given), needed]}, _finished(result, recipe), None]}


def _count(counted: Counted, recipe: Recipe) -> Logic:
    """How many are answered; choices, rows and files count each. With limits: whose points lie there."""
    limited = recipe.least is not None or recipe.most is not None
    if not limited:
        each = [(source, _one(source)) for source, _turned in counted]
        return _enough(counted, recipe, _total(_given(each)))
    given = _given([(source, points(source, reverse=turned)) for source, turned in counted])
    within = [
        {limit: [{"var": ""}, end]}
        for limit, end in ((">=", recipe.least), ("<=", recipe.most))
        if end is not None
    ]
    return _enough(counted, recipe, _length({"filter": [given, {"and": within}]}))


def _enough(counted: Counted, recipe: Recipe, result: Logic) -> Logic:
    finished = _finished(result, recipe)
    if not recipe.at_least:
        return finished
    there = _length(_given([(source, _one(source, several=False)) for source, _t in counted]))
    return {"if": [{">=": [there, recipe.at_least]}, finished, None]}


def _one(source: Source, *, several: bool = True) -> Logic:
    many = several and source.question.kind in SEVERAL
    return {"if": [answered(source.path), how_many(source.path) if many else 1, None]}


def _table(counted: Counted, recipe: Recipe) -> Logic:
    """What the table says about one value; nothing when it lies in no stretch."""
    if not counted:
        return None
    source, turned = counted[0]
    worth = points(source, reverse=turned)
    said: list[Logic] = [{"===": [worth, None]}, None]
    for band in recipe.bands:
        said += [{"and": _inside(band, worth)}, band.value]
    return _finished_if_there({"if": [*said, None]}, recipe)


def _inside(band: Band, worth: Logic) -> list[Logic]:
    limits: list[Logic] = [True]
    if band.least is not None:
        limits.append({">=": [worth, band.least]})
    if band.most is not None:
        limits.append({"<=": [worth, band.most]})
    return limits


def _between(document: FormDocument, recipe: Recipe, group: Field | None) -> Logic:
    ends_of = [path for reference in recipe.of for path in _days(document, reference, group)]
    if len(ends_of) == 1:
        ends_of.append(TODAY)
    if len(ends_of) != 2:  # noqa: PLR2004  from one day to another
        return None
    between = {recipe.dish: [{"var": path} for path in ends_of]}
    there = {"and": [answered(path) for path in ends_of]}
    return {"if": [there, _finished(between, recipe), None]}


def _days(document: FormDocument, reference: str, group: Field | None) -> Iterator[str]:
    """Where days lie: a period has two; `today` and facts of the case are read by their own name."""
    found = sources(document, reference, group)
    if not found and (reference == TODAY or "." in reference) and not reference.startswith(ROW):
        yield reference
    for source in found:
        if source.question.kind == "date_range" and not source.part:
            yield from (f"{source.path}.from", f"{source.path}.to")
        else:
            yield source.path


def _given(worths: list[tuple[Source, Logic]]) -> Logic:
    """The points that are there, as one list: the engines treat gaps differently, so none is left in."""
    single = [worth for source, worth in worths if not source.group]
    lists: list[Logic] = [single] if single else []
    for source, worth in worths:
        if source.group:
            rows = {"var": source.group}
            lists.append({"map": [{"if": [{"!!": [rows]}, rows, []]}, worth]})
    there = [{"filter": [each, {"!==": [{"var": ""}, None]}]} for each in lists]
    return there[0] if len(there) == 1 else {"merge": there}


def _asked(counted: Counted) -> Logic:
    """How many points there can be: questions, and rows of groups."""
    single = sum(1 for source, _turned in counted if not source.group)
    rows = [
        {"if": [{"!!": [{"var": source.group}]}, how_many(source.group), 1]}
        for source, _turned in counted
        if source.group
    ]
    return {"+": [single, *rows]} if rows else single


def _length(given: Logic) -> Logic:
    return {"reduce": [given, {"+": [{"var": "accumulator"}, 1]}, 0]}


def _total(given: Logic) -> Logic:
    return {"reduce": [given, {"+": [{"var": "accumulator"}, {"var": "current"}]}, 0]}


def _finished(result: Logic, recipe: Recipe) -> Logic:
    """Multiply and round, in that order."""
    if recipe.times is not None:
        result = {"*": [result, recipe.times]}
    if recipe.decimals is not None:
        result = {"round": [result, recipe.decimals]}
    return result


def _finished_if_there(result: Logic, recipe: Recipe) -> Logic:
    if recipe.times is None and recipe.decimals is None:
        return result
    return {"if": [{"===": [result, None]}, None, _finished(result, recipe)]}
