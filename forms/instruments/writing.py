"""A form written as a package file: the exact inverse of reading one. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from forms.document import Field, Section
from forms.instruments.package import (
    ABOUT,
    FIELD_WORDS,
    FORM_WORDS,
    RULES,
    SECTION_WORDS,
    About,
    Package,
    Wordings,
    checksum,
)
from forms.naming import (
    band_text,
    check_text,
    choice_text,
    field_text,
    section_text,
    statement_text,
)
from forms.recipes import Band, Recipe
from forms.rules import Rule

WIDTH = 110


def package_text(package: Package) -> str:
    """The file, with its checksum at the end."""
    plain = plain_package(package)
    plain["sha256"] = checksum(plain)
    written: str = yaml.dump(
        plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH
    )
    return written


def plain_package(package: Package) -> dict[str, Any]:
    """What the file says, as plain values, without its checksum."""
    writer = _Writer(package.texts)
    plain: dict[str, Any] = {"package": 1}
    if package.about:
        plain["instrument"] = _about(package.about)
    form = {"slug": package.slug, **writer.said((name, f"form.{name}") for name in FORM_WORDS)}
    if package.document.layout:
        form["layout"] = package.document.layout
    form["sections"] = [writer.section(section) for section in package.document.sections]
    return {**plain, "form": form}


def _about(about: About) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(about, name) for name in ABOUT if getattr(about, name)}
    said["locked"] = about.locked
    said["items"] = dict(about.items)
    said["scores"] = list(about.scores)
    if about.band_sets:
        said["band_sets"] = {
            name: {score: band_rows(bands) for score, bands in of_scores.items()}
            for name, of_scores in about.band_sets.items()
        }
    return said


def band_rows(bands: Sequence[Band]) -> list[list[Any]]:
    """Cut-offs as rows of name, least and most."""
    return [[band.key, band.least, band.most] for band in bands]


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


class _Dumper(yaml.SafeDumper):
    """Short things on one line, long texts as they are read."""

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> Any:  # noqa: FBT001
        node = super().represent_mapping(tag, mapping, flow_style)
        short = all(isinstance(value, yaml.ScalarNode) for _name, value in node.value)
        size = (
            sum(len(name.value) + len(str(value.value)) + 4 for name, value in node.value)
            if short
            else WIDTH
        )
        node.flow_style = short and size < WIDTH - 20
        return node

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> Any:  # noqa: FBT001
        node = super().represent_sequence(tag, sequence, flow_style)
        node.flow_style = all(isinstance(each, yaml.ScalarNode) for each in node.value) or (
            bool(node.value) and all(isinstance(each, yaml.SequenceNode) for each in node.value)
        )
        return node


def _text(dumper: yaml.SafeDumper, text: str) -> Any:
    """Words that YAML would take for something else are quoted, as our strict reader wants it."""
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    )


_Dumper.add_representer(str, _text)
