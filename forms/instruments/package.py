"""A form as one readable file that its owner hands out: questions, words in every language, licence and scoring. Pure.

Words stand beside what they name, as in a bundle: `label: {sv: …, fi: …, en: …}`. The checksum is of everything else
in the file, so that nobody can change a locked instrument on its way without being noticed.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from forms.document import Field, FormDocument
from forms.instruments import sentences as say
from forms.instruments.yaml_file import BrokenPackage, plain_values
from forms.naming import (
    band_text,
    check_text,
    choice_text,
    field_text,
    section_text,
    statement_text,
)
from forms.recipes import Band

FORMAT = 1
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]+)?")
CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")
FIELD_WORDS = ("label", "help", "easy", "easy_help", "error", "low", "high", "row", "unit")
SECTION_WORDS = ("title", "tips", "easy")
FORM_WORDS = ("title", "intro", "purpose", "basis", "receipt", "closed")
RULES = {"when": "visible_if", "required_when": "required_if", "locked_when": "lock_if"}
ABOUT = ("code", "version", "title", "owner", "licence", "source")
FORM = TypeAdapter(FormDocument)
Wordings = dict[str, dict[str, str]]  # {language: {key: text}}


@dataclass(frozen=True, slots=True)
class About:
    """What the owner says about an instrument."""

    code: str
    version: str
    title: str
    owner: str = ""
    licence: str = ""
    source: str = ""
    locked: bool = False
    items: Mapping[str, str] = field(default_factory=dict)
    scores: tuple[str, ...] = ()
    band_sets: Mapping[str, Mapping[str, tuple[Band, ...]]] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        return f"{self.code}@{self.version}"


@dataclass(frozen=True, slots=True)
class Package:
    """One file, read.

    about      None for a plain form that is no instrument
    sha256     of everything but the checksum itself
    """

    slug: str
    document: FormDocument
    texts: Wordings
    sha256: str
    about: About | None = None


def read_package(content: bytes) -> Package:
    """Read a file.

    errors   BrokenPackage with one sentence; nothing in the file is ever run
    """
    plain = plain_values(content)
    stated = plain.pop("sha256", None)
    sha256 = checksum(plain)
    if stated is not None and stated != sha256:
        raise BrokenPackage(say.changed(str(stated)[:64], sha256))
    if plain.pop("package", None) != FORMAT:
        raise BrokenPackage(say.no_package())
    form, about = plain.pop("form", None), plain.pop("instrument", None)
    if plain:
        raise BrokenPackage(say.unknown(next(iter(plain)), ""))
    if not isinstance(form, dict):
        raise BrokenPackage(say.lacks("form"))
    slug = _word(form.pop("slug", about.get("code") if isinstance(about, dict) else None), "slug")
    document, texts = _Reader().form(form)
    read = _about(about, document) if about is not None else None
    if read and read.locked and stated is None:
        raise BrokenPackage(say.no_checksum())
    return Package(slug, document, texts, sha256, read)


def checksum(plain: Mapping[str, Any]) -> str:
    """Name what a file says, however it is laid out."""
    said = {name: value for name, value in plain.items() if name != "sha256"}
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _about(said: Any, document: FormDocument) -> About:
    if not isinstance(said, dict):
        raise BrokenPackage(say.lacks("instrument"))
    known = {*ABOUT, "locked", "items", "scores", "band_sets"}
    for name in said:
        if name not in known:
            raise BrokenPackage(say.unknown(name, "instrument"))
    if isinstance(said.get("version"), int):
        said = {**said, "version": str(said["version"])}
    words = {name: _word(said.get(name, ""), name) for name in ABOUT}
    if not CODE.fullmatch(words["code"]) or not VERSION.fullmatch(words["version"]):
        raise BrokenPackage(say.lacks("instrument: code, version"))
    if not words["title"]:
        raise BrokenPackage(say.lacks("instrument: title"))
    if not isinstance(said.get("locked", False), bool):
        raise BrokenPackage(say.bad("locked"))
    counted = {each.key: each for each in document.fields() if each.kind == "calculated"}
    scores = said.get("scores", list(counted))
    for key in scores if isinstance(scores, list) else [scores]:
        if key not in counted:
            raise BrokenPackage(say.no_score(str(key)))
    return About(
        **words,
        locked=said.get("locked", False),
        items=_items(said.get("items"), document),
        scores=tuple(scores),
        band_sets=_band_sets(said.get("band_sets", {}), counted, tuple(scores)),
    )


def _items(said: Any, document: FormDocument) -> dict[str, str]:
    """Which question each item of the published scale is; numbered in their order when it does not say."""
    asked = [question.key for question in document.fields() if question.asks]
    items = {str(n): key for n, key in enumerate(asked, start=1)} if said is None else said
    if not isinstance(items, dict):
        raise BrokenPackage(say.bad("items"))
    for key in items.values():
        if not isinstance(key, str) or key.partition(".")[0] not in asked:
            raise BrokenPackage(say.no_item(str(key)))
    return items


def _band_sets(
    said: Any, counted: Mapping[str, Field], scores: tuple[str, ...]
) -> dict[str, dict[str, tuple[Band, ...]]]:
    """Cut-offs per country or group, with the names that the value's own bands have."""
    found: dict[str, dict[str, tuple[Band, ...]]] = {}
    try:
        for name, of_scores in said.items():
            if not CODE.fullmatch(name):
                raise BrokenPackage(say.bad(f"band_sets: {name}"))
            found[name] = {}
            for score, rows in of_scores.items():
                bands = tuple(Band(key, *_ends(ends)) for key, *ends in rows)
                recipe = counted[score].recipe
                named = {band.key for band in recipe.bands} if recipe else set()
                if score not in scores or not {band.key for band in bands} <= named:
                    raise BrokenPackage(say.bad(f"band_sets: {name}: {score}"))
                found[name][score] = bands
    except (AttributeError, KeyError, TypeError, ValueError) as broken:
        if isinstance(broken, BrokenPackage):
            raise
        raise BrokenPackage(say.bad("band_sets")) from None
    return found


def _ends(ends: list[Any]) -> Iterator[float | None]:
    least, most = ends
    for end in (least, most):
        if end is not None and (isinstance(end, bool) or not isinstance(end, int | float)):
            raise ValueError(end)
        yield end


def _word(said: Any, name: str) -> str:
    if not isinstance(said, str):
        raise BrokenPackage(say.bad(name))
    return said.strip()


@dataclass(slots=True)
class _Reader:
    """Reads a form, gathering words on the way."""

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
                raise BrokenPackage(say.unknown(min(unknown), "form"))
            FORM.validate_json(json.dumps(asdict(document)), strict=True)
        except ValidationError as wrong:
            first = wrong.errors()[0]
            raise BrokenPackage(say.bad(".".join(str(part) for part in first["loc"]))) from None
        except (TypeError, KeyError, AttributeError, ValueError) as wrong:
            if isinstance(wrong, BrokenPackage):
                raise
            raise BrokenPackage(say.bad(str(wrong)[:100])) from None
        return document, self.texts

    def words(self, said: dict[str, Any], name: str, key: str) -> None:
        """Take the words that stand beside a name."""
        words = said.pop(name, None)
        if words is None:
            return
        if not isinstance(words, dict):
            raise BrokenPackage(say.no_words(key))
        for language, text in words.items():
            if not LANGUAGE.fullmatch(language) or not isinstance(text, str):
                raise BrokenPackage(say.no_words(key))
            if text.strip():
                self.texts.setdefault(language, {})[key] = text.strip()

    def section(self, said: dict[str, Any]) -> dict[str, Any]:
        key = _word(said.get("key"), "section: key")
        for name in SECTION_WORDS:
            self.words(said, name, section_text(key, name))
        _rules(said)
        said["fields"] = [self.field(dict(each), "") for each in _dicts(said.get("fields"), key)]
        return said

    def field(self, said: dict[str, Any], group: str) -> dict[str, Any]:
        key = _word(said.get("key"), f"{group}: key")
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
        raise BrokenPackage(say.bad(where))
    return said


def _rules(said: dict[str, Any]) -> None:
    """Conditions are rows under `all`, `any` or `none`, as in a bundle."""
    for name, stored in RULES.items():
        if name in said:
            said[stored] = _rule(said.pop(name))


def _rule(said: Any) -> dict[str, Any]:
    if not isinstance(said, dict) or len(said) != 1:
        raise BrokenPackage(say.bad("when"))
    ((match, rows),) = said.items()
    if match not in ("all", "any", "none") or not isinstance(rows, list):
        raise BrokenPackage(say.bad("when"))
    whole = [[*row, None] if isinstance(row, list) and len(row) == 2 else row for row in rows]  # noqa: PLR2004  no value
    if not all(isinstance(row, list) and len(row) == 3 for row in whole):  # noqa: PLR2004  field, operator, value
        raise BrokenPackage(say.bad("when"))
    for *_row, value in whole:
        values = value if isinstance(value, list) else [value]
        if not all(each is None or isinstance(each, str | int | float) for each in values):
            raise BrokenPackage(say.bad("when"))
    return {"match": match, "rows": whole}
