"""A recipe as one plain sentence: for the person who wrote it, and for whoever asks how a value came about."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forms.conditions.logic import TODAY
from forms.counted.dishes import BETWEEN, parts
from forms.counted.points import Source, sources
from forms.counted.problems import number
from forms.counted.recipes import Band, Recipe
from forms.counted.scoring import reads
from forms.document import Field, FormDocument
from forms.naming import Texts, field_text, statement_text

MOST_NAMED = 3


def said(
    document: FormDocument, question: Field, texts: Texts, *, group: Field | None = None
) -> str:
    """Say how a value is counted: *The sum of 5 questions times 4; at least 4 answers are needed.*

    texts   words in the language of the reader, which is the active one
    """
    recipe = question.recipe
    if recipe is None:
        return ""
    clauses = [
        _dish(document, recipe, texts, group) + _times(recipe),
        *_turned(document, recipe, texts, group),
        *_needed(recipe),
        *_rounded(recipe),
    ]
    return _("%(clauses)s.") % {"clauses": "; ".join(clauses)}


def span(band: Band) -> str:
    """From where to where a band goes."""
    if band.least is None and band.most is None:
        return _("every value")
    if band.least is None:
        return _("up to %(most)s") % {"most": number(band.most or 0)}
    if band.most is None:
        return _("from %(least)s") % {"least": number(band.least)}
    if band.least == band.most:
        return number(band.least)
    return f"{number(band.least)}–{number(band.most)}"


def _dish(document: FormDocument, recipe: Recipe, texts: Texts, group: Field | None) -> str:
    counted = {"what": _counted(document, recipe, texts, group)}
    if recipe.dish in BETWEEN:
        return _between(document, recipe, texts, group)
    if recipe.dish == "formula":
        read = [_named(document, key, texts, group) for key in reads(recipe)]
        return _("A formula that reads %(what)s") % {"what": _joined(read)}
    if recipe.dish == "table":
        lines = len(recipe.bands)
        return ngettext(
            "What a table of %(lines)s line says about %(what)s",
            "What a table of %(lines)s lines says about %(what)s",
            lines,
        ) % {**counted, "lines": lines}
    if recipe.dish == "count":
        return _count(recipe) % counted
    sentence = _("The mean of %(what)s") if recipe.dish == "mean" else _("The sum of %(what)s")
    return sentence % counted


def _count(recipe: Recipe) -> str:
    least, most = recipe.least, recipe.most
    if least is None and most is None:
        return _("How many of %(what)s are answered")
    points = span(Band("", least, most)).replace("%", "%%")
    return _("How many of %(what)s give points: %(points)s") % {
        "what": "%(what)s",
        "points": points,
    }


def _between(document: FormDocument, recipe: Recipe, texts: Texts, group: Field | None) -> str:
    named = [_named(document, reference, texts, group) for reference in recipe.of]
    found = [each for reference in recipe.of for each in sources(document, reference, group)]
    if len(named) == 1 and any(s.question.kind == "date_range" and not s.part for s in found):
        sentence = {
            "days_between": _("Whole days in %(first)s"),
            "months_between": _("Whole months in %(first)s"),
            "years_between": _("Whole years in %(first)s"),
        }[recipe.dish]
        return sentence % {"first": named[0]}
    first, last = named[0], named[1] if len(named) > 1 else _("today")
    sentence = {
        "days_between": _("Whole days from %(first)s to %(last)s"),
        "months_between": _("Whole months from %(first)s to %(last)s"),
        "years_between": _("Whole years from %(first)s to %(last)s"),
    }[recipe.dish]
    return sentence % {"first": first, "last": last}


def _counted(document: FormDocument, recipe: Recipe, texts: Texts, group: Field | None) -> str:
    """Name a few questions, and count many."""
    found = parts(document, recipe, group)
    if len(found) > MOST_NAMED or len(found) != len(recipe.of):
        return _many(document, recipe, found, texts, group)
    return _joined([_named(document, reference, texts, group) for reference in recipe.of])


def _many(
    document: FormDocument,
    recipe: Recipe,
    found: Sequence[Source],
    texts: Texts,
    group: Field | None,
) -> str:
    if len(recipe.of) == 1:
        return _("the %(count)s statements of %(what)s") % {
            "count": len(found),
            "what": _named(document, recipe.of[0], texts, group),
        }
    return ngettext("%(count)s question", "%(count)s questions", len(found)) % {"count": len(found)}


def _named(document: FormDocument, reference: str, texts: Texts, group: Field | None) -> str:
    """What a reference is called, in quotes; a fact of the case by its own name."""
    if reference == TODAY:
        return _("today")
    found = sources(document, reference, group)
    whole = len(found) != 1 or (found[0].statement and "." not in reference)
    if not found or whole:
        said_so = texts.get(field_text(reference, "label"))
        return _quoted(said_so or reference)
    source = found[0]
    path = _words_of(source, reference, group)
    if source.statement:
        said_so = texts.get(statement_text(path, source.statement))
    else:
        said_so = texts.get(field_text(path, "label"))
    named = _quoted(said_so or reference)
    if source.part:
        start = (
            _("the beginning of %(what)s") if source.part == "from" else _("the end of %(what)s")
        )
        return start % {"what": named}
    if source.group:
        return _("%(what)s in every row") % {"what": named}
    return named


def _quoted(words: str) -> str:
    return _("“%(words)s”") % {"words": words}


def _words_of(source: Source, reference: str, group: Field | None) -> str:
    key = source.question.key
    if source.group:
        return f"{source.group}.{key}"
    return f"{group.key}.{key}" if group and reference.startswith("row.") else key


def _joined(named: Sequence[str]) -> str:
    if len(named) < 2:  # noqa: PLR2004  nothing to join
        return "".join(named)
    return _("%(first)s and %(last)s") % {"first": ", ".join(named[:-1]), "last": named[-1]}


def _times(recipe: Recipe) -> str:
    if recipe.times is None:
        return ""
    return " " + _("times %(times)s") % {"times": number(recipe.times)}


def _turned(document: FormDocument, recipe: Recipe, texts: Texts, group: Field | None) -> list[str]:
    """Say which are scored from the other end, whether the recipe or the matrix says so."""
    if recipe.dish in {"formula", *BETWEEN}:
        return []
    own = [s for s in parts(document, recipe, group) if s.reverse]
    count = len(recipe.reverse) + sum(1 for s in own if s.path not in recipe.reverse)
    if not count:
        return []
    if count <= MOST_NAMED and not own:
        named = [_named(document, reference, texts, group) for reference in recipe.reverse]
        return [_("%(what)s counted from the other end") % {"what": _joined(named)}]
    sentence = ngettext(
        "%(count)s of them counted from the other end",
        "%(count)s of them counted from the other end",
        count,
    )
    return [sentence % {"count": count}]


def _needed(recipe: Recipe) -> list[str]:
    if recipe.dish in {"formula", "table", *BETWEEN} or (
        recipe.dish == "count" and not recipe.at_least
    ):
        return []
    if recipe.at_least is None:
        return [_("every answer is needed")]
    if not recipe.at_least:
        return []
    sentence = ngettext(
        "at least %(count)s answer is needed",
        "at least %(count)s answers are needed",
        recipe.at_least,
    )
    return [sentence % {"count": recipe.at_least}]


def _rounded(recipe: Recipe) -> list[str]:
    if recipe.decimals is None:
        return []
    if recipe.decimals == 0:
        return [_("rounded to whole numbers")]
    sentence = ngettext(
        "rounded to %(count)s decimal", "rounded to %(count)s decimals", recipe.decimals
    )
    return [sentence % {"count": recipe.decimals}]
