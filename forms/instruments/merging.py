"""A later package over a form that was worked on here: what was added stays, and what clashes is named. Pure.

Three sides: what came before, what is here, and what comes now. Where only one of the two changed something, that
stands; where both did, nobody but a person can say what is meant.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from forms.document import Field, FormDocument, Section
from forms.naming import Texts

# What a section says of itself beside its questions; whose questions they are comes with the package.
ITS_OWN = frozenset({"key", "fields", "instrument"})


@dataclass(frozen=True, slots=True)
class Sides:
    """The same form three times: as it came before, as it is here, as it comes now."""

    before: FormDocument
    here: FormDocument
    now: FormDocument


def added(before: FormDocument, here: FormDocument) -> tuple[list[str], list[str]]:
    """Keys of the questions, and of the sections, that were added here since the package came."""
    asked = {question.key for question in before.fields()}
    parts = {section.key for section in before.sections}
    return (
        [question.key for question in here.fields() if question.key not in asked],
        [section.key for section in here.sections if section.key not in parts],
    )


def merged(sides: Sides) -> tuple[FormDocument, list[str]]:
    """The form as it comes now with what was added and set here.

    returns   also the texts that name what both sides changed: labels of questions, titles of sections
    """
    clashes: list[str] = []
    before = {section.key: section for section in sides.before.sections}
    here = {section.key: section for section in sides.here.sections}
    asked = {question.key: question for question in sides.before.fields()}
    sections = []
    for section in sides.now.sections:
        mine, old = here.get(section.key), before.get(section.key)
        if mine is not None:
            section = _section(section, mine, old, asked, clashes)  # noqa: PLW2901  the same section, with more
        sections.append(section)
    keys = {section.key for section in sections}
    own = [key for key in added(sides.before, sides.here)[1] if key not in keys]
    order = [section.key for section in sides.here.sections]
    kept = _woven(sections, [here[key] for key in own], order)
    return FormDocument(tuple(kept), sides.now.format, sides.here.layout), clashes


def merged_words(before: Texts, here: Texts, now: Texts) -> tuple[dict[str, str], list[str]]:
    """The words as they come now with those that were changed here, and the keys of those both sides changed.

    What both changed is as it comes now.
    """
    found, clashes = {}, []
    for key in dict.fromkeys((*now, *here)):
        was, mine, comes = before.get(key, ""), here.get(key, ""), now.get(key, "")
        changed_here = bool(mine) and mine != was
        both = changed_here and comes not in (was, mine)
        found[key] = mine if changed_here and not both else comes
        if both:
            clashes.append(key)
    return {key: text for key, text in found.items() if text}, clashes


def _section(
    now: Section,
    here: Section,
    before: Section | None,
    asked: Mapping[str, Field],
    clashes: list[str],
) -> Section:
    mine = {question.key: question for question in here.fields}
    questions = [
        _part(each, mine[each.key], asked.get(each.key), f"field.{each.key}.label", clashes)
        if each.key in mine
        else each
        for each in now.fields
    ]
    keys = {question.key for question in questions}
    own = [each for each in here.fields if each.key not in asked and each.key not in keys]
    found = _part(now, here, before, f"section.{now.key}.title", clashes)
    order = [question.key for question in here.fields]
    return replace(found, fields=tuple(_woven(questions, own, order)))


def _part[P: Field | Section](
    now: P, here: P, before: P | None, name: str, clashes: list[str]
) -> P:
    """One question or section, setting by setting. Where both sides changed one, it is as it comes now."""
    mine = dict(_set_here(here, before)) if before is not None else {}
    both = [key for key in mine if getattr(now, key) not in (getattr(before, key), mine[key])]
    if both:
        clashes.append(name)
    return replace(now, **{key: said for key, said in mine.items() if key not in both})


def _set_here(here: Any, before: Any) -> Iterator[tuple[str, Any]]:
    for setting in fields(here):
        mine = getattr(here, setting.name)
        if setting.name not in ITS_OWN and mine != getattr(before, setting.name):
            yield setting.name, mine


def _woven(found: Sequence[Any], own: Sequence[Any], order: Sequence[str]) -> list[Any]:
    """Put each of one's own after what it stood after here; first when it stood first."""
    woven = list(found)
    for part in own:
        above = set(order[: order.index(part.key)])
        places = [n for n, each in enumerate(woven, start=1) if each.key in above]
        woven.insert(places[-1] if places else 0, part)
    return woven
