"""programme.yaml: what the service is called, who runs it, its own words and its lists of codes. Pure."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from cases.labels import CONCEPTS, FORMS, LONGEST, Concept
from forms.written.shapes import ChoiceShape
from programmes import sentences
from programmes.shapes.parts import Key, Line, Shape, Words, said

FORMAT = 1
LONGEST_TITLE = 200  # of a list
LISTS = ("code_lists", "shared_code_lists")
OrganisationKind = Literal[
    "municipality", "region", "employment", "insurance", "health", "association", "company", "other"
]


class ListShape(Shape):
    """A list of codes, with what it is called when somebody has named it; else the codes alone are written."""

    title: Words | None = None
    codes: list[ChoiceShape]

    @field_validator("title")
    @classmethod
    def _has_room(cls, title: Words | None) -> Words | None:
        if title and any(len(text) > LONGEST_TITLE for text in title.said().values()):
            raise said("too_long", sentences.too_long(LONGEST_TITLE))
        return title

    @model_validator(mode="before")
    @classmethod
    def _codes_alone(cls, given: Any) -> Any:
        return given if isinstance(given, dict | cls) else {"codes": given}


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
    code_lists: dict[Key, ListShape] = {}
    shared_code_lists: dict[Key, ListShape] = {}

    def with_titles_of(self, there: "ProgrammeShape") -> "ProgrammeShape":
        """The same, with the titles that lists have there wherever none is written here."""
        lists = {
            part: {name: _titled(listed, getattr(there, part).get(name)) for name, listed in mine}
            for part in LISTS
            if (mine := getattr(self, part).items())
        }
        return self.model_copy(update=lists)

    def plain(self) -> dict[str, Any]:
        """Labels stand in their settled order, lists of codes in alphabetical order: a database keeps none."""
        written = super().plain()
        if self.labels:
            given = written["labels"]
            written["labels"] = {
                concept: given[concept] for concept in CONCEPTS if concept in given
            }
        for lists in LISTS:
            if lists in written:
                named = sorted(written[lists].items())
                written[lists] = {
                    name: said if "title" in said else said["codes"] for name, said in named
                }
        return written


def _titled(listed: ListShape, there: ListShape | None) -> ListShape:
    if listed.title or there is None:
        return listed
    return listed.model_copy(update={"title": there.title})
