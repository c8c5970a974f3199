"""Answers of several parts: each part is a question of its own, the whole is one answer. Pure."""

from collections.abc import Mapping
from typing import Any

from forms.asking import sentences
from forms.blank import is_blank
from forms.document import Field
from forms.kinds.kind import Asked, Kind, Refused, Said, Typed


class Composite(Kind):
    """An answer of several parts, stored as {part: answer}."""

    def stored(self, asked: Asked) -> Any:
        """Read every part. Nothing in any of them is no answer at all."""
        if all(is_blank(text) for typed in asked.typed.values() for text in typed):
            return None
        found: dict[str, Any] = {}
        wrong: list[Refused] = []
        for part in self.inside(asked.question):
            try:
                answer = self.part(asked, part)
            except Refused as refusal:
                wrong.append(refusal)
                continue
            if answer is not None:
                found[part.key] = answer
        if wrong:
            raise Refused(str(wrong[0]), wrong[0].part, tuple(wrong[1:]))
        return self.whole(asked, found) if found else None

    def part(self, asked: Asked, part: Field) -> Any:
        """Read one part as the question that it is.

        errors   Refused, about this part
        """
        called = self.label_of(asked, part)
        inner = asked._replace(
            question=part,
            typed={"": asked.typed.get(part.key, ())},
            label=f"{asked.label} ({called})",
        )
        try:
            answer = self.kind_of(part).stored(inner)
        except Refused as refusal:
            raise Refused(str(refusal), part.key) from None
        if answer is None and part.required:
            raise Refused(self.missing(called, asked.label), part.key)
        return answer

    def missing(self, part: str, label: str) -> str:
        """Ask for a part that must not be left out."""
        return sentences.part_missing(part, label)

    def whole(self, asked: Asked, found: dict[str, Any]) -> Any:
        """Judge the parts together.

        errors   Refused
        """
        return found

    def label_of(self, asked: Asked, part: Field) -> str:
        return self.part_label(asked.question, part, asked.path, asked.texts)

    def typed(self, question: Field, given: Any) -> dict[str, Typed] | None:
        if not isinstance(given, Mapping):
            return None
        written: dict[str, Typed] = {}
        parts = {part.key: part for part in self.inside(question)}
        for key, answer in given.items():
            part = parts.get(key)
            inner = self.kind_of(part).typed(part, answer) if part and answer is not None else {}
            if inner is None or part is None:
                return None
            if inner:
                written[key] = inner[""]
        return written

    def in_words(self, said: Said) -> str:
        parts = (
            self.kind_of(part).in_words(said._replace(question=part, answer=said.answer[part.key]))
            for part in self.inside(said.question)
            if part.key in said.answer
        )
        return ", ".join(parts)

    def kind_of(self, part: Field) -> Kind:
        """The kind of a part. Set when the kinds are gathered, since parts are of other kinds."""
        return self.kinds[part.kind]

    kinds: Mapping[str, Kind] = {}
