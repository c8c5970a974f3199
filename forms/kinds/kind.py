"""What the platform knows of one kind of question: how an answer is read, written, said and compared. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

from forms.asking import sentences
from forms.blank import is_blank
from forms.document import Field
from forms.naming import Texts, field_text

ANSWERED: frozenset[str] = frozenset({"answered", "not_answered"})
SAME: frozenset[str] = ANSWERED | {"is", "is_not"}
LISTED: frozenset[str] = SAME | {"one_of", "none_of"}
COMPARED: frozenset[str] = frozenset({"at_least", "at_most", "more_than", "less_than"})

# Settings of a field that an editor may give, beside its words.
SHOWING: frozenset[str] = frozenset({"key", "visible_if", "sees"})
ASKING: frozenset[str] = SHOWING | {
    "required",
    "required_if",
    "lock_if",
    "checks",
    "prefill",
    "voice",
    "edits",
    "about_other",
    "sensitive",
}
LIMITED: frozenset[str] = ASKING | {"least", "most"}

Typed = tuple[str, ...]
Parts = Mapping[
    str, Typed
]  # what was typed in each part of an answer; "" is the whole of a plain one


class Refused(Exception):
    """An answer that cannot be taken as it is; the text is the sentence for the person.

    part   which part of the answer it is about, "" the whole
    also   what is wrong with further parts, in the order asked
    """

    def __init__(self, sentence: str, part: str = "", also: tuple["Refused", ...] = ()) -> None:
        super().__init__(sentence)
        self.part = part
        self.also = also


class Asked(NamedTuple):
    """One question as it is being answered.

    path    where its words are: `key`, or `group.item`
    facts   what the page knows beside the form, such as the people of a case
    """

    question: Field
    typed: Parts
    label: str
    path: str
    texts: Texts
    facts: Mapping[str, Any]

    def one(self, part: str = "") -> str | None:
        """The one text that was typed, or None.

        errors   Refused when there are several
        """
        given = [text.strip() for text in self.typed.get(part, ()) if not is_blank(text)]
        if len(given) > 1:
            raise Refused(sentences.one_answer_only(self.label))
        return given[0] if given else None


class Said(NamedTuple):
    """One answer that is to be said in words."""

    question: Field
    path: str
    texts: Texts
    answer: Any


class Kind:
    """One kind of question. Subclasses say what differs; there is one instance of each, in `forms.kinds.KINDS`."""

    name: ClassVar[str] = ""
    asks: ClassVar[bool] = True
    operators: ClassVar[frozenset[str]] = ANSWERED
    settings: ClassVar[frozenset[str]] = ASKING
    words: ClassVar[tuple[str, ...]] = ()  # texts beside label, help and error
    needed: ClassVar[tuple[str, ...]] = ()  # those of them that it cannot do without

    def inside(self, question: Field) -> tuple[Field, ...]:
        """The parts of an answer, each as a question of its own whose key is the part."""
        return ()

    def part_label(self, question: Field, part: Field, path: str, texts: Texts) -> str:
        """What a part is called."""
        return texts.get(field_text(path, part.key)) or part.key

    def stored(self, asked: Asked) -> Any:
        """Turn what was typed into what is stored; None means no answer.

        errors   Refused
        """
        text = asked.one()
        return None if text is None else self.read(asked, text)

    def read(self, asked: Asked, text: str) -> Any:
        """Read the one text that was typed."""
        return text

    def typed(self, question: Field, given: Any) -> dict[str, Typed] | None:
        """Write an answer that arrives as data as a person would; None when it is none of this kind."""
        text = plain_text(given)
        return None if text is None else {"": (text,)}

    def in_words(self, said: Said) -> str:
        """Say an answer as text, for people and letters alike."""
        return str(said.answer)

    def limits(self, question: Field, named: str) -> Iterator[str]:
        """Yield what is wrong with the settings, to the person who builds the form."""
        return iter(())


def plain_text(given: Any) -> str | None:
    """Write one plain value as a person would."""
    match given:
        case bool():
            return "yes" if given else "no"
        case int():
            return str(given)
        case float():
            return f"{given:.10f}".rstrip("0").rstrip(".")
        case str():
            return given
    return None


def plain_number(number: float) -> str:
    """A limit as people write it: no .0 at the end, comma before decimals."""
    return f"{number:.10f}".rstrip("0").rstrip(".").replace(".", ",")
