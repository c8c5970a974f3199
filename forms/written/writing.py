"""A document and its words into what a readable file says. Pure: the exact inverse of reading one."""

from typing import Any

from forms.counted.recipes import Band, Recipe
from forms.document import Check, Field, FormDocument, Section, Statement
from forms.naming import (
    TITLE,
    band_text,
    check_text,
    choice_text,
    field_text,
    section_text,
    statement_text,
)
from forms.written import groups as library
from forms.written.groups import Groups
from forms.written.parts import ALONE, RuleShape, Shape
from forms.written.reading import (
    ABOUT,
    BAND_LIMITS,
    LIMITS,
    LISTS,
    OPTIONAL_WORDS,
    SAME,
    CodeLists,
)
from forms.written.shapes import (
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
from forms.written.wording import Reader, Wordings


def form_to(
    document: FormDocument, texts: Wordings, lists: CodeLists, groups: Groups | None = None
) -> FormShape:
    """Turn a document and its texts back into what a file says."""
    return ToFile(texts, lists, groups).form(document)


def write_form(document: FormDocument, texts: Wordings) -> dict[str, Any]:
    """What the file of a form that belongs to no bundle says, as plain values: everything written out."""
    return ToFile(texts, alone=True).form(document).plain()


def group_to(document: FormDocument, texts: Wordings) -> GroupShape:
    """Turn a version of a field group into what its file says."""
    write = ToFile(texts)
    fields = [write.field(field) for field in document.fields()]
    return GroupShape(title=write.read.needed(TITLE), fields=fields)


class ToFile:
    """Writes one form as its file says it.

    alone   the file belongs to no bundle: what comes from lists and groups is written out beside their names
    """

    def __init__(
        self,
        texts: Wordings,
        lists: CodeLists | None = None,
        groups: Groups | None = None,
        *,
        alone: bool = False,
    ) -> None:
        self.read = Reader(texts, alone=alone)
        self.lists = lists or {}
        self.groups = groups or {}
        self.alone = alone
        self.context = ALONE if alone else {}

    def made[S: Shape](self, wanted: type[S], **said: Any) -> S:
        return wanted.model_validate(said, context=self.context)

    def form(self, document: FormDocument) -> FormShape:
        about: dict[str, Any] = {
            name: self.read(key) for name, key in ABOUT.items() if name != "title"
        }
        return self.made(
            FormShape,
            title=self.read.needed(TITLE),
            layout=document.layout,
            sections=[self.section(section) for section in document.sections],
            **about,
        )

    def section(self, section: Section) -> SectionShape:
        return self.made(
            SectionShape,
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
        if library.says_the_same(section, self.read.texts, self.groups):
            return {"library": section.from_library}
        fields = {"fields": [self.field(field) for field in section.fields]}
        return {"library": section.from_library, **fields} if self.alone else fields

    def field(self, field: Field, group: str = "") -> FieldShape:
        path = f"{group}.{field.key}" if group else field.key
        given: dict[str, Any] = {name: self.read(field_text(path, name)) for name in OPTIONAL_WORDS}
        given.update({name: getattr(field, name) for name in SAME})
        given.update({name: list(getattr(field, name)) for name in LISTS})
        given.update({name: _number(getattr(field, name)) for name in LIMITS})
        return self.made(
            FieldShape,
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
        return self.made(
            StatementShape,
            key=line.key,
            label=self.read.needed(statement_text(path, line.key)),
            low=self.read(statement_text(path, line.key, "low")),
            high=self.read(statement_text(path, line.key, "high")),
            reverse=line.reverse,
        )

    def check(self, check: Check, path: str) -> CheckShape:
        says = self.read.needed(check_text(path, check.key))
        return self.made(
            CheckShape, key=check.key, says=says, holds=RuleShape.at(check.rule), soft=check.soft
        )

    def recipe(self, recipe: Recipe, path: str) -> RecipeShape:
        return self.made(
            RecipeShape,
            dish=recipe.dish,
            of=list(recipe.of),
            reverse=list(recipe.reverse),
            at_least=recipe.at_least,
            decimals=recipe.decimals,
            bands=[self.band(band, path) for band in recipe.bands],
            formula=recipe.formula,
            **{name: _number(getattr(recipe, name)) for name in ("least", "most", "times")},
        )

    def band(self, band: Band, path: str) -> BandShape:
        key = band_text(path, band.key)
        return self.made(
            BandShape,
            key=band.key,
            label=self.read(key) if self.alone else self.read.needed(key),
            **{name: _number(getattr(band, name)) for name in BAND_LIMITS},
        )

    def choices(self, field: Field, path: str) -> dict[str, Any]:
        """A field keeps its code list for as long as an editor has not changed the answers."""
        choices = [
            self.made(
                ChoiceShape,
                code=choice.code,
                label=self.read.needed(choice_text(path, choice.code)),
                score=choice.score,
                retired=choice.retired,
            )
            for choice in field.choices
        ]
        if self.alone:
            return {"choices_from": field.code_list, "choices": choices}
        listed = self.lists.get(field.code_list, [])
        return (
            {"choices_from": field.code_list}
            if listed and choices == listed
            else {"choices": choices}
        )


def _number(value: float | None) -> int | float | None:
    """A whole number is written without decimals, however it was stored."""
    return int(value) if value is not None and value == int(value) else value
