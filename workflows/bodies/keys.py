"""Keys that were made of titles, written down beside them."""

from typing import Any

from workflows.bodies.reading import made_of


def with_keys(part: Any) -> Any:
    """Raw blocks in which whatever has a title and no key gets the one that is read from it anyhow."""
    if isinstance(part, list):
        return [with_keys(each) for each in part]
    if not isinstance(part, dict):
        return part
    filled = {name: with_keys(each) for name, each in part.items()}
    if filled.get("key") == "" and (made := made_of(filled)):
        filled["key"] = made
    return filled
