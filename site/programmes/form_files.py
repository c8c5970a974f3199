"""A form between its file and its document. Pure: exact inverses of each other."""

from collections.abc import Mapping
from typing import Any

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
from programmes import group_files
from programmes.group_files import Groups
from programmes.shapes.form import (
    BandShape,
    CheckShape,
    ChoiceShape,
    FieldShape,
    FormShape,
    GroupShape,
    RecipeShape,
    SectionShape,
    StatementShape,
)
from programmes.shapes.parts import RuleShape, rule_of
from programmes.shapes.programme import CodeShape
from programmes.wording import Reader, Wordings, Writer

CodeLists = Mapping[str, list[CodeShape]]
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
    shape: FormShape, lists: CodeLists, groups: Groups | None = None
) -> tuple[FormDocument, Wordings]:
    """Turn a file into the document and its texts, choices of code lists and field groups copied in."""
    write = Writer()
    for name, key in ABOUT.items():
        write(key, getattr(shape, name))
    sections = tuple(_section(section, lists, groups or {}, write) for section in shape.sections)
    return FormDocument(sections=sections, layout=shape.layout), write.texts


def _section(shape: SectionShape, lists: CodeLists, groups: Groups, write: Writer) -> Section:
    for name in ("title", "easy", "tips"):
        write(section_text(shape.key, name), getattr(shape, name))
    taken = group_files.taken(shape, groups, write)
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
    choices = shape.choices or [_choice(code) for code in lists.get(shape.choices_from, [])]
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


def form_to(
    document: FormDocument, texts: Wordings, lists: CodeLists, groups: Groups | None = None
) -> FormShape:
    """Turn a document and its texts back into what a file says."""
    return ToFile(texts, lists, groups or {}).form(document)


def group_from(shape: GroupShape) -> tuple[FormDocument, Wordings]:
    """Turn the file of a field group into its document and texts."""
    write = Writer()
    write(TITLE, shape.title)
    fields = tuple(_field(field, "", {}, write) for field in shape.fields)
    return FormDocument((Section(SECTION, fields),)), write.texts


def group_to(document: FormDocument, texts: Wordings) -> GroupShape:
    """Turn a version of a field group into what its file says."""
    write = ToFile(texts, {}, {})
    fields = [write.field(field) for field in document.fields()]
    return GroupShape(title=write.read.needed(TITLE), fields=fields)


def _choice(code: CodeShape) -> ChoiceShape:
    """A code of a list as a choice of a question."""
    return ChoiceShape(code=code.code, label=code.label, score=code.score, retired=code.retired)


class ToFile:
    """Writes one form as its file says it."""

    def __init__(self, texts: Wordings, lists: CodeLists, groups: Groups) -> None:
        self.read = Reader(texts)
        self.lists = lists
        self.groups = groups

    def form(self, document: FormDocument) -> FormShape:
        about: dict[str, Any] = {
            name: self.read(key) for name, key in ABOUT.items() if name != "title"
        }
        return FormShape(
            title=self.read.needed(TITLE),
            layout=document.layout,
            sections=[self.section(section) for section in document.sections],
            **about,
        )

    def section(self, section: Section) -> SectionShape:
        return SectionShape(
            key=section.key,
            title=self.read.needed(section_text(section.key, "title")),
            easy=self.read(section_text(section.key, "easy")),
            tips=self.read(section_text(section.key, "tips")),
            when=RuleShape.of(section.visible_if),
            new_page=section.new_page,
            instrument=section.instrument,
            sees=list(section.sees),
            edits=list(section.edits),
            **self.questions(section),
        )

    def questions(self, section: Section) -> dict[str, Any]:
        """A section names the library for as long as it says what the library says."""
        if group_files.says_the_same(section, self.read.texts, self.groups):
            return {"library": section.from_library}
        return {"fields": [self.field(field) for field in section.fields]}

    def field(self, field: Field, group: str = "") -> FieldShape:
        path = f"{group}.{field.key}" if group else field.key
        given: dict[str, Any] = {name: self.read(field_text(path, name)) for name in OPTIONAL_WORDS}
        given.update({name: getattr(field, name) for name in SAME})
        given.update({name: list(getattr(field, name)) for name in LISTS})
        given.update({name: _number(getattr(field, name)) for name in LIMITS})
        return FieldShape(
            key=field.key,
            kind=field.kind,
            label=self.read.needed(field_text(path, "label")),
            when=RuleShape.of(field.visible_if),
            required_when=RuleShape.of(field.required_if),
            locked_when=RuleShape.of(field.lock_if),
            statements=[self.statement(line, path) for line in field.statements],
            checks=[self.check(check, path) for check in field.checks],
            recipe=self.recipe(field.recipe, path) if field.recipe else None,
            items=[self.field(item, path) for item in field.items],
            **self.choices(field, path),
            **given,
        )

    def statement(self, line: Statement, path: str) -> StatementShape:
        return StatementShape(
            key=line.key,
            label=self.read.needed(statement_text(path, line.key)),
            low=self.read(statement_text(path, line.key, "low")),
            high=self.read(statement_text(path, line.key, "high")),
            reverse=line.reverse,
        )

    def check(self, check: Check, path: str) -> CheckShape:
        says = self.read.needed(check_text(path, check.key))
        return CheckShape(key=check.key, says=says, holds=RuleShape.at(check.rule), soft=check.soft)

    def recipe(self, recipe: Recipe, path: str) -> RecipeShape:
        bands = [
            BandShape(
                key=band.key,
                label=self.read.needed(band_text(path, band.key)),
                **{name: _number(getattr(band, name)) for name in BAND_LIMITS},
            )
            for band in recipe.bands
        ]
        return RecipeShape(
            dish=recipe.dish,
            of=list(recipe.of),
            reverse=list(recipe.reverse),
            at_least=recipe.at_least,
            decimals=recipe.decimals,
            bands=bands,
            formula=recipe.formula,
            **{name: _number(getattr(recipe, name)) for name in ("least", "most", "times")},
        )

    def choices(self, field: Field, path: str) -> dict[str, Any]:
        """A field keeps its code list for as long as an editor has not changed the answers."""
        choices = [
            ChoiceShape(
                code=choice.code,
                label=self.read.needed(choice_text(path, choice.code)),
                score=choice.score,
                retired=choice.retired,
            )
            for choice in field.choices
        ]
        listed = [_choice(code) for code in self.lists.get(field.code_list, [])]
        return (
            {"choices_from": field.code_list}
            if listed and choices == listed
            else {"choices": choices}
        )


def _number(value: float | None) -> int | float | None:
    """A whole number is written without decimals, however it was stored."""
    return int(value) if value is not None and value == int(value) else value
