"""forms/<slug>.yaml: one form with its words beside what they name. Pure."""

from typing import Literal, Self

from pydantic import Field, model_validator

from forms.document import CHOOSING, Kind
from programmes import sentences
from programmes.shapes.parts import Key, Line, Number, RuleShape, Shape, Words, said


class ChoiceShape(Shape):
    """One answer to choose."""

    code: Key
    label: Words
    score: int | None = None
    retired: bool = False


class FieldShape(Shape):
    """One question, or a heading with guidance."""

    key: Key
    kind: Kind
    label: Words
    help: Words | None = None
    voice: Literal["", "participant", "worker"] = ""
    required: bool = False
    when: RuleShape | None = None
    required_when: RuleShape | None = None
    prefill: Line | Literal[""] = ""
    least: Number | None = None
    most: Number | None = None
    step: Number | None = None
    low: Words | None = None
    high: Words | None = None
    error: Words | None = None
    row: Words | None = None
    choices_from: Key | Literal[""] = ""
    choices: list[ChoiceShape] = []
    items: list["FieldShape"] = []

    @model_validator(mode="after")
    def _parts_fit_the_kind(self) -> Self:
        if self.choices and self.choices_from:
            raise said("list_and_choices", sentences.list_and_choices())
        if (self.choices or self.choices_from) and self.kind not in CHOOSING:
            raise said("no_choices", sentences.wrong_value("choices", f"kind: {self.kind}"))
        if (self.items or self.row) and self.kind != "group":
            raise said("no_items", sentences.wrong_value("items", f"kind: {self.kind}"))
        return self


class SectionShape(Shape):
    """Questions under one title, with tips beside them."""

    key: Key
    title: Words
    tips: Words | None = None
    when: RuleShape | None = None
    fields: list[FieldShape] = []


class FormShape(Shape):
    """One form."""

    title: Words
    intro: Words | None = None
    sections: list[SectionShape] = Field(min_length=1)
