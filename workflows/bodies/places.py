"""Which block of the editor each part of a workflow was read from: pictures and problems lead there. Pure."""

from collections.abc import Iterator, Sequence

from forms.editing.bodies import key_from
from workflows.bodies.reading import key_of, said
from workflows.settings_text import Raw


def places(body: Sequence[Raw]) -> dict[str, str]:
    """Map the key of every part to the id of its block. Of two parts with the same key the first one counts."""
    found: dict[str, str] = {}
    for _kind, key, block in _places(body, ""):
        if block:
            found.setdefault(key, block)
    return found


def blocks_of(body: Sequence[Raw]) -> dict[tuple[str, str], str]:
    """Map kind and key of every part to the id of its block: a role and a step may have the same key."""
    return {(kind, key): block for kind, key, block in _places(body, "") if block}


def _places(blocks: Sequence[Raw], inside: str) -> Iterator[tuple[str, str, str]]:
    for raw in blocks:
        value = raw["value"]
        if not isinstance(value, dict):
            continue
        key = "start" if raw["type"] == "start" else key_of(value, raw["type"], inside)
        yield raw["type"], key, raw.get("id") or ""
        yield from _places(value.get("blocks") or (), key)
        for number, way in enumerate(value.get("branches") or (), 1):
            held = way["value"]
            name = said(held, "key") or key_from(said(held, "label")) or f"way_{number}"
            yield from _places(held.get("blocks") or (), f"{key}_{name}")
