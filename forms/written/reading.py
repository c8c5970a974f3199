"""A form in a readable file into its document and its words. Pure: the exact inverse of writing one.

Words stand beside what they name: `label: {sv: …, fi: …, en: …}`; conditions are rows: `when: {all: [[key, is, 1]]}`.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from forms.counted.recipes import Band, Recipe
from forms.document import Check, Choice, Field, FormDocument, Section, Statement
from forms.library.taken import SECTION
from forms.naming import (
    BASIS,
    CLOSED,
    INTRO,
    PURPOSE,
    RECEIPT,
    TITLE,
    band_text,
    check_text,
    choice_text,
    field_text,
    section_text,
    statement_text,
)
from forms.written import groups as library
from forms.written import sentences as say
from forms.written.groups import Groups
from forms.written.parts import ALONE, rule_of
from forms.written.plain import BrokenFile
from forms.written.shapes import (
    CheckShape,
    ChoiceShape,
    FieldShape,
    FormShape,
    GroupShape,
    RecipeShape,
    SectionShape,
    StatementShape,
)
from forms.written.wording import Wordings, Writer

CodeLists = Mapping[str, list[ChoiceShape]]
ABOUT = {
    "title": TITLE,
    "intro": INTRO,
    "purpose": PURPOSE,
    "basis": BASIS,
    "receipt": RECEIPT,
    "closed": CLOSED,
}
OPTIONAL_WORDS = ("help", "easy", "easy_help", "unit", "low", "high", "error", "row")
SAME = (
    "required",
    "prefill",
    "voice",
    "display",
    "pattern",
    "about_other",
    "sensitive",
    "decimals",
)
LISTS = ("accept", "sees", "edits")
LIMITS = ("least", "most", "step")
BAND_LIMITS = ("least", "most", "value")


def form_from(
    shape: FormShape, lists: CodeLists | None = None, groups: Groups | None = None
) -> tuple[FormDocument, Wordings]:
    """Turn a file into the document and its texts, choices of code lists and field groups copied in."""
    write = Writer()
    for name, key in ABOUT.items():
        write(key, getattr(shape, name))
    sections = tuple(
        _section(section, lists or {}, groups or {}, write) for section in shape.sections
    )
    return FormDocument(sections=sections, layout=shape.layout), write.texts


def _section(shape: SectionShape, lists: CodeLists, groups: Groups, write: Writer) -> Section:
    for name in ("title", "easy", "tips"):
        write(section_text(shape.key, name), getattr(shape, name))
    taken = library.taken(shape, groups, write)
    return Section(
        key=shape.key,
        from_library=shape.library,
        fields=taken or tuple(_field(field, "", lists, write) for field in shape.fields),
        visible_if=rule_of(shape.when),
        new_page=shape.new_page,
        instrument=shape.instrument,
        sees=tuple(shape.sees),
        edits=tuple(shape.edits),
    )


def _field(shape: FieldShape, group: str, lists: CodeLists, write: Writer) -> Field:
    path = f"{group}.{shape.key}" if group else shape.key
    for name in ("label", *OPTIONAL_WORDS):
        write(field_text(path, name), getattr(shape, name))
    choices = shape.choices or lists.get(shape.choices_from, [])
    for choice in choices:
        write(choice_text(path, choice.code), choice.label)
    settings: dict[str, Any] = {name: getattr(shape, name) for name in (*SAME, *LIMITS)}
    settings.update({name: tuple(getattr(shape, name)) for name in LISTS})
    return Field(
        key=shape.key,
        kind=shape.kind,
        visible_if=rule_of(shape.when),
        required_if=rule_of(shape.required_when),
        lock_if=rule_of(shape.locked_when),
        choices=tuple(Choice(choice.code, choice.score, choice.retired) for choice in choices),
        statements=tuple(_statement(line, path, write) for line in shape.statements),
        checks=tuple(_check(check, path, write) for check in shape.checks),
        recipe=_recipe(shape.recipe, path, write) if shape.recipe else None,
        items=tuple(_field(item, path, lists, write) for item in shape.items),
        code_list=shape.choices_from,
        **settings,
    )


def _statement(shape: StatementShape, path: str, write: Writer) -> Statement:
    write(statement_text(path, shape.key), shape.label)
    write(statement_text(path, shape.key, "low"), shape.low)
    write(statement_text(path, shape.key, "high"), shape.high)
    return Statement(shape.key, shape.reverse)


def _check(shape: CheckShape, path: str, write: Writer) -> Check:
    write(check_text(path, shape.key), shape.says)
    return Check(shape.key, shape.holds.rule(), shape.soft)


def _recipe(shape: RecipeShape, path: str, write: Writer) -> Recipe:
    for band in shape.bands:
        write(band_text(path, band.key), band.label)
    bands = (Band(band.key, *(getattr(band, name) for name in BAND_LIMITS)) for band in shape.bands)
    same = ("dish", "at_least", "least", "most", "times", "decimals", "formula")
    return Recipe(
        of=tuple(shape.of),
        reverse=tuple(shape.reverse),
        bands=tuple(bands),
        **{name: getattr(shape, name) for name in same},
    )


def group_from(shape: GroupShape) -> tuple[FormDocument, Wordings]:
    """Turn the file of a field group into its document and texts."""
    write = Writer()
    write(TITLE, shape.title)
    fields = tuple(_field(field, "", {}, write) for field in shape.fields)
    return FormDocument((Section(SECTION, fields),)), write.texts


def read_form(said: Mapping[str, Any]) -> tuple[FormDocument, Wordings]:
    """Read a form that belongs to no bundle, from plain values.

    errors   BrokenFile with one sentence
    """
    try:
        shape = FormShape.model_validate(dict(said), context=ALONE)
    except ValidationError as wrong:
        raise BrokenFile(_sentence(wrong)) from None
    if shape.settings:
        raise BrokenFile(say.unknown("settings", "form"))
    document, texts = form_from(shape)
    return document, {language: words for language, words in texts.items() if words}


def _sentence(wrong: ValidationError) -> str:
    """The first thing that does not fit, by its place in the form; before what is not said at all."""
    first = min(wrong.errors(), key=lambda error: error["type"] == "missing")
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden" and len(first["loc"]) == 1:
        return say.unknown(place, "form")
    if first["type"] == "missing":
        return say.lacks(place)
    if first["type"] == "words":
        return say.no_words(place)
    own = str(first.get("ctx", {}).get("sentence", ""))
    return " ".join(filter(None, (say.bad(place), own)))


def word(said: Any, name: str) -> str:
    """Words or a key in a file, as they are read."""
    if not isinstance(said, str):
        raise BrokenFile(say.bad(name))
    return said.strip()
