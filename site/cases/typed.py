"""What people type, made storable: a database holds neither NUL nor half a surrogate pair."""

from collections.abc import Mapping

from forms.blank import is_blank


def storable(text: str) -> str:
    """The text without what cannot be stored, and without blanks around it; empty when it is blank."""
    words = _as_typed(text).strip()
    return "" if is_blank(words) else words


def storable_form(raw: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """A posted form as it was typed, blanks included, without what cannot be stored."""
    return {_as_typed(name): [_as_typed(value) for value in values] for name, values in raw.items()}


def _as_typed(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
