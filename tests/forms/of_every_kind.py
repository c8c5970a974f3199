"""One question of each kind in the registry: whoever adds a kind has it asked, typed in and read here by itself."""

from collections.abc import Iterator, Mapping
from typing import Any

from forms.counted.recipes import Recipe
from forms.document import Choice, Field, FormDocument, Section, Statement
from forms.kinds import KINDS
from forms.kinds.kind import Kind
from tests.factories.forms import when

WAYS = tuple(Choice(code) for code in ("bus", "car", "foot"))
LINES = tuple(Statement(key) for key in ("calm", "rested"))
FREE = ("text", "long_text")  # kinds that keep words as they are typed


def key_of(kind: Kind) -> str:
    return f"of_{kind.name}"


def asked_of(kind: Kind, items: tuple[Field, ...] = ()) -> Field:
    """One question of a kind, with what its settings say that it cannot do without."""
    given: dict[str, Any] = {
        "choices": WAYS,
        "statements": LINES,
        "items": items,
        "recipe": Recipe("count", ("of_text",)),
        "prefill": "participant.name" if not kind.asks else "",
    }
    settings = {name: value for name, value in given.items() if name in kind.settings}
    if kind.name == "stop":
        settings["visible_if"] = when(("of_text", "is", "no further"))
    return Field(key_of(kind), kind.name, **settings)  # type: ignore[arg-type]


def _items() -> Iterator[Field]:
    """What a row asks: every kind that may stand in one, and a group with one question inside."""
    for kind in KINDS.values():
        if kind.asks and kind.name not in {"group", "file"}:
            yield asked_of(kind)
    yield Field("inner", "group", items=(Field("step", "text"),))


def of_every_kind(*, in_rows: bool = True) -> FormDocument:
    """A form that asks in every way; `in_rows` says whether its group asks in every way once more."""
    items = tuple(_items()) if in_rows else (Field("what", "text"), Field("on", "date"))
    return FormDocument((Section("all", tuple(asked_of(kind, items) for kind in KINDS.values())),))


def names_of(question: Field, prefix: str = "") -> list[str]:
    """The names under which a browser sends the answer to one question; of a group, those of its first row."""
    kind, path = KINDS[question.kind], f"{prefix}{question.key}"
    if not kind.asks:
        return []
    if question.kind == "group":
        return [name for item in question.items for name in names_of(item, f"{path}-0-")]
    return [f"{path}.{part.key}" for part in kind.inside(question)] or [path]


def without_wrong(sent: Mapping[str, Any], errors: Mapping[str, str]) -> dict[str, Any]:
    """What was accepted of what was sent: whole answers, since half an address is none."""
    wrong = {path.partition(".")[0] for path in errors}
    return {name: value for name, value in sent.items() if name.partition(".")[0] not in wrong}
