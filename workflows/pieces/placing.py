"""A piece among the editor's blocks: put in at a place, or in the place of an earlier copy of it. Pure."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from forms.editing.block_ids import keep_ids
from workflows.bodies.reading import key_of
from workflows.bodies.writing import body_from
from workflows.pieces.taking_out import PHASE, STEP, Piece
from workflows.settings_text import Raw

SIDES = ("role", "gate", "outcome", "table", "law")
NOT_PARTS = frozenset({*SIDES, "item"})  # may have the key of a step


def places(body: Sequence[Raw], kind: str) -> list[tuple[str, str, str]]:
    """Where a piece may stand: (place, kind of what it comes behind, title of that).

    A phase stands first or behind another one; a step first in a phase, or behind a step of it.
    """
    phases = [block for block in body if block["type"] == PHASE]
    if kind == PHASE:
        return [("", "", ""), *((_name(each), PHASE, _title(each)) for each in phases)]
    found = []
    for phase in phases:
        found.append((_name(phase), PHASE, _title(phase)))
        inside = key_of(phase["value"], PHASE)
        found += [
            (_name(block, inside), STEP, _title(block) or block["type"])
            for block in phase["value"].get("blocks") or ()
        ]
    return found


def put_in(body: Sequence[Raw], piece: Piece, place: str) -> list[Raw]:
    """Put a piece in behind a place. An unknown place is the end.

    place   one of `places`
    """
    own, sides = _written(piece)
    if piece.kind == PHASE:
        return _with_sides(_behind_phase(body, own, place), sides)
    put = False
    made: list[Raw] = []
    for block in body:
        new = block
        if block["type"] == PHASE and not put:
            inside = key_of(block["value"], PHASE)
            blocks = list(block["value"].get("blocks") or ())
            names = [_name(block), *(_name(each, inside) for each in blocks)]
            if place in names:
                at = names.index(place)
                blocks[at:at] = [own]
                new = {**block, "value": {**block["value"], "blocks": blocks}}
                put = True
        made.append(new)
    return _with_sides(made, sides)


def put_instead(body: Sequence[Raw], piece: Piece, key: str) -> list[Raw]:
    """Put a piece in the place of its earlier copy; blocks that it had keep their ids."""
    own, sides = _written(piece)
    gates = {side["value"]["key"]: side for side in sides if side["type"] == "gate"}
    made = []
    for block in body:
        gate = gates.pop(key_of(block["value"], "gate"), None) if block["type"] == "gate" else None
        made.append(
            keep_ids([gate], [block])[0] if gate else _instead(block, own, piece.kind, key, "")
        )
    new = [side for side in sides if side["type"] != "gate" or side["value"]["key"] in gates]
    return _with_sides(made, new)


def _instead(block: Raw, own: Raw, kind: str, key: str, inside: str) -> Raw:
    value = block["value"]
    if not isinstance(value, dict):
        return block
    named = key_of(value, block["type"], inside)
    if block["type"] not in NOT_PARTS and f"{kind}:{key}" == _name(block, inside):
        return keep_ids([own], [block])[0]
    changed = dict(value)
    if kind == STEP:
        for inner in ("blocks", "branches"):
            if isinstance(value.get(inner), list):
                changed[inner] = [_instead(each, own, kind, key, named) for each in value[inner]]
    return {**block, "value": changed}


def _written(piece: Piece) -> tuple[Raw, list[Raw]]:
    """The block of the piece, and those of what it brings along, all with ids of their own."""
    body = [_fresh(block) for block in body_from(piece.document, piece.texts)]
    phase = next(block for block in body if block["type"] == PHASE)
    own = phase if piece.kind == PHASE else phase["value"]["blocks"][0]
    return own, [block for block in body if block["type"] in SIDES]


def _fresh(part: Any) -> Any:
    match part:
        case {"type": _kind, "value": value, "id": _id}:
            return {**part, "value": _fresh(value), "id": str(uuid4())}
        case dict():
            return {name: _fresh(each) for name, each in part.items()}
        case list():
            return [_fresh(each) for each in part]
    return part


def _behind_phase(body: Sequence[Raw], own: Raw, place: str) -> list[Raw]:
    names = [_name(block) if block["type"] in ("start", PHASE) else "" for block in body]
    if place and place in names:
        at = names.index(place) + 1
    elif place == "":
        at = next((n for n, block in enumerate(body) if block["type"] == PHASE), len(body))
    else:
        at = len(body)
    return [*body[:at], own, *body[at:]]


def _with_sides(body: list[Raw], sides: Sequence[Raw]) -> list[Raw]:
    for side in sides:
        alike = [n for n, block in enumerate(body) if block["type"] == side["type"]]
        codes = {block["value"].get("code") for block in body if block["type"] == "law"}
        if side["type"] == "law" and side["value"]["code"] in codes:
            continue
        at = alike[-1] + 1 if alike else len(body)
        body = [*body[:at], side, *body[at:]]
    return body


def _name(block: Raw, inside: str = "") -> str:
    kind = PHASE if block["type"] == PHASE else STEP
    value = block["value"] if isinstance(block["value"], dict) else {}
    return f"{kind}:{key_of(value, block['type'], inside)}"


def _title(block: Raw) -> str:
    value = block["value"] if isinstance(block["value"], dict) else {}
    return (value.get("title") or "").strip()
