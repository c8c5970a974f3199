"""Two wordings side by side, with the words that differ. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from forms.naming import Texts

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a wording, and whether the other wording lacks it."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Reworded:
    """One text that reads otherwise than before. A text that is new or gone has one empty side."""

    key: str
    before: tuple[Part, ...]
    after: tuple[Part, ...]


def reworded(before: Texts, after: Texts, order: Iterable[str] = ()) -> list[Reworded]:
    """List the texts that differ, in the given order, then by key. Equal texts give nothing."""
    keys = dict.fromkeys([*order, *sorted({*before, *after})])
    return [
        Reworded(key, *compared(before.get(key, ""), after.get(key, "")))
        for key in keys
        if before.get(key, "") != after.get(key, "")
    ]


def compared(before: str, after: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Split two wordings into what they share and what differs, whole words at a time."""
    one, other = _WORDS.findall(before), _WORDS.findall(after)
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    left = _parts((one[a:b], step != "equal") for step, a, b, _c, _d in steps)
    right = _parts((other[c:d], step != "equal") for step, _a, _b, c, d in steps)
    return tuple(left), tuple(right)


def _parts(stretches: Iterable[tuple[list[str], bool]]) -> Iterator[Part]:
    for words, differs in stretches:
        if words:
            yield Part("".join(words), differs)
