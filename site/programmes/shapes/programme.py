"""programme.yaml: what the service is called, who runs it, its own words and its lists of codes. Pure."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from cases.labels import CONCEPTS, FORMS, LONGEST, Concept
from forms.written.shapes import ChoiceShape
from programmes import sentences
from programmes.shapes.parts import Key, Line, Shape, Words, said

FORMAT = 1
OrganisationKind = Literal[
    "municipality", "region", "employment", "insurance", "health", "association", "company", "other"
]


class OrganisationShape(Shape):
    """The organisation behind the service and the unit that runs it."""

    name: Line
    kind: OrganisationKind
    unit: Line


Word = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST, strip_whitespace=True)]


class WordShape(Shape):
    """One form of a word in the languages of the programme."""

    sv: Word
    fi: Word | Literal[""] = ""
    en: Word | Literal[""] = ""


class LabelShape(Shape):
    """What the programme calls one thing: in a heading, definite, and whose it is."""

    one: WordShape
    the: WordShape
    of: WordShape

    @model_validator(mode="after")
    def _every_form_in_each_language(self) -> Self:
        forms: list[WordShape] = [getattr(self, form) for form in FORMS]
        for language in WordShape.model_fields:
            written = [bool(getattr(form, language)) for form in forms]
            if any(written) and not all(written):
                raise said("label", sentences.forms_missing(language, ", ".join(FORMS)))
        return self


class ProgrammeShape(Shape):
    """One service."""

    format: int = Field(ge=1)
    slug: Key
    title: Words
    organisation: OrganisationShape
    labels: dict[Concept, LabelShape] = {}
    code_lists: dict[Key, list[ChoiceShape]] = {}
    shared_code_lists: dict[Key, list[ChoiceShape]] = {}

    def plain(self) -> dict[str, Any]:
        """Labels stand in their settled order, lists of codes in alphabetical order: a database keeps none."""
        written = super().plain()
        if self.labels:
            given = written["labels"]
            written["labels"] = {
                concept: given[concept] for concept in CONCEPTS if concept in given
            }
        for lists in ("code_lists", "shared_code_lists"):
            if lists in written:
                written[lists] = dict(sorted(written[lists].items()))
        return written
