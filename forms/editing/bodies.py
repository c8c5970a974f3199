"""The editor's blocks and the frozen document are the same thing said twice: exact inverses of each other.

`body_from` writes raw stream content from a document and its words; `compile_raw` reads it back.
"""

import re
import unicodedata
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Protocol

from forms import editor_sentences as say
from forms.asking import sentences
from forms.conditions import lines as rule_lines
from forms.counted import sentences as counted
from forms.counted.recipes import Band, Recipe
from forms.document import Check, Choice, Field, FormDocument, Section, Statement
from forms.kinds import KINDS
from forms.naming import (
    INTRO,
    TITLE,
    Texts,
    band_text,
    check_text,
    choice_text,
    field_text,
    section_text,
    statement_text,
)
from forms.problems import MOST_DEPTH, Problem
from forms.texts import plain

NAMESPACE = uuid.UUID("5a1d6f0e-3c0f-5e0b-9d53-6d9a3a1f7c11")
LIMITS = ("least", "most", "step", "decimals")
WORDS = ("label", "help", "error", "low", "high", "row", "unit", "easy", "easy_help")
PLAIN = ("prefill", "voice", "code_list", "display", "pattern")
FLAGS = ("required", "about_other", "sensitive")
LISTS = ("accept", "sees", "edits")  # several names, written with commas
RULES = frozenset({"visible_if", "required_if", "lock_if"})
KEY = re.compile(r"[a-z][a-z0-9_]*")
LONGEST_KEY = 60
COUNTING = ("least", "most", "times", "at_least", "decimals")
LARGEST = 1e15  # larger numbers lose their last figures

RawBlock = dict[str, Any]


class Definition(Protocol):
    """What is edited: a title, an introduction and blocks."""

    title: str
    intro: str
    body: Any


def body_from(document: FormDocument, texts: Texts) -> list[RawBlock]:
    """Write a document as the editor's blocks. Blocks keep their ids when written again."""
    return [_section_block(section, texts) for section in document.sections]


def compile_body(definition: Definition) -> tuple[FormDocument, dict[str, str]]:
    """Read what was edited as a document and its words."""
    compiled = compile_raw(definition.body.get_prep_value())
    texts = {TITLE: plain(definition.title), INTRO: plain(definition.intro), **compiled.texts}
    return compiled.document, {key: text for key, text in texts.items() if text}


@dataclass(slots=True)
class Compiled:
    """A body read as document, words and the mistakes that only the editor's blocks can have."""

    document: FormDocument
    texts: dict[str, str]
    problems: list[Problem] = field(default_factory=list)


def compile_raw(body: Sequence[RawBlock]) -> Compiled:
    """Read raw stream content. Never refuses: a draft may be unfinished, its mistakes are listed."""
    reader = _Reader(_kinds(body))
    sections = tuple(reader.section(block["value"]) for block in body if block["type"] == "section")
    texts = {key: text for key, text in reader.texts.items() if text}
    return Compiled(FormDocument(sections), texts, reader.problems)


def key_from(label: str) -> str:
    """Make a key of a label: “Hur mår du?” becomes `hur_mar_du`."""
    split = unicodedata.normalize("NFKD", label)
    plain = "".join(letter for letter in split if not unicodedata.combining(letter)).lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_KEY].strip("_")
    return words if not words or KEY.fullmatch(words) else f"q_{words}"


def _section_block(section: Section, texts: Texts) -> RawBlock:
    value = {
        "key": section.key,
        "title": texts.get(section_text(section.key, "title"), ""),
        "tips": texts.get(section_text(section.key, "tips"), ""),
        "easy": texts.get(section_text(section.key, "easy"), ""),
        "rules": rule_lines.write(section.visible_if),
        "new_page": section.new_page,
        "instrument": section.instrument,
        "sees": ", ".join(section.sees),
        "edits": ", ".join(section.edits),
        "fields": [_field_block(question, question.key, texts) for question in section.fields],
    }
    if section.from_library:
        value["from_library"] = section.from_library
    return _block("section", value, section.key)


def _field_block(question: Field, path: str, texts: Texts) -> RawBlock:
    rules = rule_lines.write(question.visible_if, question.required_if, question.lock_if)
    value: dict[str, Any] = {"key": question.key, "rules": rules}
    value.update({name: texts.get(field_text(path, name), "") for name in WORDS})
    value.update({name: getattr(question, name) for name in (*LIMITS, *PLAIN, *FLAGS)})
    value.update({name: ", ".join(getattr(question, name)) for name in LISTS})
    value["choices"] = [_choice(choice, path, texts) for choice in question.choices]
    value["statements"] = [_statement(line, path, texts) for line in question.statements]
    value["checks"] = [_check(check, path, texts) for check in question.checks]
    value["recipe"] = question.recipe and _recipe(question.recipe, path, texts)
    value["items"] = [_field_block(item, f"{path}.{item.key}", texts) for item in question.items]
    known = settings_of(question.kind)
    return _block(
        question.kind, {name: given for name, given in value.items() if name in known}, path
    )


def _choice(choice: Choice, path: str, texts: Texts) -> dict[str, Any]:
    return {
        "code": choice.code,
        "label": texts.get(choice_text(path, choice.code), ""),
        "score": choice.score,
        "retired": choice.retired,
    }


def _statement(line: Statement, path: str, texts: Texts) -> dict[str, Any]:
    ends = {end: texts.get(statement_text(path, line.key, end), "") for end in ("low", "high")}
    said = texts.get(statement_text(path, line.key), "")
    return {"key": line.key, "label": said, **ends, "reverse": line.reverse}


def _check(check: Check, path: str, texts: Texts) -> dict[str, Any]:
    return {
        "key": check.key,
        "sentence": texts.get(check_text(path, check.key), ""),
        "rule": rule_lines.write_one(check.rule),
        "soft": check.soft,
    }


def _recipe(recipe: Recipe, path: str, texts: Texts) -> dict[str, Any]:
    bands = [
        {
            "key": band.key,
            "label": texts.get(band_text(path, band.key), ""),
            **{name: getattr(band, name) for name in ("least", "most", "value")},
        }
        for band in recipe.bands
    ]
    return {
        **{field.name: getattr(recipe, field.name) for field in fields(recipe)},
        "of": ", ".join(recipe.of),
        "reverse": ", ".join(recipe.reverse),
        "bands": bands,
    }


def _block(kind: str, value: dict[str, Any], path: str) -> RawBlock:
    return {"type": kind, "value": value, "id": str(uuid.uuid5(NAMESPACE, f"{kind}:{path}"))}


@cache
def settings_of(kind: str) -> frozenset[str]:
    """What the editor's block of a kind holds, by name."""
    known = KINDS[kind]
    words = {"label", "help", "easy", *known.words, "error" if known.asks else "easy_help"}
    return known.settings - RULES | words | {"rules"}


class _Reader:
    """Reads blocks in order, gathering words and mistakes on the way."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self.kinds = kinds
        self.texts: dict[str, str] = {}
        self.problems: list[Problem] = []

    def say(self, key: str, text: str) -> None:
        """Keep a text; when two blocks share a key by mistake, the first one's words stand."""
        self.texts[key] = self.texts.get(key) or text

    def section(self, value: Mapping[str, Any]) -> Section:
        key = _key(value, "title")
        for name in ("title", "tips", "easy"):
            self.say(section_text(key, name), _said(value, name))
        rules = self.rules(value, key, self.kinds)
        if rules.required_if or rules.lock_if:
            self.problems.append(
                Problem(sentences.section_required(_said(value, "title") or key), key)
            )
        fields = tuple(self.field(block, "") for block in value.get("fields") or ())
        return Section(
            key,
            fields,
            rules.visible_if,
            new_page=bool(value.get("new_page")),
            instrument=_said(value, "instrument"),
            sees=_names(value.get("sees")),
            edits=_names(value.get("edits")),
            from_library=_said(value, "from_library"),
        )

    def field(self, block: RawBlock, group: str, rows: Mapping[str, str] | None = None) -> Field:
        kind, value = block["type"], block["value"]
        key = _key(value, "label")
        path = f"{group}.{key}" if group else key
        known = settings_of(kind)
        for name in WORDS:
            if name in known:
                self.say(field_text(path, name), _said(value, name))
        kinds = {**self.kinds, **(rows or {})}
        rules = self.rules(value, path, kinds)
        # Deeper than any form may go nothing is read: each level doubles what a preview has to draw.
        items = value.get("items") or () if path.count(".") <= MOST_DEPTH else ()
        inside = {f"row.{k}": v for k, v in _kinds_of(items)}
        given: dict[str, Any] = {
            **{name: self.limit(value, name, path) for name in LIMITS if name in known},
            **{name: _said(value, name) for name in PLAIN if name in known},
            **{name: bool(value.get(name)) for name in FLAGS if name in known},
            **{name: _names(value.get(name)) for name in LISTS if name in known},
        }
        return Field(
            key=key,
            kind=kind,
            visible_if=rules.visible_if,
            required_if=rules.required_if,
            lock_if=rules.lock_if,
            choices=tuple(self.choices(value.get("choices") or (), path)),
            statements=tuple(self.statements(value.get("statements") or (), path)),
            checks=tuple(self.checks(value.get("checks") or (), path, kinds)),
            recipe=self.recipe(value["recipe"], path) if value.get("recipe") else None,
            items=tuple(self.field(item, path, inside) for item in items),
            **given,
        )

    def statements(self, rows: Sequence[Mapping[str, Any]], path: str) -> Iterator[Statement]:
        for row in rows:
            key = _key(row, "label")
            self.say(statement_text(path, key), _said(row, "label"))
            for end in ("low", "high"):
                self.say(statement_text(path, key, end), _said(row, end))
            yield Statement(key, bool(row.get("reverse")))

    def checks(
        self, rows: Sequence[Mapping[str, Any]], path: str, kinds: Mapping[str, str]
    ) -> Iterator[Check]:
        for row in rows:
            key = _key(row, "sentence")
            self.say(check_text(path, key), _said(row, "sentence"))
            rule, wrong = rule_lines.read_one(row.get("rule") or "", kinds)
            self.problems.extend(Problem(sentence, path) for sentence in wrong)
            yield Check(key, rule, bool(row.get("soft")))

    def recipe(self, value: Mapping[str, Any], path: str) -> Recipe:
        for band in value.get("bands") or ():
            self.say(band_text(path, _key(band, "label")), _said(band, "label"))
        bands = tuple(self.band(band, path) for band in value.get("bands") or ())
        plain = {
            name: given for name, given in value.items() if name not in {"bands", "of", "reverse"}
        }
        # The editor writes 4 as 4.0: the same number must not look like another.
        plain |= {name: self.limit(plain, name, path) for name in COUNTING}
        of, reverse = _names(value.get("of")), _names(value.get("reverse"))
        return Recipe(**{**plain, "of": of, "reverse": reverse, "bands": bands})

    def limit(self, value: Mapping[str, Any], name: str, path: str) -> float | None:
        """A number among the settings; one that nobody counts to is named, and left out."""
        given = value.get(name)
        if given is None or abs(given) <= LARGEST:
            return _number(given)
        named = self.texts.get(field_text(path, "label")) or path
        self.problems.append(Problem(say.number_too_large(str(given)[:40], named), path))
        return None

    def band(self, row: Mapping[str, Any], path: str) -> Band:
        """One stretch; what is no number in it is named, and left open."""
        ends = []
        for name in ("least", "most", "value"):
            given = row.get(name)
            if isinstance(given, str):
                named = self.texts.get(field_text(path, "label")) or path
                self.problems.append(Problem(counted.not_a_number(given[:40], named), path))
            ends.append(None if isinstance(given, str) else _number(given))
        return Band(_key(row, "label"), *ends)

    def choices(self, rows: Sequence[Mapping[str, Any]], path: str) -> Iterator[Choice]:
        for row in rows:
            code = (row.get("code") or "").strip() or key_from(row.get("label") or "")
            self.say(choice_text(path, code), (row.get("label") or "").strip())
            yield Choice(code, row.get("score"), bool(row.get("retired")))

    def rules(
        self, value: Mapping[str, Any], where: str, kinds: Mapping[str, str]
    ) -> rule_lines.Read:
        read = rule_lines.read(value.get("rules") or "", kinds)
        self.problems.extend(Problem(sentence, where) for sentence in read.wrong)
        return read


def _kinds(body: Sequence[RawBlock]) -> dict[str, str]:
    blocks = (block for section in body for block in section["value"].get("fields") or ())
    return dict(_kinds_of(tuple(blocks)))


def _kinds_of(blocks: Sequence[RawBlock]) -> Iterator[tuple[str, str]]:
    return ((_key(block["value"], "label"), block["type"]) for block in blocks)


def _key(value: Mapping[str, Any], named_by: str) -> str:
    return (value.get("key") or "").strip() or key_from(value.get(named_by) or "")


def _said(value: Mapping[str, Any], name: str) -> str:
    return plain(value.get(name) or "")


def _names(given: str | None) -> tuple[str, ...]:
    """Several names written with commas or spaces between."""
    return tuple(re.findall(r"[^\s,;]+", given or ""))


def _number(given: float | None) -> float | None:
    """Whole limits are stored as whole numbers, so that 10 and 10.0 are one fingerprint."""
    return int(given) if isinstance(given, float) and given.is_integer() else given
