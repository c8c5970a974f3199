"""The decision as a ruler: where its days begin, where today stands, how far the service may go. Pure.

Words come from the caller; this module only decides where they stand and which of them there is room for.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

LEFT: Final = 8
RIGHT: Final = 892
LINE: Final = 46
ABOVE: Final = 24
BELOW: Final = 80
LETTER: Final = 7.4
ROOM: Final = 10

Tone = Literal["", "soft", "here"]


@dataclass(frozen=True)
class Mark:
    """A day worth a tick: an evaluation, the end of a decision, the last possible day."""

    on: date
    below: str
    above: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Label:
    """Words at a place of the drawing."""

    x: int
    y: int
    text: str
    anchor: Literal["start", "middle", "end"] = "middle"
    tone: Tone = ""

    def reach(self) -> tuple[float, float]:
        """Return from where to where the words stretch, guessed from their number of letters."""
        width = len(self.text) * LETTER
        left = {"start": self.x, "middle": self.x - width / 2, "end": self.x - width}[self.anchor]
        return left, left + width


@dataclass(frozen=True)
class Ruler:
    """What the drawing shows, in its own units; `today` is None outside the ruler."""

    granted: int
    used: int | None
    today: int | None
    ticks: tuple[str, ...] = ()
    labels: tuple[Label, ...] = field(default=())


def ruler(  # noqa: PLR0913  four days, what stands at them, one word
    *, start: date, end: date, today: date, last: date, marks: tuple[Mark, ...] = (), now: str = ""
) -> Ruler:
    """Lay out one decision on the line from its first day to the last day the service may go on.

    last   the end of the line; the same as `end` when nothing is known about what follows
    marks  further days, the most important first: a label without room is left out, its tick stays
    now    the word above the dot
    """
    last = max(last, end)

    def place(day: date) -> int:
        share = (day - start).days / max((last - start).days, 1)
        return round(LEFT + min(max(share, 0), 1) * (RIGHT - LEFT))

    begun, inside = today >= start, start <= today <= last
    wanted = [Label(place(today), 17, now, _anchor(place(today)), "here")] if inside and now else []
    for mark in marks:
        x = place(mark.on)
        tone: Tone = "" if mark.strong else "soft"
        wanted.append(Label(x, BELOW, mark.below, _anchor(x), tone))
        wanted.append(Label(x, ABOVE, mark.above, _anchor(x), "soft"))
    return Ruler(
        granted=place(end),
        used=place(min(today, end)) if begun else None,
        today=place(today) if inside else None,
        ticks=tuple(_tick(place(mark.on), strong=mark.strong) for mark in marks if mark.on > start),
        labels=_with_room([label for label in wanted if label.text]),
    )


def _anchor(x: int) -> Literal["start", "middle", "end"]:
    if x < LEFT + 60:
        return "start"
    return "end" if x > RIGHT - 60 else "middle"


def _tick(x: int, *, strong: bool) -> str:
    return f"M{x} 34v24" if strong else f"M{x} 38v16"


def _with_room(labels: list[Label]) -> tuple[Label, ...]:
    """Keep each label that does not run into an earlier one on its own line of text."""
    kept: list[Label] = []
    for label in labels:
        left, right = label.reach()
        rivals = [other.reach() for other in kept if (other.y == BELOW) == (label.y == BELOW)]
        if all(right + ROOM < other[0] or other[1] + ROOM < left for other in rivals):
            kept.append(label)
    return tuple(kept)
