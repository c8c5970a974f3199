"""The shared corpus: thousands of conditions and recipes that server, browser and a plain oracle judge alike."""

import json
from pathlib import Path
from typing import Any

import pytest

from forms.conditions.logic import holds, to_logic
from forms.conditions.rules import Rule
from forms.counted.arithmetic import OPERATORS, rounded
from forms.counted.dishes import logic_of
from forms.counted.recipes import Recipe
from forms.counted.scoring import value
from forms.document import Field, FormDocument
from tests.forms import make_rule_corpus
from tests.forms.oracles import TODAY

FOLDER = Path(__file__).parent
MADE = json.loads(make_rule_corpus.FILE.read_text())
WRITTEN = json.loads((FOLDER / "recipe_corpus.json").read_text())
CONDITIONS = [*json.loads((FOLDER / "rule_corpus.json").read_text())["cases"], *MADE["conditions"]]
COUNTS = [*WRITTEN["cases"], *MADE["counts"]]
DOCUMENT = FormDocument.from_json(MADE["document"])


def counted(case: dict[str, Any]) -> Field:
    return Field("counted", "calculated", recipe=Recipe.from_json(case["recipe"]))


def known(case: dict[str, Any]) -> dict[str, Any]:
    row = {"row": case["row"]} if "row" in case else {}
    return {"today": TODAY, **case.get("facts", case.get("answers")), **row}


def agree(found: float | None, said: float | None) -> bool:
    return found == (said if said is None else pytest.approx(said, rel=1e-9, abs=1e-12))


def test_the_corpus_has_three_thousand_cases_and_is_what_its_script_makes():
    assert len(CONDITIONS) + len(COUNTS) >= 3_000
    assert make_rule_corpus.FILE.stat().st_size < 1_500_000
    assert make_rule_corpus.FILE.read_text() == make_rule_corpus.text()


def test_the_server_agrees_with_every_condition():
    wrong = [
        case
        for case in CONDITIONS
        if holds(Rule.from_json(case["rule"]), known(case), row=case.get("row"))
        is not case["holds"]
    ]

    assert wrong == []


def test_the_server_agrees_with_every_count():
    found = [(case, value(DOCUMENT, counted(case), known(case))) for case in COUNTS]

    assert [(case, worth) for case, worth in found if not agree(worth, case["value"])] == []


@pytest.mark.parametrize(("number", "decimals", "said"), WRITTEN["rounded"])
def test_half_is_rounded_away_from_zero_by_the_figures_one_sees(number, decimals, said):
    assert rounded(number, decimals) == said


@pytest.mark.parametrize(("dish", "first", "last", "said"), WRITTEN["days"])
def test_time_between_days_is_counted_in_whole_days_months_and_years(dish, first, last, said):
    assert OPERATORS[dish](first, last) == said


@pytest.mark.parametrize("text", WRITTEN["no_days"])
def test_what_the_calendar_does_not_have_is_no_day(text):
    with pytest.raises(ValueError):
        OPERATORS["days_between"](text, TODAY)


def test_the_browser_agrees_with_every_condition_and_every_count(show):
    cases = {
        "conditions": [
            [to_logic(Rule.from_json(case["rule"]), row="row" in case), known(case)]
            for case in CONDITIONS
        ],
        "counts": [[logic_of(DOCUMENT, counted(case)), known(case)] for case in COUNTS],
    }

    judged = show("").evaluate(
        """async ({ conditions, counts }) => {
            const { holds } = await import("/static/forms/conditions.js");
            const { value } = await import("/static/forms/scoring.js");
            return { holds: conditions.map((each) => holds(...each)), values: counts.map((each) => value(...each)) };
        }""",
        cases,
    )

    assert judged["holds"] == [case["holds"] for case in CONDITIONS]
    server = [value(DOCUMENT, counted(case), known(case)) for case in COUNTS]
    assert [
        (case, there, here)
        for case, there, here in zip(COUNTS, judged["values"], server, strict=True)
        if there != here or not agree(there, case["value"])
    ] == []


def test_the_browser_rounds_and_counts_days_as_the_server_does(show):
    judged = show("").evaluate(
        """async ({ numbers, days, none }) => {
            const scoring = await import("/static/forms/scoring.js");
            const between = {
                days_between: scoring.daysBetween,
                months_between: scoring.monthsBetween,
                years_between: scoring.yearsBetween,
            };
            const refuses = (text) => {
                try {
                    scoring.daysBetween(text, "2026-11-22");
                    return false;
                } catch {
                    return true;
                }
            };
            return {
                rounded: numbers.map(([number, decimals]) => scoring.rounded(number, decimals)),
                days: days.map(([dish, first, last]) => between[dish](first, last)),
                none: none.map(refuses),
            };
        }""",
        {"numbers": WRITTEN["rounded"], "days": WRITTEN["days"], "none": WRITTEN["no_days"]},
    )

    assert judged["rounded"] == [said for _number, _decimals, said in WRITTEN["rounded"]]
    assert judged["days"] == [said for *_days, said in WRITTEN["days"]]
    assert all(judged["none"])
