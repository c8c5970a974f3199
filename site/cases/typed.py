"""What people type, made storable: a database holds neither NUL nor half a surrogate pair."""

import unicodedata
from collections.abc import Mapping

# Letters and symbols by their category, but nobody sees them.
FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Control and format characters (zero width, direction), blanks, marks without a letter under them.
UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"})


def is_blank(text: str) -> bool:
    """Whether nobody sees anything of the text: the one rule of what counts as not written."""
    return all(letter in FILLERS or unicodedata.category(letter) in UNSEEN for letter in text)


def storable(text: str) -> str:
    """The text without what cannot be stored, and without blanks around it; empty when it is blank."""
    words = _as_typed(text).strip()
    return "" if is_blank(words) else words


def storable_form(raw: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """A posted form as it was typed, blanks included, without what cannot be stored."""
    return {_as_typed(name): [_as_typed(value) for value in values] for name, values in raw.items()}


def _as_typed(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
