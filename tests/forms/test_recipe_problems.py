"""A calculated value that cannot work is named before anybody meets it; one that works says how in a sentence."""

import json

import pytest
from django.utils import translation

from forms.counted.problems import problems
from forms.counted.recipes import Band, Recipe
from forms.counted.words import said
from forms.document import Choice, Field, FormDocument, Section, Statement

ASKED = (
    Field("age", "number", least=0, most=120, decimals=0),
    Field("income", "money"),
    Field("mood", "scale", least=0, most=5),
    Field("calm", "scale", least=0, most=5),
    Field("word", "text"),
    Field("often", "choice", choices=(Choice("never", 0), Choice("always", 4))),
    Field("plain", "choice", choices=(Choice("a"), Choice("b"))),
    Field("met", "date"),
    Field("stay", "date_range"),
    Field(
        "lines",
        "matrix",
        least=1,
        most=7,
        statements=(Statement("one"), Statement("two", reverse=True)),
    ),
    Field("costs", "group", items=(Field("sum", "money"), Field("hours", "number"))),
)
TEXTS = {
    "field.mood.label": "Mood",
    "field.calm.label": "Calm",
    "field.stay.label": "Stay",
    "field.met.label": "First meeting",
    "field.costs.sum.label": "Sum",
    "field.total.label": "Total",
    "field.total.band.low": "low",
    "field.total.band.high": "good",
    "field.lines.label": "How true is this?",
}


def form(recipe: Recipe | None, *after: Field, kind: str = "calculated") -> FormDocument:
    total = Field("total", kind, recipe=recipe)
    return FormDocument((Section("main", (*ASKED, total, *after)),))


def about(recipe: Recipe | None, *after: Field) -> list[str]:
    with translation.override("en"):
        return [sentence for sentence, _where in problems(form(recipe, *after), TEXTS)]


def bands(*ends: tuple[float | None, float | None]) -> tuple[Band, ...]:
    return tuple(Band(key, *pair) for key, pair in zip("abcdef", ends, strict=False))


SOUND = [
    Recipe("sum", ("mood", "calm"), times=4, bands=bands((None, 20), (21, None))),
    Recipe("mean", ("lines", "often"), at_least=2, decimals=1, bands=bands((None, 2), (2.1, None))),
    Recipe("mean", ("mood",), bands=bands((None, 2), (2, None))),
    Recipe("count", ("word", "plain", "costs"), at_least=1),
    Recipe("days_between", ("met",)),
    Recipe("days_between", ("case.service_start", "today")),
    Recipe("months_between", ("stay.from", "met")),
    Recipe("years_between", ("stay",)),
    Recipe("sum", ("costs.sum",), at_least=0),
    Recipe("table", ("age",), bands=(Band("a", None, 17, 1), Band("b", 18, None, 2))),
    Recipe("sum", ("lines",), reverse=("lines.one",)),
    Recipe("formula", formula='{"+": [{"var": "mood"}, {"points": "often"}]}'),
]
WRONG = [
    (None, "does not say how"),
    (Recipe("sum"), "counts nothing yet"),
    (Recipe("formula"), "counts nothing yet"),
    (Recipe("sum", ("gone",)), "counts “gone”, which is not asked here"),
    (Recipe("sum", ("lines.three",)), "“lines.three”, which is not asked"),
    (Recipe("sum", ("row.x",)), "“row.x”, which is not asked"),
    (Recipe("sum", ("case.days",)), "“case.days”, which is not asked"),
    (Recipe("sum", ("later",)), "counts “later”, which comes later"),
    (Recipe("sum", ("total",)), "counted from itself"),
    (Recipe("sum", ("word",)), "“word”, which has no points"),
    (Recipe("sum", ("plain",)), "“plain”, which has no points"),
    (Recipe("count", ("word",), least=1), "“word”, which has no points"),
    (Recipe("days_between", ("mood",)), "“mood” is not a date"),
    (Recipe("days_between", ("met", "stay")), "Name one or two dates"),
    (Recipe("table", ("mood", "calm"), bands=(Band("a", 0, 5, 1),)), "looks up one value"),
    (Recipe("table", ("mood",)), "a table without lines"),
    (Recipe("table", ("mood",), bands=(Band("a", 0, 5),)), "the line “a” of the table says nothing"),
    (Recipe("sum", ("mood", "calm"), at_least=3), "needs at least 3 answers, but counts 2 questions"),
    (Recipe("sum", ("mood",), at_least=-1), "0 or more"),
    (Recipe("sum", ("mood",), reverse=("calm",)), "turns “calm” round, but does not count it"),
    (Recipe("sum", ("income",), reverse=("income",)), "no smallest and largest answer"),
    (Recipe("sum", ("mood",), decimals=11), "0 to 10 decimals"),
    (Recipe("sum", ("mood",), times=1e300), "too large to count with"),
    (Recipe("sum", ("mood",), bands=bands((0, 2), (2, 5))), "both hold 2"),
    (Recipe("sum", ("mood",), bands=bands((0, None), (3, None))), "both hold 3"),
    (Recipe("sum", ("mood",), bands=bands((0, 2), (4, 5))), "3 lies between"),
    (Recipe("mean", ("mood",), bands=bands((0, 2), (3, 5))), "2,5 lies between"),
    (Recipe("mean", ("mood",), decimals=1, bands=bands((0, 2), (3, 5))), "2,1 lies between"),
    (Recipe("sum", ("income",), bands=bands((0, 2), (3, 5))), "2,5 lies between"),
    (Recipe("sum", ("mood",), bands=bands((3, 1))), "ends before it begins"),
    (Recipe("sum", ("mood",), bands=(Band("a", 0, 1), Band("a", 2, 3))), "two bands called “a”"),
]  # fmt: skip
FORMULAS = [
    ("{", "cannot be read"),
    ("NaN", "cannot be read"),
    ('{"==": [{"var": "mood"}, 1]}', "“==”, which is not among its operators"),
    ('{"!=": [{"var": "mood"}, 1]}', "“!=”, which is not"),
    ('{"throw": "x"}', "“throw”, which is not"),
    ('{"var": "gone"}', "reads “gone”, which is not asked"),
    ('{"var": ["gone", 0]}', "reads “gone”"),
    ('{"var": 3}', "reads “3”"),
    ('{"var": "later"}', "counts “later”, which comes later"),
    ('{"var": "word"}', "does not come to a number"),
    ('{"<": [{"var": "mood"}, 1]}', "does not come to a number"),
    ('{"+": [{"var": "word"}, 1]}', "“+” is given something of another kind"),
    ('{"+": [{"var": "costs"}, 1]}', "“+” is given something of another kind"),
    ('{"if": [{"var": "mood"}, 1, 0]}', "“if” is given something of another kind"),
    ('{"if": [{"answered": "mood"}, 1]}', "“if” has too few or too many"),
    ('{"if": [{"answered": "mood"}, 1, "none"]}', "“if” is given something"),
    ('{"if": [{"<": [{"var": "met"}, 5]}, 1, 2]}', "“<” is given something"),
    ('{"if": [{"===": [{"var": "mood"}, null]}, 1, 2]}', "Use “answered”"),
    ('{"/": [1, 2, 3]}', "“/” has too few or too many"),
    ('{"+": [1, 2], "-": [1]}', "holds one operator"),
    ('{"*": [1e300, 2]}', "too large to count with"),
    ('{"points": "word"}', "“word” has no points"),
    ('{"reduce": [{"var": "mood"}, 1, 0]}', "“reduce” is given something"),
    ('{"reduce": [{"var": "costs"}, {"+": [{"var": "accumulator"}, {"var": "mood"}]}, 0]}', "“mood”"),
    ('{"reduce": [{"map": [{"var": "costs"}, {"reduce": [{"var": "costs"}, 1, 0]}]}, 1, 0]}', "One is enough"),
    (json.dumps({"+": [1] * 61}), "“+” has too few or too many"),
    ('{"-":[' * 20 + "1" + "]}" * 20, "goes too deep"),
    ('{"-":[' * 5000 + "1" + "]}" * 5000, ""),
    (json.dumps({"+": [{"+": [1] * 50}] * 20}), "too long"),
    (" " * 10_001 + "1", "too long"),
    ('"a"', "does not come to a number"),
    ("[1]", "cannot stand in a formula"),
]  # fmt: skip


@pytest.mark.parametrize("recipe", SOUND)
def test_a_sound_recipe_has_no_problem(recipe):
    assert about(recipe) == []


@pytest.mark.parametrize(("recipe", "sentence"), WRONG)
def test_each_mistake_is_one_sentence(recipe, sentence):
    found = about(recipe, Field("later", "number"))

    assert len(found) == 1
    assert sentence in found[0]
    assert recipe is None or "Total" in found[0]


@pytest.mark.parametrize(("formula", "sentence"), FORMULAS)
def test_a_formula_outside_the_profile_is_refused(formula, sentence):
    found = about(Recipe("formula", formula=formula), Field("later", "number"))

    assert len(found) == 1
    assert sentence in found[0]


def test_values_may_build_on_those_before_them_but_not_on_each_other_in_a_ring():
    after = Field("after", "calculated", recipe=Recipe("sum", ("mood",)))
    ring = Field("after", "calculated", recipe=Recipe("sum", ("total",)))
    lone = Field("lone", "calculated", recipe=Recipe("sum", ("after",)))

    assert (
        about(Recipe("sum", ("mood",)), Field("on", "calculated", recipe=Recipe("sum", ("total",))))
        == []
    )
    assert about(Recipe("sum", ("after",)), after) == [
        "“Total” counts “after”, which comes later. Move one of them."
    ]
    assert about(Recipe("sum", ("after",)), ring, lone) == [
        "These are counted from each other: “Total” – “after”. Let one of them stand by itself."
    ]


@pytest.mark.parametrize(
    ("recipe", "sentence"),
    [
        (SOUND[0], "The sum of “Mood” and “Calm” times 4; every answer is needed."),
        (SOUND[1], ("The mean of 3 questions; 1 of them counted from the other end; "
         "at least 2 answers are needed; rounded to 1 decimal.")),
        (SOUND[3], "How many of “word”, “plain” and “costs” are answered; at least 1 answer is needed."),
        (SOUND[4], "Whole days from “First meeting” to today."),
        (SOUND[6], "Whole months from the beginning of “Stay” to “First meeting”."),
        (SOUND[7], "Whole years in “Stay”."),
        (SOUND[8], "The sum of “Sum” in every row."),
        (SOUND[9], "What a table of 2 lines says about “age”."),
        (SOUND[11], "A formula that reads “Mood” and “often”."),
        (Recipe("sum", ("lines",)), ("The sum of the 2 statements of “How true is this?”; "
         "1 of them counted from the other end; every answer is needed.")),
        (Recipe("count", ("mood", "calm"), least=4), "How many of “Mood” and “Calm” give points: from 4."),
        (Recipe("sum", ("mood",), reverse=("mood",), decimals=0),
         ("The sum of “Mood”; “Mood” counted from the other end; "
         "every answer is needed; rounded to whole numbers.")),
    ],
)  # fmt: skip
def test_a_recipe_reads_as_one_plain_sentence(recipe, sentence):
    document = form(recipe)

    with translation.override("en"):
        assert said(document, document.field("total"), TEXTS) == sentence


def test_the_sentence_speaks_the_language_of_its_reader():
    recipe = Recipe("sum", ("mood", "calm"), times=4, at_least=1)
    document = form(recipe)

    with translation.override("sv"):
        assert said(document, document.field("total"), TEXTS) == (
            "Summan av ”Mood” och ”Calm” gånger 4; minst 1 svar behövs."
        )
    with translation.override("fi"):
        assert said(document, document.field("total"), TEXTS) == (
            "”Mood” ja ”Calm” yhteensä kertaa 4; tarvitaan vähintään 1 vastaus."
        )
