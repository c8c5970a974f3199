"""What a form takes from the library: choices of shared lists, and field groups under a prefix. Pure.

A library section is written in the editor as one block that names a group at a version. It is unfolded
into plain questions when it is read, and folded again when a document is written back.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from forms.conditions.rules import Rule
from forms.counted.recipes import Recipe
from forms.document import Choice, Field, FormDocument, Section
from forms.editing.block_ids import RawBlock
from forms.editing.bodies import body_from, key_from
from forms.naming import TITLE, Texts, choice_text
from forms.texts import paths

BLOCK = "library_section"
SECTION = "questions"  # a field group is a document of one section with this key
OWN = ("title", "tips", "easy", "rules", "new_page", "sees", "edits")


@dataclass(frozen=True, slots=True)
class Listed:
    """A shared list as one language says it."""

    choices: tuple[Choice, ...]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """A version of a field group as one language says it: a document of one section."""

    document: FormDocument
    texts: Texts

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(self.document.fields())


Lists = Mapping[str, Listed]
Groups = Mapping[str, Group]  # by `slug@version`


def reference(slug: str, number: int) -> str:
    return f"{slug}@{number}"


def parted(named: str) -> tuple[str, int]:
    """Read `slug@version`; version 0 when none is named."""
    slug, _at, number = named.partition("@")
    return slug, int(number) if number.isdecimal() else 0


# Lists ------------------------------------------------------------------------------------------


def lists_named(document: FormDocument) -> frozenset[str]:
    """The short names of all lists that questions take their choices from."""
    return frozenset(each.code_list for _path, each in paths(document) if each.code_list)


def filled(
    document: FormDocument, texts: Texts, lists: Lists
) -> tuple[FormDocument, dict[str, str]]:
    """Copy the choices of the lists into the questions that name them. Unknown lists change nothing."""
    said = dict(texts)
    for path, question in paths(document):
        listed = lists.get(question.code_list)
        if listed is None:
            continue
        for choice in question.choices:
            said.pop(choice_text(path, choice.code), None)
        for choice in listed.choices:
            if label := listed.labels.get(choice.code):
                said[choice_text(path, choice.code)] = label
    return _with_fields(document, lambda question: _filled(question, lists)), said


def emptied(body: list[RawBlock], known: frozenset[str]) -> list[RawBlock]:
    """Blocks without the choices that their list says already."""
    return [_emptied(block, known) for block in body]


def _emptied(block: RawBlock, known: frozenset[str]) -> RawBlock:
    value = dict(block["value"])
    if value.get("code_list") in known and value.get("choices"):
        value["choices"] = []
    for inner in ("fields", "items"):
        if value.get(inner):
            value[inner] = emptied(value[inner], known)
    return {**block, "value": value}


def _filled(question: Field, lists: Lists) -> Field:
    listed = lists.get(question.code_list)
    items = tuple(_filled(item, lists) for item in question.items)
    return replace(question, items=items, choices=listed.choices if listed else question.choices)


def without_lists(document: FormDocument) -> FormDocument:
    """The same document with its choices as its own: what is pinned follows no list."""
    return _with_fields(document, _without_list)


def _without_list(question: Field) -> Field:
    items = tuple(_without_list(item) for item in question.items)
    return replace(question, items=items, code_list="")


def _with_fields(document: FormDocument, made: Any) -> FormDocument:
    sections = tuple(
        replace(section, fields=tuple(made(question) for question in section.fields))
        for section in document.sections
    )
    return replace(document, sections=sections)


# Field groups -----------------------------------------------------------------------------------


def groups_named(body: list[RawBlock]) -> frozenset[str]:
    """Every `slug@version` that a body names."""
    named = (block["value"].get("group") for block in body if block["type"] == BLOCK)
    return frozenset(each for each in named if each)


def section_key(value: Mapping[str, Any]) -> str:
    """The key of a library section, which is the prefix of its questions."""
    return (value.get("key") or "").strip() or key_from(parted(value.get("group") or "")[0])


def placed(group: Group, key: str, named: str) -> tuple[Section, dict[str, str]]:
    """A group's questions as a section of a form, with their words."""
    fields = group.fields
    names = frozenset(question.key for question in fields)
    renaming = _Renaming(key, names)
    section = Section(key, tuple(renaming.question(each) for each in fields), from_library=named)
    said = {
        f"field.{key}_{name.removeprefix('field.')}": text
        for name, text in group.texts.items()
        if name.startswith("field.")
    }
    return section, said


def unfolded(block: RawBlock, group: Group) -> RawBlock:
    """A library section written out as a section."""
    given = block["value"]
    section, said = placed(group, section_key(given), given.get("group") or "")
    written = body_from(FormDocument((section,)), said)[0]
    own = {name: given.get(name) or written["value"][name] for name in OWN}
    title = own["title"] or group.texts.get(TITLE, "")
    return {**written, "id": block.get("id"), "value": {**written["value"], **own, "title": title}}


def folded(block: RawBlock, group: Group | None) -> RawBlock:
    """A section written as the library block it came from; a plain section once it says anything else."""
    value = block["value"]
    plain = {**block, "value": {k: v for k, v in value.items() if k != "from_library"}}
    if group is None:
        return plain
    same = value["title"] == group.texts.get(TITLE, "")
    own = {name: value[name] for name in OWN}
    own["title"] = "" if same else value["title"]
    held = {"group": value["from_library"], "key": value["key"], **own}
    candidate = {"type": BLOCK, "value": held, "id": block["id"]}
    return candidate if unfolded(candidate, group)["value"] == value else plain


@dataclass(frozen=True, slots=True)
class _Renaming:
    """Gives questions a prefix, wherever they are named."""

    prefix: str
    names: frozenset[str]

    def name(self, named: str) -> str:
        first, dot, rest = named.partition(".")
        return f"{self.prefix}_{first}{dot}{rest}" if first in self.names else named

    def question(self, question: Field) -> Field:
        return replace(self.inside(question), key=f"{self.prefix}_{question.key}")

    def inside(self, question: Field) -> Field:
        """What a question reads, by its new name; items of a group keep their own keys."""
        rules = {
            name: self.rule(getattr(question, name))
            for name in ("visible_if", "required_if", "lock_if")
        }
        return replace(
            question,
            **rules,
            checks=tuple(replace(check, rule=self.rule(check.rule)) for check in question.checks),
            recipe=question.recipe and self.recipe(question.recipe),
            items=tuple(self.inside(item) for item in question.items),
        )

    def rule(self, rule: Rule | None) -> Any:
        if rule is None:
            return None
        return replace(
            rule, rows=tuple(replace(row, field=self.name(row.field)) for row in rule.rows)
        )

    def recipe(self, recipe: Recipe) -> Recipe:
        return replace(
            recipe,
            of=tuple(map(self.name, recipe.of)),
            reverse=tuple(map(self.name, recipe.reverse)),
            formula=self.formula(recipe.formula),
        )

    def formula(self, written: str) -> str:
        """An expert formula; what cannot be read is left for the checks to name."""
        if not written:
            return written
        try:
            return json.dumps(self.logic(json.loads(written)), ensure_ascii=False)
        except (ValueError, RecursionError):
            return written

    def logic(self, part: Any) -> Any:
        match part:
            case {"var": str(named)} if len(part) == 1:
                return {"var": self.name(named)}
            case {"var": [str(named), *rest]} if len(part) == 1:
                return {"var": [self.name(named), *rest]}
            case dict():
                return {key: self.logic(value) for key, value in part.items()}
            case list():
                return [self.logic(each) for each in part]
        return part
