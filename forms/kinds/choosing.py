"""Answers that are chosen: yes or no, one, several, one for each statement, an order. Pure."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from forms import editor_sentences as say
from forms.asking import sentences
from forms.document import Field
from forms.kinds.composite import Composite
from forms.kinds.kind import (
    ANSWERED,
    ASKING,
    LIMITED,
    LISTED,
    SAME,
    Asked,
    Kind,
    Refused,
    Said,
    Typed,
)
from forms.kinds.numbers import Scale
from forms.kinds.writing import as_texts, crossed
from forms.naming import Texts, choice_text, statement_text

YES, NO = "yes", "no"
MOST_STATEMENTS = 60
MOST_RANKED = 20


class YesNo(Kind):
    """Yes or no."""

    name = "yes_no"
    operators = SAME

    def read(self, asked: Asked, text: str) -> bool:
        if text not in (YES, NO):
            raise Refused(sentences.unknown_choice(asked.label))
        return text == YES

    def in_words(self, said: Said) -> str:
        return _("Yes") if said.answer else _("No")


class One(Kind):
    """One answer out of several."""

    name = "choice"
    operators = LISTED
    settings = ASKING | {"choices", "code_list", "display"}

    def read(self, asked: Asked, text: str) -> str:
        offered(asked, text)
        return text

    def in_words(self, said: Said) -> str:
        return said.texts.get(choice_text(said.path, said.answer)) or str(said.answer)


class Several(Kind):
    """Any number of answers out of several."""

    name = "choices"
    operators = ANSWERED | {"includes", "excludes"}
    settings = LIMITED | {"choices", "code_list"}

    def stored(self, asked: Asked) -> list[str] | None:
        question, label = asked.question, asked.label
        codes = {text for text in asked.typed.get("", ()) if text}
        for code in codes:
            offered(asked, code)
        if question.least is not None and 0 < len(codes) < question.least:
            raise Refused(sentences.too_few(label, int(question.least)))
        if question.most is not None and len(codes) > question.most:
            raise Refused(sentences.too_many(label, int(question.most)))
        return [choice.code for choice in question.choices if choice.code in codes] or None

    def typed(self, question: Field, given: Any) -> dict[str, Typed] | None:
        codes = as_texts(given)
        return super().typed(question, given) if codes is None else {"": codes}

    def in_words(self, said: Said) -> str:
        labels = (said.texts.get(choice_text(said.path, code)) or code for code in said.answer)
        return ", ".join(labels)

    def limits(self, question: Field, named: str) -> Iterator[str]:
        yield from crossed(question, named)
        if question.least and question.least > len(still_offered(question)):
            yield say.more_than_choices(named)


class Matrix(Composite):
    """Statements under each other, answered alike: by one of the choices, or by a number."""

    name = "matrix"
    settings = LIMITED | {"statements", "choices", "code_list"}
    words = ("low", "high")

    def missing(self, part: str, label: str) -> str:
        return sentences.line_missing(part)

    def inside(self, question: Field) -> tuple[Field, ...]:
        if question.choices:
            return tuple(
                Field(line.key, "choice", choices=question.choices, required=question.required)
                for line in question.statements
            )
        return tuple(
            Field(
                line.key,
                "scale",
                least=question.least,
                most=question.most,
                required=question.required,
            )
            for line in question.statements
        )

    def part_label(self, question: Field, part: Field, path: str, texts: Texts) -> str:
        return texts.get(statement_text(path, part.key)) or part.key

    def limits(self, question: Field, named: str) -> Iterator[str]:
        yield from _statements(question, named, MOST_STATEMENTS)
        if not question.choices:
            yield from Scale().limits(question, named)


class Ranking(Composite):
    """Things put in order, the most important first. Each gets a place: 1, 2, 3."""

    name = "ranking"
    settings = ASKING | {"statements"}

    def inside(self, question: Field) -> tuple[Field, ...]:
        places = len(question.statements)
        return tuple(
            Field(line.key, "scale", least=1, most=places, required=True)
            for line in question.statements
        )

    def part_label(self, question: Field, part: Field, path: str, texts: Texts) -> str:
        return texts.get(statement_text(path, part.key)) or part.key

    def whole(self, asked: Asked, found: dict[str, Any]) -> list[str]:
        held: dict[int, str] = {}
        for key, place in found.items():
            if held.setdefault(place, key) != key:
                raise Refused(sentences.same_place(asked.label, place), key)
        return sorted(found, key=lambda key: found[key])

    def typed(self, question: Field, given: Any) -> dict[str, Typed] | None:
        keys = as_texts(given)
        if keys is None or set(keys) != {line.key for line in question.statements}:
            return None
        return {key: (str(place),) for place, key in enumerate(keys, start=1)}

    def in_words(self, said: Said) -> str:
        labels = (said.texts.get(statement_text(said.path, key)) or key for key in said.answer)
        return ", ".join(f"{place}. {label}" for place, label in enumerate(labels, start=1))

    def limits(self, question: Field, named: str) -> Iterator[str]:
        yield from _statements(question, named, MOST_RANKED)


def offered(asked: Asked, code: str) -> None:
    """Refuse a code that is not among the choices, or no longer.

    errors   Refused
    """
    for choice in asked.question.choices:
        if choice.code == code:
            if choice.retired:
                label = asked.texts.get(choice_text(asked.path, code)) or code
                raise Refused(sentences.retired_choice(asked.label, label))
            return
    raise Refused(sentences.unknown_choice(asked.label))


def still_offered(question: Field) -> list[str]:
    """The codes that may be chosen today."""
    return [choice.code for choice in question.choices if not choice.retired]


def _statements(question: Field, named: str, most: int) -> Iterator[str]:
    if len(question.statements) < 2:  # noqa: PLR2004  one line is a question, not a table
        yield say.too_few_statements(named)
    if len(question.statements) > most:
        yield say.too_many_statements(named, most)
