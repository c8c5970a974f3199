"""Writes `generated_corpus.json`: conditions, recipes and formulas with what a plain oracle says they come to.

Deterministic: the same file every time. Run it from the project's folder after a change of the profile:

    PYTHONPATH=.:site .venv/bin/python -m tests.forms.make_rule_corpus
"""

import json
import random
from pathlib import Path
from typing import Any

from tests.forms import formula_oracle, oracles

FILE = Path(__file__).parent / "generated_corpus.json"
CONDITIONS, RECIPES, FORMULAS = 1600, 1700, 700
CODES = ["x", "y", "z", "1", "0"]
NUMBERS = [0, 1, 2, 2.5, 10, -3]
DAYS = ["2026-11-21", oracles.TODAY, "2026-11-23", "2024-02-29"]
FIELDS = ["code", "text", "number", "day", "yes", "many"]


def scored(*scores: int | None) -> list[dict[str, Any]]:
    codes = [f"c{n}" for n in range(len(scores))]
    return [
        {"code": code, **({} if score is None else {"score": score})}
        for code, score in zip(codes, scores, strict=True)
    ]


QUESTIONS: list[dict[str, Any]] = [
    {"key": "n1", "kind": "number", "least": 0, "most": 10},
    {"key": "n2", "kind": "number"},
    {"key": "money", "kind": "money"},
    {"key": "s1", "kind": "scale", "least": 1, "most": 5},
    {"key": "s2", "kind": "scale", "least": 1, "most": 7},
    {"key": "s0", "kind": "scale"},
    {"key": "c1", "kind": "choice", "choices": scored(0, 1, 2, 3, 4, None)},
    {"key": "c2", "kind": "choice", "choices": scored(-2, 0, 5)},
    {"key": "several", "kind": "choices", "choices": scored(1, 2, 4, None)},
    {"key": "yes", "kind": "yes_no"},
    {"key": "d1", "kind": "date"},
    {"key": "d2", "kind": "date"},
    {"key": "period", "kind": "date_range"},
    {
        "key": "mx",
        "kind": "matrix",
        "choices": scored(0, 1, 2, 3),
        "statements": [{"key": "a"}, {"key": "b", "reverse": True}, {"key": "c"}],
    },
    {
        "key": "my",
        "kind": "matrix",
        "least": 1,
        "most": 7,
        "statements": [{"key": "a", "reverse": True}, {"key": "b"}],
    },
    {
        "key": "rows",
        "kind": "group",
        "items": [
            {"key": "w", "kind": "number"},
            {"key": "p", "kind": "scale", "least": 1, "most": 4},
            {"key": "k", "kind": "choice", "choices": scored(0, 3, 7)},
        ],
    },
]
DOCUMENT = {"format": 1, "sections": [{"key": "main", "fields": QUESTIONS}]}
BY_KEY = {question["key"]: question for question in QUESTIONS}
REVERSIBLE = [
    "n1",
    "s1",
    "s2",
    "s0",
    "c1",
    "c2",
    "yes",
    "mx",
    "mx.a",
    "mx.b",
    "my",
    "my.b",
    "rows.p",
    "rows.k",
]
COUNTABLE = [*REVERSIBLE, "n2", "money", "several", "mx.c", "my.a", "rows.w"]
DATED = ["d1", "d2", "period.from", "period.to", "today"]


class Maker:
    """Random rules, recipes and answers, of a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def one(self, *of: Any) -> Any:
        return self.random.choice(of)

    def some(self, of: list[Any], most: int) -> list[Any]:
        return self.random.sample(of, self.random.randint(1, min(most, len(of))))

    # Conditions ---------------------------------------------------------------------------

    def fact(self, field: str) -> Any:
        known = {
            "code": CODES, "text": ["", "a", "å", " x", "0"], "number": NUMBERS, "day": DAYS,
            "yes": [True, False],
        }  # fmt: skip
        return self.some(CODES, 3) if field == "many" else self.one(*known[field])

    def facts(self) -> dict[str, Any]:
        said = {field: self.one(self.fact(field), self.fact(field), None) for field in FIELDS}
        return {field: value for field, value in said.items() if self.random.random() < 0.75}

    def row(self) -> list[Any]:
        field = self.one(*FIELDS)
        name = self.one(field, field, f"row.{field}", f"case.{field}")
        if self.random.random() < 0.15:
            return [name, self.one("answered", "not_answered"), None]
        if field == "many":
            return [name, self.one("includes", "excludes"), self.one(*CODES)]
        operator = self.one("is", "is_not", "one_of", "none_of")
        if field in {"number", "day"} and self.random.random() < 0.6:
            limit = self.one(self.fact(field), "today") if field == "day" else self.fact(field)
            return [name, self.one(*oracles.COMPARISONS), limit]
        if operator in {"one_of", "none_of"}:
            return [name, operator, [self.fact(field) for _ in range(self.random.randint(1, 3))]]
        return [name, operator, self.fact(field)]

    def condition(self) -> dict[str, Any]:
        rule = {
            "match": self.one("all", "any", "none"),
            "rows": [self.row() for _ in range(self.random.randint(1, 4))],
        }
        case = {"rule": rule, "facts": {**self.facts(), "case": self.facts()}, "row": self.facts()}
        known = {**case["facts"], "today": oracles.TODAY, "row": case["row"]}
        return {**case, "holds": oracles.condition(rule, known)}

    # Answers ------------------------------------------------------------------------------

    def answer(self, question: dict[str, Any]) -> Any:
        kind = question["kind"]
        codes = [choice["code"] for choice in question.get("choices", ())]
        if kind in {"scale", "number", "money"}:
            low, high = int(question.get("least", 0)), int(question.get("most", 10))
            part = 0 if kind == "scale" else self.one(0, 0, 0.25, 0.5)
            return (
                self.random.randint(low, high - 1) + part
                if part
                else self.random.randint(low, high)
            )
        if kind == "choices":
            return self.some(codes, 4)
        if kind == "choice":
            return self.one(*codes)
        if kind == "yes_no":
            return self.one(True, False)
        if kind == "date":
            return self.day()
        return self.composite(question, codes)

    def composite(self, question: dict[str, Any], codes: list[str]) -> Any:
        kind = question["kind"]
        if kind == "date_range":
            return {"from": self.day(), "to": self.day()}
        if kind == "group":
            rows = [self.answers(question["items"], 0.85) for _ in range(self.random.randint(1, 3))]
            return [row for row in rows if row] or None
        there = [line["key"] for line in question["statements"] if self.random.random() < 0.85]
        least, most = question.get("least", 0), question.get("most", 0)
        worth = {
            key: self.one(*codes) if codes else self.random.randint(least, most) for key in there
        }
        return worth or None

    def day(self) -> str:
        month = self.random.randint(1, 12)
        last = self.one(1, 15, 28, 29 if month == 2 else 30)
        return f"{self.one(2023, 2024, 2026) if last != 29 else 2024}-{month:02}-{last:02}"

    def answers(self, questions: list[dict[str, Any]], likely: float) -> dict[str, Any]:
        given = {q["key"]: self.answer(q) for q in questions if self.random.random() < likely}
        return {key: value for key, value in given.items() if value is not None}

    # Recipes ------------------------------------------------------------------------------

    def recipe(self) -> dict[str, Any]:
        dish = self.one("sum", "sum", "mean", "mean", "count", "between", "table")
        if dish == "between":
            of = self.one(["period"], self.some(DATED, 2), self.some(DATED, 2))
            of = ["d1"] if of == ["today"] else of
            recipe = {"dish": self.one("days_between", "months_between", "years_between"), "of": of}
        elif dish == "table":
            recipe = {
                "dish": "table",
                "of": [self.one("n1", "s2", "c2", "yes")],
                "bands": self.bands(),
            }
        else:
            of = self.some(COUNTABLE, 5)
            recipe = {"dish": dish, "of": of, **self.threshold(dish)}
        turned = [
            each for each in recipe["of"] if each in REVERSIBLE and self.random.random() < 0.4
        ]
        return {**recipe, **({"reverse": turned} if turned else {}), **self.finish()}

    def threshold(self, dish: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self.random.random() < 0.6:
            found["at_least"] = self.random.randint(1, 4)
        if dish == "count" and self.random.random() < 0.5:
            found |= self.one({"least": 2}, {"most": 3}, {"least": 1, "most": 4})
        return found

    def bands(self) -> list[dict[str, Any]]:
        return [
            {"key": "low", "most": 1, "value": self.one(7, 9.5)},
            {"key": "mid", "least": 2, "most": 4, "value": self.one(0, 12.25)},
            {"key": "top", "least": 5, **self.one({"value": 35}, {})},
        ]

    def finish(self) -> dict[str, Any]:
        return {
            **({"times": self.one(4, 0.5, 12, -1, 0.1)} if self.random.random() < 0.4 else {}),
            **({"decimals": self.random.randint(0, 3)} if self.random.random() < 0.5 else {}),
        }

    def counted(self) -> dict[str, Any]:
        recipe = self.recipe()
        used = {reference.partition(".")[0] for reference in recipe["of"]}
        asked = [question for question in QUESTIONS if question["key"] in used]
        answers = self.answers(asked, self.one(1, 1, 0.8))
        return {
            "recipe": recipe,
            "answers": answers,
            "value": oracles.count(DOCUMENT, recipe, answers),
        }

    # Formulas -----------------------------------------------------------------------------

    def number(self, depth: int) -> Any:
        if depth <= 0 or self.random.random() < 0.25:
            return self.leaf()
        args = [self.number(depth - 1) for _ in range(self.random.randint(2, 3))]
        made = self.one("+", "*", "-", "/", "max", "min", "if", "round", "rows", "between", "sqrt")
        if made == "if":
            return {"if": [self.truth(depth - 1), *args[:2]]}
        if made == "round":
            return {"round": [args[0], self.random.randint(0, 2)]}
        if made == "sqrt":
            return {"sqrt": [self.one({"max": [args[0], 0]}, args[0])]}
        if made == "rows":
            return self.over_rows()
        if made == "between":
            kind = self.one("days_between", "months_between", "years_between")
            return {kind: [{"var": self.one(*DATED)}, {"var": self.one(*DATED)}]}
        return {made: args[:2] if made in {"-", "/"} else args}

    def leaf(self) -> Any:
        name = self.one("n1", "n2", "s1", "s0", "my.b")
        scored = self.one("c1", "c2", "several", "mx.b", "mx.a", "yes", "s2")
        turned = self.one("c1", "c2", "s2", "yes", "mx.a")
        return self.one(
            {"var": name}, {"var": name}, {"points": scored}, {"reversed": [turned]},
            {"var": [name, 0]}, self.one(0, 1, 2, 3, 0.5, 4, 10),
        )  # fmt: skip

    def over_rows(self) -> Any:
        rows: Any = {"var": "rows"}
        if self.random.random() < 0.4:
            rows = {"filter": [rows, self.one({"answered": "w"}, {">": [{"var": "p"}, 1]})]}
        worth = self.one(
            {"var": "current.w"},
            {"points": "current.k"},
            {"*": [{"var": "current.w"}, {"var": "current.p"}]},
        )
        of_map = {"map": [rows, {"points": "k"}]}
        return self.one(
            {"reduce": [rows, {"+": [{"var": "accumulator"}, worth]}, 0]},
            {"reduce": [of_map, {"+": [{"var": "accumulator"}, {"var": "current"}]}, 0]},
            {"if": [{self.one("all", "some", "none"): [rows, {">=": [{"var": "p"}, 2]}]}, 1, 2]},
        )

    def truth(self, depth: int) -> Any:
        made = self.one(
            "<", "<=", ">", ">=", "===", "!==", "and", "or", "!", "in", "answered", "day"
        )
        if made in {"and", "or"} and depth > 0:
            return {made: [self.truth(depth - 1), self.truth(depth - 1)]}
        if made == "!" and depth > 0:
            return {"!": [self.truth(depth - 1)]}
        if made == "in":
            return self.one(
                {"in": ["c1", {"var": "several"}]}, {"in": [{"var": "c1"}, ["c1", "c3"]]}
            )
        if made == "answered":
            return {"answered": [self.one("n1", "c1", "yes", "rows", "d1")]}
        if made == "day":
            return {self.one("<", ">="): [{"var": "d1"}, {"var": self.one("today", "d2")}]}
        if made in {"===", "!=="} and self.random.random() < 0.5:
            return self.one({made: [{"var": "c1"}, "c2"]}, {made: [{"var": "yes"}, True]})
        comparing = made if made not in {"and", "or", "!"} else "<"
        return {comparing: [self.number(depth - 1), self.number(0)]}

    def formula(self) -> dict[str, Any]:
        said = self.number(3)
        names = json.dumps(said)
        asked = [question for question in QUESTIONS if f'"{question["key"]}' in names]
        answers = self.answers(asked, self.one(1, 1, 0.85))
        value = formula_oracle.formula(said, BY_KEY, answers)
        recipe = {"dish": "formula", "formula": json.dumps(said, separators=(",", ":"))}
        return {"recipe": recipe, "answers": answers, "value": value}


def made() -> dict[str, Any]:
    """The whole corpus."""
    maker = Maker(20261122)
    return {
        "about": "Made by make_rule_corpus.py; `holds` and `value` are what plain Python says (oracles.py).",
        "document": DOCUMENT,
        "conditions": _different(maker.condition, CONDITIONS),
        "counts": [*_different(maker.counted, RECIPES), *_different(maker.formula, FORMULAS)],
    }


def _different(make: Any, many: int) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    while len(found) < many:
        case = make()
        found[json.dumps(case, sort_keys=True)] = case
    return list(found.values())


def text() -> str:
    """The corpus as it is stored: one case a line."""
    corpus = made()
    lines = {
        name: "[\n" + ",\n".join(_compact(case) for case in corpus[name]) + "\n]"
        for name in ("conditions", "counts")
    }
    return (
        f'{{"about": {json.dumps(corpus["about"])},\n"document": {_compact(corpus["document"])},\n'
        f'"conditions": {lines["conditions"]},\n"counts": {lines["counts"]}}}\n'
    )


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
