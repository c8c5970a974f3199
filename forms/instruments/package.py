"""A form as one readable file that its owner hands out: questions, words in every language, licence and scoring. Pure.

Words stand beside what they name, as in a bundle: `label: {sv: …, fi: …, en: …}`. The checksum is of everything else
in the file, so that nobody can change a locked instrument on its way without being noticed.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.counted.recipes import Band
from forms.document import Field, FormDocument
from forms.instruments import sentences as say
from forms.written import sentences as written
from forms.written.plain import BrokenFile, plain_values
from forms.written.reading import read_form, word
from forms.written.wording import Wordings

FORMAT = 1
CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]+)?")
ABOUT = ("code", "version", "title", "owner", "licence", "source")


@dataclass(frozen=True, slots=True)
class About:
    """What the owner says about an instrument."""

    code: str
    version: str
    title: str
    owner: str = ""
    licence: str | Mapping[str, str] = ""  # one text, or one in each language
    source: str = ""
    locked: bool = False
    items: Mapping[str, str] = field(default_factory=dict)
    scores: tuple[str, ...] = ()
    band_sets: Mapping[str, Mapping[str, tuple[Band, ...]]] = field(default_factory=dict)
    continues: Mapping[str, Any] = field(default_factory=dict)

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

    errors   BrokenFile with one sentence; nothing in the file is ever run
    """
    plain = plain_values(content)
    stated = plain.pop("sha256", None)
    sha256 = checksum(plain)
    if stated is not None and stated != sha256:
        raise BrokenFile(say.changed(str(stated)[:64], sha256))
    if plain.pop("package", None) != FORMAT:
        raise BrokenFile(written.no_package())
    form, about = plain.pop("form", None), plain.pop("instrument", None)
    if plain:
        raise BrokenFile(written.unknown(next(iter(plain)), ""))
    if not isinstance(form, dict):
        raise BrokenFile(written.lacks("form"))
    slug = word(form.pop("slug", about.get("code") if isinstance(about, dict) else None), "slug")
    document, texts = read_form(form)
    read = _about(about, document) if about is not None else None
    if read and read.locked and stated is None:
        raise BrokenFile(say.no_checksum())
    return Package(slug, document, texts, sha256, read)


def checksum(plain: Mapping[str, Any]) -> str:
    """Name what a file says, however it is laid out."""
    said = {name: value for name, value in plain.items() if name != "sha256"}
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _about(said: Any, document: FormDocument) -> About:
    if not isinstance(said, dict):
        raise BrokenFile(written.lacks("instrument"))
    known = {*ABOUT, "locked", "items", "scores", "band_sets", "continues"}
    for name in said:
        if name not in known:
            raise BrokenFile(written.unknown(name, "instrument"))
    if isinstance(said.get("version"), int):
        said = {**said, "version": str(said["version"])}
    words = {name: word(said.get(name, ""), name) for name in ABOUT if name != "licence"}
    if not CODE.fullmatch(words["code"]) or not VERSION.fullmatch(words["version"]):
        raise BrokenFile(written.lacks("instrument: code, version"))
    if not words["title"]:
        raise BrokenFile(written.lacks("instrument: title"))
    if not isinstance(said.get("locked", False), bool):
        raise BrokenFile(written.bad("locked"))
    counted = {each.key: each for each in document.fields() if each.kind == "calculated"}
    scores = said.get("scores", list(counted))
    for key in scores if isinstance(scores, list) else [scores]:
        if key not in counted:
            raise BrokenFile(say.no_score(str(key)))
    return About(
        **words,
        licence=_licence(said.get("licence", "")),
        locked=said.get("locked", False),
        items=_items(said.get("items"), document),
        scores=tuple(scores),
        band_sets=_band_sets(said.get("band_sets", {}), counted, tuple(scores)),
        continues=_continues(said.get("continues"), words["version"], tuple(scores)),
    )


def _continues(said: Any, own: str, scores: tuple[str, ...]) -> dict[str, Any]:
    """The version whose series go on in this one, and what scores were called there."""
    if said is None:
        return {}
    if not isinstance(said, dict) or set(said) - {"version", "scores"}:
        raise BrokenFile(written.bad("continues"))
    version = said.get("version")
    version = str(version) if isinstance(version, int) else version
    if not isinstance(version, str) or not VERSION.fullmatch(version) or version == own:
        raise BrokenFile(written.bad("continues: version"))
    called = said.get("scores", {})
    if not isinstance(called, dict) or not all(
        isinstance(old, str) and CODE.fullmatch(old) for old in called.values()
    ):
        raise BrokenFile(written.bad("continues: scores"))
    for score in called:
        if score not in scores:
            raise BrokenFile(say.no_score(str(score)))
    if len(set(called.values())) < len(called):
        raise BrokenFile(written.bad("continues: scores"))
    return {"version": version, "scores": dict(called)} if called else {"version": version}


def _licence(said: Any) -> str | dict[str, str]:
    """The owner's terms: one text, or one in each language that they are written in."""
    if not isinstance(said, dict):
        return word(said, "licence")
    if not said or not all(LANGUAGE.fullmatch(language) for language in said):
        raise BrokenFile(written.no_words("licence"))
    return {language: word(text, f"licence: {language}") for language, text in said.items()}


def _items(said: Any, document: FormDocument) -> dict[str, str]:
    """Which question each item of the published scale is; numbered in their order when it does not say."""
    asked = [question.key for question in document.fields() if question.asks]
    items = {str(n): key for n, key in enumerate(asked, start=1)} if said is None else said
    if not isinstance(items, dict):
        raise BrokenFile(written.bad("items"))
    for key in items.values():
        if not isinstance(key, str) or key.partition(".")[0] not in asked:
            raise BrokenFile(say.no_item(str(key)))
    return items


def _band_sets(
    said: Any, counted: Mapping[str, Field], scores: tuple[str, ...]
) -> dict[str, dict[str, tuple[Band, ...]]]:
    """Cut-offs per country or group, with the names that the value's own bands have."""
    found: dict[str, dict[str, tuple[Band, ...]]] = {}
    try:
        for name, of_scores in said.items():
            if not CODE.fullmatch(name):
                raise BrokenFile(written.bad(f"band_sets: {name}"))
            found[name] = {}
            for score, rows in of_scores.items():
                bands = tuple(Band(key, *_ends(ends)) for key, *ends in rows)
                recipe = counted[score].recipe
                named = {band.key for band in recipe.bands} if recipe else set()
                if score not in scores or not {band.key for band in bands} <= named:
                    raise BrokenFile(written.bad(f"band_sets: {name}: {score}"))
                found[name][score] = bands
    except (AttributeError, KeyError, TypeError, ValueError) as broken:
        if isinstance(broken, BrokenFile):
            raise
        raise BrokenFile(written.bad("band_sets")) from None
    return found


def _ends(ends: list[Any]) -> Iterator[float | None]:
    least, most = ends
    for end in (least, most):
        if end is not None and (isinstance(end, bool) or not isinstance(end, int | float)):
            raise ValueError(end)
        yield end
