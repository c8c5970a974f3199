"""Forms to begin from, shipped as data: one YAML file each, a document with its words in every language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from forms.document import Choice, Field, FormDocument, Section
from forms.naming import (
    ABOUT_THE_FORM,
    TITLE,
    Texts,
    choice_text,
    field_text,
    section_text,
)
from forms.rules import Rule

FOLDER = Path(__file__).parent / "templates_shipped"
WORDS = ("label", "help", "error", "low", "high", "row", "easy", "easy_help")


@dataclass(frozen=True, slots=True)
class Template:
    """A form to begin from. The first language is the one that a new form is written in."""

    key: str
    document: FormDocument
    texts: Mapping[str, Texts]

    def title(self, language: str) -> str:
        return self._said(language).get(TITLE, self.key)

    def contents(self, language: str) -> list[tuple[str, list[str]]]:
        """What is in it: (title of a section, its questions)."""
        said = self._said(language)
        return [
            (
                said.get(section_text(section.key, "title"), section.key),
                [said.get(field_text(each.key, "label"), each.key) for each in section.fields],
            )
            for section in self.document.sections
        ]

    def _said(self, language: str) -> Texts:
        return self.texts.get(language) or next(iter(self.texts.values()))


@cache
def shipped() -> tuple[Template, ...]:
    """Every template that comes with the product, in the order of the files' names."""
    return tuple(
        read(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*.yaml"))
    )


def read(key: str, written: Mapping[str, Any]) -> Template:
    """Read a file: keys and settings as in the document, words as `{sv: …, fi: …, en: …}` beside what they name."""
    reader = _Reader()
    reader.say(TITLE, written["title"])
    for name in ABOUT_THE_FORM:
        reader.say(name, written.get(name.removeprefix("form."), {}))
    sections = tuple(reader.section(section) for section in written["sections"])
    document = FormDocument(sections, layout=written.get("layout", ""))
    return Template(key, document, reader.texts)


class _Reader:
    """Gathers words per language on the way."""

    def __init__(self) -> None:
        self.texts: dict[str, dict[str, str]] = {}

    def say(self, key: str, words: Mapping[str, str]) -> None:
        for language, text in words.items():
            self.texts.setdefault(language, {})[key] = text.strip()

    def section(self, written: Mapping[str, Any]) -> Section:
        key = written["key"]
        for name in ("title", "tips", "easy"):
            self.say(section_text(key, name), written.get(name, {}))
        fields = tuple(self.fields(written["fields"], ""))
        return Section(key, fields, _rule(written.get("visible_if")))

    def fields(self, written: Iterable[Mapping[str, Any]], group: str) -> Iterable[Field]:
        return [self.field(each, group) for each in written]

    def field(self, written: Mapping[str, Any], group: str) -> Field:
        settings = dict(written)
        path = f"{group}.{settings['key']}" if group else settings["key"]
        for name in WORDS:
            self.say(field_text(path, name), settings.pop(name, {}))
        choices = settings.pop("choices", [])
        for choice in choices:
            self.say(choice_text(path, choice["code"]), choice["label"])
        settings["items"] = tuple(self.fields(settings.pop("items", ()), path))
        settings["choices"] = tuple(
            Choice(choice["code"], choice.get("score")) for choice in choices
        )
        for name in ("visible_if", "required_if"):
            settings[name] = _rule(settings.get(name))
        return Field(**settings)


def _rule(written: Mapping[str, Any] | None) -> Rule | None:
    """A condition as `{all: [[field, operator, value], …]}`."""
    if not written:
        return None
    match, rows = next(iter(written.items()))
    return Rule.from_json({"match": match, "rows": [[*row, None][:3] for row in rows]})
