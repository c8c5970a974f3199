"""A form between its file and its document. Pure: exact inverses of each other."""

from collections.abc import Mapping
from typing import Any

from forms.document import Choice, Field, FormDocument, Section
from forms.texts import INTRO, TITLE, choice_text, field_text, section_text
from programmes.shapes.form import ChoiceShape, FieldShape, FormShape, SectionShape
from programmes.shapes.parts import RuleShape, rule_of
from programmes.shapes.programme import CodeShape
from programmes.wording import Reader, Wordings, Writer

CodeLists = Mapping[str, list[CodeShape]]
OPTIONAL_WORDS = ("help", "low", "high", "error", "row")


def form_from(shape: FormShape, lists: CodeLists) -> tuple[FormDocument, Wordings]:
    """Turn a file into the document and its texts, choices of code lists copied in."""
    write = Writer()
    write(TITLE, shape.title)
    write(INTRO, shape.intro)
    sections = tuple(_section(section, lists, write) for section in shape.sections)
    return FormDocument(sections=sections), write.texts


def _section(shape: SectionShape, lists: CodeLists, write: Writer) -> Section:
    write(section_text(shape.key, "title"), shape.title)
    write(section_text(shape.key, "tips"), shape.tips)
    return Section(
        key=shape.key,
        fields=tuple(_field(field, "", lists, write) for field in shape.fields),
        visible_if=rule_of(shape.when),
    )


def _field(shape: FieldShape, group: str, lists: CodeLists, write: Writer) -> Field:
    path = f"{group}.{shape.key}" if group else shape.key
    for name in ("label", *OPTIONAL_WORDS):
        write(field_text(path, name), getattr(shape, name))
    choices = shape.choices or [
        ChoiceShape(code=code.code, label=code.label) for code in lists.get(shape.choices_from, [])
    ]
    for choice in choices:
        write(choice_text(path, choice.code), choice.label)
    return Field(
        key=shape.key,
        kind=shape.kind,
        required=shape.required,
        visible_if=rule_of(shape.when),
        required_if=rule_of(shape.required_when),
        choices=tuple(Choice(choice.code, choice.score, choice.retired) for choice in choices),
        least=shape.least,
        most=shape.most,
        step=shape.step,
        items=tuple(_field(item, path, lists, write) for item in shape.items),
        prefill=shape.prefill,
        voice=shape.voice,
        code_list=shape.choices_from,
    )


def form_to(document: FormDocument, texts: Wordings, lists: CodeLists) -> FormShape:
    """Turn a document and its texts back into what a file says."""
    return ToFile(texts, lists).form(document)


class ToFile:
    """Writes one form as its file says it."""

    def __init__(self, texts: Wordings, lists: CodeLists) -> None:
        self.read = Reader(texts)
        self.lists = lists

    def form(self, document: FormDocument) -> FormShape:
        return FormShape(
            title=self.read.needed(TITLE),
            intro=self.read(INTRO),
            sections=[self.section(section) for section in document.sections],
        )

    def section(self, section: Section) -> SectionShape:
        return SectionShape(
            key=section.key,
            title=self.read.needed(section_text(section.key, "title")),
            tips=self.read(section_text(section.key, "tips")),
            when=RuleShape.of(section.visible_if),
            fields=[self.field(field) for field in section.fields],
        )

    def field(self, field: Field, group: str = "") -> FieldShape:
        path = f"{group}.{field.key}" if group else field.key
        words: dict[str, Any] = {name: self.read(field_text(path, name)) for name in OPTIONAL_WORDS}
        return FieldShape(
            key=field.key,
            kind=field.kind,
            label=self.read.needed(field_text(path, "label")),
            voice=field.voice,
            required=field.required,
            when=RuleShape.of(field.visible_if),
            required_when=RuleShape.of(field.required_if),
            prefill=field.prefill,
            least=_number(field.least),
            most=_number(field.most),
            step=_number(field.step),
            items=[self.field(item, path) for item in field.items],
            **self.choices(field, path),
            **words,
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
        listed = [
            ChoiceShape(code=code.code, label=code.label)
            for code in self.lists.get(field.code_list, [])
        ]
        return (
            {"choices_from": field.code_list}
            if listed and choices == listed
            else {"choices": choices}
        )


def _number(value: float | None) -> int | float | None:
    """A whole number is written without decimals, however it was stored."""
    return int(value) if value is not None and value == int(value) else value
