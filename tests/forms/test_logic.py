"""Conditions: the server, the browser and a plain oracle agree, whatever is answered or missing."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.conditions.logic import ALLOWED, COMPARISONS, RowOutsideGroup, holds, to_logic
from forms.conditions.rules import Row, Rule
from tests.factories.forms import when

TODAY = "2026-11-22"
CORPUS = json.loads((Path(__file__).parent / "rule_corpus.json").read_text())["cases"]

CODES = st.sampled_from(["x", "y", "z", "1", "0"])
NUMBERS = st.sampled_from([0, 1, 2, 2.5, 10, -3])
DAYS = st.sampled_from(["2026-11-21", TODAY, "2026-11-23", "2024-02-29"])
FACTS: dict[str, st.SearchStrategy] = {
    "code": CODES,
    "text": st.text(max_size=3),
    "number": NUMBERS,
    "day": DAYS,
    "yes": st.booleans(),
    "many": st.lists(CODES, max_size=3, unique=True),
}


def rows_about(field: str, name: str) -> st.SearchStrategy[Row]:
    value = FACTS[field]
    yield_none = st.builds(Row, st.just(name), st.sampled_from(["answered", "not_answered"]))
    if field == "many":
        return yield_none | st.builds(
            Row, st.just(name), st.sampled_from(["includes", "excludes"]), CODES
        )
    same = st.builds(Row, st.just(name), st.sampled_from(["is", "is_not"]), value)
    listed = st.builds(
        Row,
        st.just(name),
        st.sampled_from(["one_of", "none_of"]),
        st.lists(value, max_size=3).map(tuple),
    )
    if field in {"number", "day"}:
        limit = value | st.just("today") if field == "day" else value
        return (
            yield_none
            | same
            | listed
            | st.builds(Row, st.just(name), st.sampled_from(sorted(COMPARISONS)), limit)
        )
    return yield_none | same | listed


ROWS = st.one_of(
    *(rows_about(field, field) for field in FACTS),
    *(rows_about(field, f"row.{field}") for field in FACTS),
    *(rows_about(field, f"case.{field}") for field in FACTS),
)
RULES = st.builds(
    Rule, st.sampled_from(["all", "any", "none"]), st.lists(ROWS, max_size=4).map(tuple)
)
ANSWERS = st.fixed_dictionaries(
    {}, optional={field: value | st.none() for field, value in FACTS.items()}
)


def oracle(rule: Rule, facts: Mapping[str, Any]) -> bool:
    """The same judgement in plain Python, written without looking at the compiler."""
    judged = [truth(row, facts) for row in rule.rows]
    return {"all": all(judged), "any": any(judged), "none": not any(judged)}[rule.match]


def truth(row: Row, facts: Mapping[str, Any]) -> bool:
    answer: Any = facts
    for part in row.field.split("."):
        answer = answer.get(part) if isinstance(answer, Mapping) else None
    given_one = answer is not None and answer not in ("", [])
    if row.operator in {"answered", "not_answered"}:
        return given_one == (row.operator == "answered")
    if not given_one:
        return False
    limit = TODAY if row.value == "today" and row.operator in COMPARISONS else row.value
    return {
        "is": lambda: same(answer, limit),
        "is_not": lambda: not same(answer, limit),
        "one_of": lambda: any(same(answer, each) for each in limit),
        "none_of": lambda: not any(same(answer, each) for each in limit),
        "includes": lambda: limit in answer,
        "excludes": lambda: limit not in answer,
        "at_least": lambda: answer >= limit,
        "at_most": lambda: answer <= limit,
        "more_than": lambda: answer > limit,
        "less_than": lambda: answer < limit,
    }[row.operator]()


def same(one: Any, other: Any) -> bool:
    return isinstance(one, bool) == isinstance(other, bool) and one == other


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: json.dumps(case)[:90])
def test_the_server_agrees_with_the_corpus(case):
    rule = Rule.from_json(case["rule"])

    assert holds(rule, {"today": TODAY, **case["facts"]}, row=case.get("row")) is case["holds"]


@settings(max_examples=400, deadline=None)
@given(RULES, ANSWERS, ANSWERS, ANSWERS)
def test_the_server_agrees_with_a_plain_oracle(rule, answers, row, case):
    facts = {"today": TODAY, "case": case, **answers}

    assert holds(rule, facts, row=row) is oracle(rule, {**facts, "row": row})


@given(RULES)
def test_nothing_outside_the_strict_profile_is_ever_said(rule):
    assert set(operators(to_logic(rule, row=True))) <= ALLOWED
    assert not ALLOWED & {"==", "!=", "+", "reduce"}


def operators(logic: Any) -> list[str]:
    if isinstance(logic, dict):
        return [*logic, *(op for inner in logic.values() for op in operators(inner))]
    return [op for inner in logic for op in operators(inner)] if isinstance(logic, list) else []


def test_a_row_is_read_only_inside_its_group():
    with pytest.raises(RowOutsideGroup):
        to_logic(when(("row.n", "is", 1)))


def test_the_browser_agrees_with_the_corpus_and_with_the_server(show):
    cases = [
        {"logic": to_logic(Rule.from_json(case["rule"]), row="row" in case), "facts": _known(case)}
        for case in CORPUS
    ] + list(_random_cases())
    page = show("")

    judged = page.evaluate(
        """async (cases) => {
            const { holds } = await import("/static/forms/conditions.js");
            return cases.map((each) => holds(each.logic, each.facts));
        }""",
        cases,
    )

    assert judged[: len(CORPUS)] == [case["holds"] for case in CORPUS]
    assert judged[len(CORPUS) :] == [each["expected"] for each in cases[len(CORPUS) :]]


def _known(case: Mapping[str, Any]) -> dict[str, Any]:
    return {"today": TODAY, **case["facts"], **({"row": case["row"]} if "row" in case else {})}


def _random_cases() -> list[dict[str, Any]]:
    """A few hundred random rules, with what the server says about them."""
    found: list[dict[str, Any]] = []

    @settings(max_examples=300, deadline=None, database=None, derandomize=True)
    @given(RULES, ANSWERS, ANSWERS)
    def gather(rule: Rule, answers: dict, row: dict) -> None:
        facts = {"today": TODAY, **answers}
        expected = holds(rule, facts, row=row)
        found.append(
            {
                "logic": to_logic(rule, row=True),
                "facts": {**facts, "row": row},
                "expected": expected,
            }
        )

    gather()
    return found
