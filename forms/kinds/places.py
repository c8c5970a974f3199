"""Answers about where and with whom: address, person, organisation, signature. Pure."""

import json
from typing import Any

from django.utils.translation import gettext as _

from forms.asking import sentences
from forms.document import Field
from forms.kinds.composite import Composite
from forms.kinds.kind import Asked, Refused, Said
from forms.naming import Texts

PEOPLE = "_people"  # what the page knows of people and organisations: [{"code", "name", "kind"}]
LONGEST_NAME = 200
LONGEST_DRAWING = 20_000
WIDTH, HEIGHT = 600, 200  # of the place to sign, in points


class Address(Composite):
    """A postal address."""

    name = "address"

    def inside(self, question: Field) -> tuple[Field, ...]:
        return (
            Field("street", "text", most=LONGEST_NAME, required=True),
            Field(
                "postcode",
                "text",
                most=12,
                required=True,
                pattern=r"re2:[0-9A-Za-z][0-9A-Za-z \-]{2,10}",
            ),
            Field("place", "text", most=100, required=True),
        )

    def part(self, asked: Asked, part: Field) -> Any:
        try:
            return super().part(asked, part)
        except Refused:
            if part.key != "postcode" or not any(asked.typed.get(part.key, ())):
                raise
            raise Refused(sentences.not_a_postcode(asked.label), part.key) from None

    def part_label(self, question: Field, part: Field, path: str, texts: Texts) -> str:
        return {"street": _("Street"), "postcode": _("Postcode"), "place": _("Town")}[part.key]

    def in_words(self, said: Said) -> str:
        answer = said.answer
        town = f"{answer.get('postcode', '')} {answer.get('place', '')}".strip()
        return ", ".join(filter(None, (answer.get("street", ""), town)))


class Person(Composite):
    """Somebody: one of those whom the case knows, or a name that is written."""

    name = "person"

    def inside(self, question: Field) -> tuple[Field, ...]:
        return Field("code", "text", most=60), Field("name", "text", most=LONGEST_NAME)

    def part_label(self, question: Field, part: Field, path: str, texts: Texts) -> str:
        return _("One of these") if part.key == "code" else _("Somebody else")

    def whole(self, asked: Asked, found: dict[str, Any]) -> dict[str, str]:
        if "code" not in found:
            return {"name": found["name"]}
        known = {each["code"]: each["name"] for each in known_people(asked.question, asked.facts)}
        if found["code"] not in known:
            raise Refused(sentences.unknown_choice(asked.label), "code")
        if "name" in found and found["name"] != known[found["code"]]:
            raise Refused(sentences.one_answer_only(asked.label), "name")
        return {"code": found["code"], "name": known[found["code"]]}

    def in_words(self, said: Said) -> str:
        return str(said.answer.get("name", ""))


class Organisation(Person):
    """An organisation: one that is known, or a name that is written."""

    name = "organisation"

    def part_label(self, question: Field, part: Field, path: str, texts: Texts) -> str:
        return _("One of these") if part.key == "code" else _("Another one")


class Signature(Composite):
    """A name that is written, and if one likes the hand's own drawing beside it."""

    name = "signature"

    def inside(self, question: Field) -> tuple[Field, ...]:
        return (
            Field("name", "text", most=LONGEST_NAME, required=True),
            Field("strokes", "long_text", most=LONGEST_DRAWING),
        )

    def part_label(self, question: Field, part: Field, path: str, texts: Texts) -> str:
        return _("Your name") if part.key == "name" else _("Your signature, if you want to draw it")

    def whole(self, asked: Asked, found: dict[str, Any]) -> dict[str, Any]:
        if "strokes" not in found:
            return found
        strokes = strokes_of(found["strokes"])
        if strokes is None:
            raise Refused(sentences.wrong_shape(asked.label), "strokes")
        return {"name": found["name"], "strokes": strokes} if strokes else {"name": found["name"]}

    def typed(self, question: Field, given: Any) -> dict[str, tuple[str, ...]] | None:
        if not isinstance(given, dict) or not isinstance(given.get("name"), str):
            return None
        written: dict[str, tuple[str, ...]] = {"name": (given["name"],)}
        if given.get("strokes"):
            drawn = json.dumps(given["strokes"], separators=(",", ":"), default=str)
            written["strokes"] = (drawn,)
        return written

    def in_words(self, said: Said) -> str:
        return str(said.answer.get("name", ""))


def known_people(question: Field, facts: Any) -> list[dict[str, str]]:
    """The people, or the organisations, that the page knows."""
    return [each for each in facts.get(PEOPLE, ()) if each.get("kind", "person") == question.kind]


def strokes_of(text: str) -> list[list[int]] | None:
    """Read a drawing: lines, each of points one after the other, x and y in turn. None when it is none."""
    try:
        drawn = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(drawn, list):
        return None
    return drawn if all(_is_stroke(stroke) for stroke in drawn) else None


def _is_stroke(stroke: Any) -> bool:
    if not isinstance(stroke, list) or len(stroke) % 2 or not stroke:
        return False
    whole = all(isinstance(each, int) and not isinstance(each, bool) for each in stroke)
    return (
        whole
        and all(0 <= x <= WIDTH for x in stroke[::2])
        and all(0 <= y <= HEIGHT for y in stroke[1::2])
    )


def drawn_path(strokes: list[list[int]]) -> str:
    """A drawing as the path of a picture."""
    lines = (
        "M" + "L".join(f"{x} {y}" for x, y in zip(stroke[::2], stroke[1::2], strict=True))
        for stroke in strokes
    )
    return "".join(lines)
