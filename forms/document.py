"""A form as plain, frozen data: what a version stores and what checking and rendering read.

Texts live apart (`forms.texts`): a corrected typo makes no new version. No Django in here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from forms.rules import Rule, rule_or_none

FORMAT = 1
Kind = Literal[
    "text",
    "long_text",
    "number",
    "date",
    "yes_no",
    "choice",
    "choices",
    "scale",
    "group",
    "guidance",
]
KINDS: tuple[str, ...] = Kind.__args__  # type: ignore[attr-defined]
SILENT: frozenset[str] = frozenset({"guidance"})  # kinds that ask nothing
CHOOSING: frozenset[str] = frozenset({"choice", "choices"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose. Its code is stored for ever; its label is a text."""

    code: str
    score: int | None = None
    retired: bool = False  # still readable in old answers, no longer offered

    def to_json(self) -> dict[str, Any]:
        return _without_defaults({"code": self.code, "score": self.score, "retired": self.retired})


@dataclass(frozen=True, slots=True)
class Field:
    """One question, or a heading with guidance.

    least, most   number and scale: smallest and largest answer; text: characters; group: rows; choices: how many
    prefill       a fact of the case offered as a first answer, e.g. `participant.name`, `assessment.goal`
    voice         whose words the answer is: the participant's own view stands apart from the worker's
    code_list     choices come from a list of the programme, frozen with the version
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

    @property
    def asks(self) -> bool:
        return self.kind not in SILENT

    def to_json(self) -> dict[str, Any]:
        return _without_defaults(
            {
                "key": self.key,
                "kind": self.kind,
                "required": self.required,
                "visible_if": self.visible_if and self.visible_if.to_json(),
                "required_if": self.required_if and self.required_if.to_json(),
                "choices": [choice.to_json() for choice in self.choices],
                "least": self.least,
                "most": self.most,
                "step": self.step,
                "items": [item.to_json() for item in self.items],
                "prefill": self.prefill,
                "voice": self.voice,
                "code_list": self.code_list,
            }
        )

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Field":
        return cls(
            **{
                **stored,
                "visible_if": rule_or_none(stored.get("visible_if")),
                "required_if": rule_or_none(stored.get("required_if")),
                "choices": tuple(Choice(**choice) for choice in stored.get("choices", ())),
                "items": tuple(cls.from_json(item) for item in stored.get("items", ())),
            }
        )


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together, shown under one title with its own tips beside them."""

    key: str
    fields: tuple[Field, ...] = ()
    visible_if: Rule | None = None

    def to_json(self) -> dict[str, Any]:
        return _without_defaults(
            {
                "key": self.key,
                "fields": [question.to_json() for question in self.fields],
                "visible_if": self.visible_if and self.visible_if.to_json(),
            }
        )

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Section":
        return cls(
            key=stored["key"],
            fields=tuple(Field.from_json(question) for question in stored.get("fields", ())),
            visible_if=rule_or_none(stored.get("visible_if")),
        )


@dataclass(frozen=True, slots=True)
class FormDocument:
    """Everything needed to show, check and read one version of a form, except its words."""

    sections: tuple[Section, ...] = ()
    format: int = FORMAT

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
        return {"format": self.format, "sections": [section.to_json() for section in self.sections]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "FormDocument":
        return cls(
            sections=tuple(Section.from_json(section) for section in stored["sections"]),
            format=stored["format"],
        )


def _without_defaults(stored: dict[str, Any]) -> dict[str, Any]:
    """Leave out what was not set, so that a new optional setting changes no older fingerprint."""
    return {key: value for key, value in stored.items() if not _unset(value)}


def _unset(value: Any) -> bool:
    return value is None or value is False or value in ("", [])
