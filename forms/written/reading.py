"""A form in a readable file into its document and its words. Pure.

Words stand beside what they name: `label: {sv: …, fi: …, en: …}`; conditions are rows: `when: {all: [[key, is, 1]]}`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from forms.document import FormDocument
from forms.naming import (
    band_text,
    check_text,
    choice_text,
    field_text,
    section_text,
    statement_text,
)
from forms.written import sentences as say
from forms.written.plain import BrokenFile

LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]+)?")
FIELD_WORDS = ("label", "help", "easy", "easy_help", "error", "low", "high", "row", "unit")
SECTION_WORDS = ("title", "tips", "easy")
FORM_WORDS = ("title", "intro", "purpose", "basis", "receipt", "closed")
RULES = {"when": "visible_if", "required_when": "required_if", "locked_when": "lock_if"}
FORM = TypeAdapter(FormDocument)
Wordings = dict[str, dict[str, str]]  # {language: {key: text}}


def read_form(said: Mapping[str, Any]) -> tuple[FormDocument, Wordings]:
    """Read a form from plain values.

    errors   BrokenFile with one sentence
    """
    return _Reader().form(dict(said))


def word(said: Any, name: str) -> str:
    """Words or a key in a file, as they are read."""
    if not isinstance(said, str):
        raise BrokenFile(say.bad(name))
    return said.strip()


@dataclass(slots=True)
class _Reader:
    """Gathers words on the way."""

    texts: Wordings = field(default_factory=dict)

    def form(self, said: dict[str, Any]) -> tuple[FormDocument, Wordings]:
        for name in FORM_WORDS:
            self.words(said, name, f"form.{name}")
        sections = [
            self.section(dict(each)) for each in _dicts(said.pop("sections", None), "sections")
        ]
        plain = {"format": 1, **said, "sections": sections}
        try:
            document = FormDocument.from_json(plain)
            unknown = set(said) - {"layout"}
            if unknown:
                raise BrokenFile(say.unknown(min(unknown), "form"))
            FORM.validate_json(json.dumps(asdict(document)), strict=True)
        except ValidationError as wrong:
            first = wrong.errors()[0]
            raise BrokenFile(say.bad(".".join(str(part) for part in first["loc"]))) from None
        except (TypeError, KeyError, AttributeError, ValueError) as wrong:
            if isinstance(wrong, BrokenFile):
                raise
            raise BrokenFile(say.bad(str(wrong)[:100])) from None
        return document, self.texts

    def words(self, said: dict[str, Any], name: str, key: str) -> None:
        """Take the words that stand beside a name."""
        words = said.pop(name, None)
        if words is None:
            return
        if not isinstance(words, dict):
            raise BrokenFile(say.no_words(key))
        for language, text in words.items():
            if not LANGUAGE.fullmatch(language) or not isinstance(text, str):
                raise BrokenFile(say.no_words(key))
            if text.strip():
                self.texts.setdefault(language, {})[key] = text.strip()

    def section(self, said: dict[str, Any]) -> dict[str, Any]:
        key = word(said.get("key"), "section: key")
        for name in SECTION_WORDS:
            self.words(said, name, section_text(key, name))
        _rules(said)
        said["fields"] = [self.field(dict(each), "") for each in _dicts(said.get("fields"), key)]
        return said

    def field(self, said: dict[str, Any], group: str) -> dict[str, Any]:
        key = word(said.get("key"), f"{group}: key")
        path = f"{group}.{key}" if group else key
        for name in FIELD_WORDS:
            self.words(said, name, field_text(path, name))
        _rules(said)
        for choice in self.parts(said, "choices", path):
            self.words(choice, "label", choice_text(path, str(choice.get("code"))))
        for line in self.parts(said, "statements", path):
            for name, end in (("label", ""), ("low", "low"), ("high", "high")):
                self.words(line, name, statement_text(path, str(line.get("key")), end))
        for check in self.parts(said, "checks", path):
            self.words(check, "sentence", check_text(path, str(check.get("key"))))
            check["rule"] = _rule(check.pop("holds", None))
        if isinstance(said.get("recipe"), dict):
            recipe = said["recipe"] = dict(said["recipe"])
            for band in self.parts(recipe, "bands", path):
                self.words(band, "label", band_text(path, str(band.get("key"))))
        if "items" in said:
            said["items"] = [self.field(dict(each), path) for each in _dicts(said["items"], path)]
        return said

    def parts(self, said: dict[str, Any], name: str, where: str) -> list[dict[str, Any]]:
        if name not in said:
            return []
        said[name] = [dict(each) for each in _dicts(said[name], where)]
        return said[name]


def _dicts(said: Any, where: str) -> list[dict[str, Any]]:
    if not isinstance(said, list) or not all(isinstance(each, dict) for each in said):
        raise BrokenFile(say.bad(where))
    return said


def _rules(said: dict[str, Any]) -> None:
    """Conditions are rows under `all`, `any` or `none`, as in a bundle."""
    for name, stored in RULES.items():
        if name in said:
            said[stored] = _rule(said.pop(name))


def _rule(said: Any) -> dict[str, Any]:
    if not isinstance(said, dict) or len(said) != 1:
        raise BrokenFile(say.bad("when"))
    ((match, rows),) = said.items()
    if match not in ("all", "any", "none") or not isinstance(rows, list):
        raise BrokenFile(say.bad("when"))
    whole = [[*row, None] if isinstance(row, list) and len(row) == 2 else row for row in rows]  # noqa: PLR2004  no value
    if not all(isinstance(row, list) and len(row) == 3 for row in whole):  # noqa: PLR2004  field, operator, value
        raise BrokenFile(say.bad("when"))
    for *_row, value in whole:
        values = value if isinstance(value, list) else [value]
        if not all(each is None or isinstance(each, str | int | float) for each in values):
            raise BrokenFile(say.bad("when"))
    return {"match": match, "rows": whole}
