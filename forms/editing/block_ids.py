"""Blocks that are written again keep the ids that they had: translators' words are filed under them. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

RawBlock = dict[str, Any]


def keep_ids(blocks: Sequence[RawBlock], earlier: Sequence[RawBlock]) -> list[RawBlock]:
    """Give each block the id of the earlier block of the same kind and key, however deep it stands."""
    known = dict(_ids(earlier, ""))
    return [_with_id(block, known, "") for block in blocks]


def _ids(blocks: Sequence[RawBlock], path: str) -> Iterator[tuple[str, str]]:
    for block in blocks:
        place = _place(block, path)
        if block.get("id"):
            yield place, block["id"]
        for inner in _streams(block.get("value")):
            yield from _ids(inner, place)


def _with_id(block: RawBlock, known: dict[str, str], path: str) -> RawBlock:
    place = _place(block, path)
    value = block.get("value")
    if isinstance(value, dict):
        value = {
            name: [_with_id(each, known, place) for each in part] if _is_stream(part) else part
            for name, part in value.items()
        }
    return {**block, "value": value, "id": known.get(place) or block.get("id")}


def _place(block: RawBlock, path: str) -> str:
    value = block.get("value")
    key = (value.get("key") or value.get("code") or "") if isinstance(value, dict) else ""
    # A question that moved to another section is still the same question.
    around = "" if path.startswith("section:") else path
    return f"{around}/{block.get('type')}:{key}".lstrip("/")


def _streams(value: Any) -> Iterator[Sequence[RawBlock]]:
    if isinstance(value, dict):
        yield from (part for part in value.values() if _is_stream(part))


def _is_stream(part: Any) -> bool:
    return (
        isinstance(part, list)
        and bool(part)
        and all(isinstance(each, dict) and "type" in each and "value" in each for each in part)
    )
