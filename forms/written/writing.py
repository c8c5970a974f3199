"""A document and its words into what a readable file says: the exact inverse of reading one. Pure."""

from collections.abc import Mapping
from typing import Any

from forms.conditions.rules import Rule
from forms.counted.recipes import Recipe
from forms.document import Field, FormDocument, Section
from forms.naming import (
    band_text,
    check_text,
    choice_text,
    field_text,
    section_text,
    statement_text,
)
from forms.written.reading import FIELD_WORDS, FORM_WORDS, RULES, SECTION_WORDS, Wordings


def write_form(document: FormDocument, texts: Wordings) -> dict[str, Any]:
    """What the file of a form says, as plain values."""
    writer = _Writer(texts)
    form = writer.said((name, f"form.{name}") for name in FORM_WORDS)
    if document.layout:
        form["layout"] = document.layout
    form["sections"] = [writer.section(section) for section in document.sections]
    return form


class _Writer:
    """Puts words back beside what they name."""

    def __init__(self, texts: Wordings) -> None:
        self.texts = texts

    def words(self, key: str) -> dict[str, str]:
        return {language: said[key] for language, said in self.texts.items() if key in said}

    def said(self, named: Any) -> dict[str, Any]:
        return {name: words for name, key in named if (words := self.words(key))}

    def section(self, section: Section) -> dict[str, Any]:
        stored = section.to_json()
        words = self.said((name, section_text(section.key, name)) for name in SECTION_WORDS)
        settings = _settings(stored, {"visible_if": section.visible_if}, {"key", "fields"})
        fields = [self.field(question, question.key) for question in section.fields]
        return {"key": section.key, **words, **settings, "fields": fields}

    def field(self, question: Field, path: str) -> dict[str, Any]:
        stored = question.to_json()
        words = self.said((name, field_text(path, name)) for name in FIELD_WORDS)
        rules = {name: getattr(question, name) for name in RULES.values()}
        parts = {"key", "kind", "choices", "statements", "checks", "recipe", "items"}
        said = {
            "key": question.key,
            "kind": question.kind,
            **words,
            **_settings(stored, rules, parts),
        }
        said.update(self.parts(question, path))
        if question.items:
            said["items"] = [self.field(item, f"{path}.{item.key}") for item in question.items]
        return said

    def parts(self, question: Field, path: str) -> dict[str, Any]:
        """Choices, statements, checks and the recipe, each with its words."""
        choices = [
            {**choice.to_json(), **self.said([("label", choice_text(path, choice.code))])}
            for choice in question.choices
        ]
        statements = [
            {**line.to_json(), **self.said(_of_statement(path, line.key))}
            for line in question.statements
        ]
        checks = [
            {
                **{name: value for name, value in check.to_json().items() if name != "rule"},
                **self.said([("sentence", check_text(path, check.key))]),
                "holds": _rows(check.rule),
            }
            for check in question.checks
        ]
        found = {"choices": choices, "statements": statements, "checks": checks}
        if question.recipe:
            found["recipe"] = self.recipe(question.recipe, path)  # type: ignore[assignment]
        return {name: value for name, value in found.items() if value}

    def recipe(self, recipe: Recipe, path: str) -> dict[str, Any]:
        stored = recipe.to_json()
        if recipe.bands:
            stored["bands"] = [
                {**band.to_json(), **self.said([("label", band_text(path, band.key))])}
                for band in recipe.bands
            ]
        return stored


def _of_statement(path: str, key: str) -> list[tuple[str, str]]:
    ends = (("label", ""), ("low", "low"), ("high", "high"))
    return [(name, statement_text(path, key, end)) for name, end in ends]


def _settings(
    stored: Mapping[str, Any], rules: Mapping[str, Rule | None], parts: set[str]
) -> dict[str, Any]:
    plain = {name: value for name, value in stored.items() if name not in parts | set(rules)}
    written = {stored_as: name for name, stored_as in RULES.items()}
    said = {written[name]: _rows(rule) for name, rule in rules.items() if rule}
    return {**plain, **said}


def _rows(rule: Rule) -> dict[str, Any]:
    rows = (row.to_json() for row in rule.rows)
    return {rule.match: [row[:2] if row[2] is None else row for row in rows]}
