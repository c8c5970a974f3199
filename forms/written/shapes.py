"""A form in a readable file, with its words beside what they name. Pure.

The same in a bundle (`forms/<slug>.yaml`), in a package of an instrument, and in a form to begin from.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AliasChoices, Field, StringConstraints, ValidationInfo, model_validator

from forms.counted.recipes import Dish
from forms.document import Kind, Layout
from forms.kinds import KINDS
from forms.written import sentences
from forms.written.parts import (
    Code,
    Key,
    Line,
    Number,
    RuleShape,
    Shape,
    Words,
    said,
    stands_alone,
)

LONGEST = 36_525  # days: a hundred years
Days = Annotated[int, Field(ge=1, le=LONGEST)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]
Minute = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d$")]

GroupName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}@[1-9][0-9]{0,3}$")]


class ChoiceShape(Shape):
    """One answer to choose, in a question or in a list of codes: stored for ever, read by its label."""

    code: Code
    label: Words
    score: int | None = None
    retired: bool = False


class StatementShape(Shape):
    """One line of a matrix, or one thing to rank."""

    key: Key
    label: Words
    low: Words | None = None
    high: Words | None = None
    reverse: bool = False


class CheckShape(Shape):
    """What must hold between answers, and what the person is told when it does not."""

    key: Key
    says: Words = Field(validation_alias=AliasChoices("says", "sentence"))
    holds: RuleShape
    soft: bool = False


class BandShape(Shape):
    """One stretch of a counted value. In a file that stands alone it may go without a name."""

    key: Key
    label: Words | None = None
    least: Number | None = None
    most: Number | None = None
    value: Number | None = None

    @model_validator(mode="after")
    def _named(self, info: ValidationInfo) -> Self:
        if self.label is None and not stands_alone(info):
            raise said("no_label", sentences.absent("label"))
        return self


class RecipeShape(Shape):
    """How a value is counted."""

    dish: Dish
    of: list[Line] = []
    reverse: list[Line] = []
    at_least: int | None = None
    least: Number | None = None
    most: Number | None = None
    times: Number | None = None
    decimals: int | None = None
    bands: list[BandShape] = []
    formula: str = ""


class FieldShape(Shape):
    """One question, or something that only shows."""

    key: Key
    kind: Kind
    label: Words
    help: Words | None = None
    easy: Words | None = None
    easy_help: Words | None = None
    voice: Literal["", "participant", "worker"] = ""
    required: bool = False
    when: RuleShape | None = None
    required_when: RuleShape | None = None
    locked_when: RuleShape | None = None
    prefill: Line | Literal[""] = ""
    least: Number | None = None
    most: Number | None = None
    step: Number | None = None
    decimals: int | None = None
    unit: Words | None = None
    display: Literal["", "list", "search", "slider"] = ""
    pattern: Line | Literal[""] = ""
    accept: list[Line] = []
    low: Words | None = None
    high: Words | None = None
    error: Words | None = None
    row: Words | None = None
    sees: list[Key] = []
    edits: list[Key] = []
    about_other: bool = False
    sensitive: bool = False
    recipe: RecipeShape | None = None
    statements: list[StatementShape] = []
    choices_from: Key | Literal[""] = ""
    choices: list[ChoiceShape] = []
    checks: list[CheckShape] = []
    items: list["FieldShape"] = []

    @model_validator(mode="before")
    @classmethod
    def _older_name_of_the_list(cls, given: Any, info: ValidationInfo) -> Any:
        return _renamed(given, "code_list", "choices_from") if stands_alone(info) else given

    @model_validator(mode="after")
    def _parts_fit_the_kind(self, info: ValidationInfo) -> Self:
        if self.choices and self.choices_from and not stands_alone(info):
            raise said("list_and_choices", sentences.list_and_choices())
        known = KINDS[self.kind]
        for name in (*_SETTINGS, *_WORDS):
            setting = _CALLED.get(name, name)
            if getattr(self, name) and setting not in known.settings | set(known.words):
                raise said(f"no_{name}", sentences.wrong_value(name, f"kind: {self.kind}"))
        return self


def _renamed(given: Any, before: str, now: str) -> Any:
    """A part of a file whose name was another once."""
    if not isinstance(given, dict) or before not in given or now in given:
        return given
    return {now if name == before else name: value for name, value in given.items()}


_SETTINGS = (
    *("choices", "choices_from", "items", "statements", "recipe", "accept", "pattern", "display"),
    *("decimals", "step", "checks", "prefill", "required", "required_when", "locked_when"),
)
_WORDS = ("row", "unit", "low", "high")
_CALLED = {"choices_from": "choices", "required_when": "required_if", "locked_when": "lock_if"}


class SectionShape(Shape):
    """Questions under one title, with tips beside them."""

    key: Key
    title: Words
    easy: Words | None = None
    tips: Words | None = None
    when: RuleShape | None = None
    new_page: bool = False
    instrument: Line | Literal[""] = ""
    sees: list[Key] = []
    edits: list[Key] = []
    library: GroupName | Literal[""] = ""
    fields: list[FieldShape] = []

    @model_validator(mode="before")
    @classmethod
    def _older_name_of_the_library(cls, given: Any, info: ValidationInfo) -> Any:
        return _renamed(given, "from_library", "library") if stands_alone(info) else given

    @model_validator(mode="after")
    def _own_questions_or_the_librarys(self, info: ValidationInfo) -> Self:
        if self.library and self.fields and not stands_alone(info):
            raise said("library_and_fields", sentences.library_and_fields())
        return self


class GroupShape(Shape):
    """forms/_groups/<slug>@<version>.yaml: one version of a field group of the library."""

    title: Words
    fields: list[FieldShape] = Field(min_length=1)

    @model_validator(mode="after")
    def _choices_are_its_own(self) -> Self:
        if any(each.choices_from for each in _with_items(self.fields)):
            raise said("list_in_group", sentences.list_in_group())
        return self


def _with_items(fields: list[FieldShape]) -> Iterator[FieldShape]:
    for each in fields:
        yield each
        yield from _with_items(each.items)


class SettingsShape(Shape):
    """What holds for the form as a whole, beside its questions. What is not said is as in a new form.

    open_to        whether people outside the workspace may answer: with a personal link, or everybody
    answers_from   `2026-09-01T08:00` in the time of the place; `answers_until` likewise
    legal_basis    what the law builds on when personal data are asked for
    about          whom the answers are about
    anonymous      answers are kept without any trace of who gave them: an anonymous survey
    complete_in    languages that lack nothing, or it is not published
    """

    open_to: Literal["", "link", "public"] = ""
    answers_from: Minute | Literal[""] = ""
    answers_until: Minute | Literal[""] = ""
    drafts_until: Day | Literal[""] = ""
    legal_basis: Literal[
        "", "public_task", "legal_duty", "consent", "contract", "vital", "interest", "none"
    ] = ""
    about: Annotated[Line, StringConstraints(max_length=200)] | Literal[""] = ""
    anonymous: bool = False
    least_shown: Annotated[int, Field(ge=0, le=1000)] = 0
    keep_days: Days | None = None
    keep_days_after_closing: Days | None = None
    keep_days_unfinished: Days | None = None
    complete_in: list[Literal["sv", "fi", "en"]] = []

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Self:
        for moment in (self.answers_from, self.answers_until):
            if not _is_minute(moment):
                raise said("moment", sentences.wrong_value(moment, "2026-09-01T08:00"))
        if self.drafts_until and not _is_day(self.drafts_until):
            raise said("day", sentences.wrong_value(self.drafts_until, "2026-09-01"))
        if self.answers_from and self.answers_until and self.answers_until <= self.answers_from:
            raise said("window", sentences.closes_before_it_opens())
        return self


def _is_minute(said_at: str) -> bool:
    """Whether a moment that is written is one of the calendar."""
    return not said_at or (_is_day(said_at[:10]) and said_at[11:13] < "24" and said_at[14:] < "60")


def _is_day(said_on: str) -> bool:
    try:
        date.fromisoformat(said_on)
    except ValueError:
        return False
    return True


class FormShape(Shape):
    """One form."""

    title: Words
    intro: Words | None = None
    purpose: Words | None = None
    basis: Words | None = None
    receipt: Words | None = None
    closed: Words | None = None
    layout: Layout = ""
    settings: SettingsShape | None = None
    sections: list[SectionShape]

    @model_validator(mode="after")
    def _fit_to_be_asked(self, info: ValidationInfo) -> Self:
        if not self.sections and not stands_alone(info):
            raise said("too_few", sentences.too_few(1))
        return self
