"""A form as plain, frozen data: what a version stores and what checking and rendering read.

Texts live apart (`forms.texts`): a corrected typo makes no new version. No Django in here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from forms.conditions.rules import Rule, rule_or_none
from forms.counted.recipes import Recipe

FORMAT = 1
Kind = Literal[
    "text",
    "long_text",
    "email",
    "phone",
    "number",
    "money",
    "date",
    "time",
    "date_range",
    "yes_no",
    "choice",
    "choices",
    "matrix",
    "scale",
    "ranking",
    "address",
    "municipality",
    "personal_number",
    "iban",
    "person",
    "organisation",
    "file",
    "signature",
    "group",
    "calculated",
    "known",
    "guidance",
    "stop",
]
KINDS: tuple[str, ...] = Kind.__args__  # type: ignore[attr-defined]
# Kinds that ask nothing: words, what the case already knows, what is counted, and where one cannot go on.
SILENT: frozenset[str] = frozenset({"guidance", "stop", "known", "calculated"})
CHOOSING: frozenset[str] = frozenset({"choice", "choices", "matrix", "ranking"})
# Kinds whose answers are guarded even when nobody marked the question as sensitive.
GUARDED: frozenset[str] = frozenset({"personal_number", "iban"})
Layout = Literal["", "pages", "questions"]  # one long page; a page at a time; a question at a time


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose. Its code is stored for ever; its label is a text."""

    code: str
    score: int | None = None
    retired: bool = False  # still readable in old answers, no longer offered

    def to_json(self) -> dict[str, Any]:
        return _without_defaults({"code": self.code, "score": self.score, "retired": self.retired})


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a matrix, or one thing to rank. Its words and the words of its ends are texts."""

    key: str
    reverse: bool = False  # scored from the other end

    def to_json(self) -> dict[str, Any]:
        return _without_defaults({"key": self.key, "reverse": self.reverse})


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold between answers. Its sentence is a text.

    soft   the person is asked to look again, and may go on
    """

    key: str
    rule: Rule
    soft: bool = False

    def to_json(self) -> dict[str, Any]:
        return _without_defaults({"key": self.key, "rule": self.rule.to_json(), "soft": self.soft})

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Check":
        return cls(stored["key"], Rule.from_json(stored["rule"]), stored.get("soft", False))


@dataclass(frozen=True, slots=True)
class Field:
    """One question, or something that only shows.

    least, most   number and scale: smallest and largest answer; text: characters; group: rows; choices: how many;
                  date: days from today; file: megabytes
    prefill       a fact of the case offered as a first answer, e.g. `participant.name`; `known` shows it
    voice         whose words the answer is: the participant's own view stands apart from the worker's
    code_list     choices come from a list of the programme, frozen with the version
    decimals      number: how many are kept; None as many as are written
    display       how it is asked: choice `list` or `search`, scale `slider`
    pattern       text: the name of a known pattern, or `re2:…`
    statements    matrix: its lines, each answered by one of `choices`, or by a number from `least` to `most`
    lock_if       when the answer may no longer be changed here
    checks        what must hold when this was answered
    recipe        calculated: how
    accept        file: kinds of file, e.g. `pdf`, `picture`; personal_number: countries, `temporary`
    sees, edits   roles; empty means everyone who may open the form
    about_other   the answer is about someone else than the participant
    sensitive     shown only to those who work with the case, masked in lists and exports
    """

    key: str
    kind: Kind
    required: bool = False
    visible_if: Rule | None = None
    required_if: Rule | None = None
    choices: tuple[Choice, ...] = ()
    least: float | None = None
    most: float | None = None
    step: float | None = None
    items: tuple["Field", ...] = ()
    prefill: str = ""
    voice: Literal["", "participant", "worker"] = ""
    code_list: str = ""
    decimals: int | None = None
    display: Literal["", "list", "search", "slider"] = ""
    pattern: str = ""
    statements: tuple[Statement, ...] = ()
    lock_if: Rule | None = None
    checks: tuple[Check, ...] = ()
    recipe: Recipe | None = None
    accept: tuple[str, ...] = ()
    sees: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()
    about_other: bool = False
    sensitive: bool = False

    @property
    def asks(self) -> bool:
        return self.kind not in SILENT

    @property
    def guarded(self) -> bool:
        """Whether its answer is hidden in lists and files from those who do not work with it."""
        return self.sensitive or self.kind in GUARDED

    def to_json(self) -> dict[str, Any]:
        return _without_defaults(
            {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        )

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Field":
        read = {name: read(stored[name]) for name, read in _READ.items() if name in stored}
        return cls(**{**stored, **read})


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together, shown under one title with its own tips beside them.

    new_page     where the form is filled in page by page, a page begins here
    instrument   `code@version` of the published scale that these questions are
    from_library  `group@version` of the field group that these questions came from
    """

    key: str
    fields: tuple[Field, ...] = ()
    visible_if: Rule | None = None
    new_page: bool = False
    sees: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()
    instrument: str = ""
    from_library: str = ""

    def to_json(self) -> dict[str, Any]:
        return _without_defaults(
            {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        )

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Section":
        return cls(
            **{
                **stored,
                "fields": tuple(Field.from_json(question) for question in stored.get("fields", ())),
                "visible_if": rule_or_none(stored.get("visible_if")),
                "sees": tuple(stored.get("sees", ())),
                "edits": tuple(stored.get("edits", ())),
            }
        )


@dataclass(frozen=True, slots=True)
class FormDocument:
    """Everything needed to show, check and read one version of a form, except its words.

    layout   how it is filled in: on one long page, a page at a time, or a question at a time
    """

    sections: tuple[Section, ...] = ()
    format: int = FORMAT
    layout: Layout = ""

    def fields(self) -> Iterator[Field]:
        """Yield every question and guidance outside repeating groups, in the order asked."""
        return (question for section in self.sections for question in section.fields)

    def field(self, key: str) -> Field:
        """Find one question by its key.

        errors   KeyError when the form does not ask it
        """
        for question in self.fields():
            if question.key == key:
                return question
        raise KeyError(key)

    def to_json(self) -> dict[str, Any]:
        sections = [section.to_json() for section in self.sections]
        return {
            "format": self.format,
            "sections": sections,
            **_without_defaults({"layout": self.layout}),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "FormDocument":
        return cls(
            sections=tuple(Section.from_json(section) for section in stored["sections"]),
            format=stored["format"],
            layout=stored.get("layout", ""),
        )


def _plain(value: Any) -> Any:
    """Say a part as JSON, whatever it is made of."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.to_json() if hasattr(value, "to_json") else value


def _without_defaults(stored: dict[str, Any]) -> dict[str, Any]:
    """Leave out what was not set, so that a new optional setting changes no older fingerprint."""
    return {key: value for key, value in stored.items() if not _unset(value)}


def _unset(value: Any) -> bool:
    return value is None or value is False or value in ("", [])


_READ: Mapping[str, Callable[[Any], Any]] = {
    "visible_if": rule_or_none,
    "required_if": rule_or_none,
    "lock_if": rule_or_none,
    "choices": lambda stored: tuple(Choice(**choice) for choice in stored),
    "statements": lambda stored: tuple(Statement(**statement) for statement in stored),
    "checks": lambda stored: tuple(Check.from_json(check) for check in stored),
    "recipe": lambda stored: Recipe.from_json(stored) if stored else None,
    "items": lambda stored: tuple(Field.from_json(item) for item in stored),
    "accept": tuple,
    "sees": tuple,
    "edits": tuple,
}
