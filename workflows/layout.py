"""Where each block of a path stands in the picture: sizes upwards, places downwards. Pure; nothing is measured.

Width is counted in characters. A path has one axis; branches stand side by side around it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Literal

from workflows import texts as words
from workflows.paths import goes_on
from workflows.steps import (
    AnyBlock,
    Branch,
    Choice,
    Decision,
    End,
    Meeting,
    Parallel,
    Return,
    Several,
    Task,
    Wait,
)

STEP = 150  # width of a step
GAP_X, GAP_Y = 20, 30
LINE, SMALL_LINE = 19, 17
WRAP, WRAP_ASK, WRAP_ROLE = 18, 26, 20
LETTER, SMALL_LETTER = 7.6, 7.2
BAR = 4

Kind = Literal["step", "meeting", "decision", "several", "wait", "return", "end", "ask", "bar"]
Say = Callable[[str], str]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A block in its place. `x` is its middle, `y` its upper edge; `notes` stand in small letters."""

    kind: Kind
    key: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    target: str = ""  # the phase a return leads to

    @property
    def left(self) -> float:
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def meets(self, other: "Box") -> bool:
        """Tell whether two boxes cover each other."""
        beside = self.right <= other.left or other.right <= self.left
        return not beside and not (self.bottom <= other.y or other.bottom <= self.y)


@dataclass(frozen=True, slots=True)
class Label:
    """Small words on a line, such as when a way is taken."""

    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(slots=True)
class Placed:
    """Everything of a path that has found its place."""

    boxes: list[Box] = field(default_factory=list)
    strokes: list[tuple[Point, ...]] = field(default_factory=list)
    heads: list[Point] = field(default_factory=list)  # tips of arrows that point down
    labels: list[Label] = field(default_factory=list)

    def line(self, *points: Point) -> None:
        if len(set(points)) > 1:
            self.strokes.append(points)

    def arrow(self, x: float, start: float, tip: float) -> None:
        self.line((x, start), (x, max(start, tip - 6)))
        self.heads.append((x, tip))


def wrap(text: str, most: int) -> tuple[str, ...]:
    """Break words into lines of `most` characters; a longer word is hyphenated where it must be."""
    lines: list[str] = []
    for word in text.split():
        rest = word
        if lines and len(lines[-1]) + 1 + len(rest) <= most:
            lines[-1] += f" {rest}"
            continue
        while len(rest) > most:
            lines.append(rest[: most - 1] + "-")
            rest = rest[most - 1 :]
        lines.append(rest)
    return tuple(lines)


class Path:
    """Sizes and places the blocks of a path, with their words."""

    def __init__(self, texts: Mapping[str, str], phases: tuple[str, ...], say: Say) -> None:
        self.texts = texts
        self.phases = phases
        self.say = say
        self.placed = Placed()

    # Sizes: (width, height), upwards -------------------------------------------------------

    def size(self, blocks: tuple[AnyBlock, ...]) -> tuple[float, float]:
        sizes = [self.size_of(block) for block in blocks]
        if not sizes:
            return 0, 0
        return max(w for w, _h in sizes), sum(h for _w, h in sizes) + GAP_Y * (len(sizes) - 1)

    def size_of(self, block: AnyBlock) -> tuple[float, float]:
        if isinstance(block, Choice | Parallel):
            widths = [self.width_of(block, branch) for branch in block.branches]
            across = sum(widths) + GAP_X * max(len(widths) - 1, 0)
            highest = max((self.size(branch.blocks)[1] for branch in block.branches), default=0)
            head, foot = self.head_of(block), 24 if isinstance(block, Choice) else 24 + BAR
            least = self.ask_width(block) if isinstance(block, Choice) else STEP
            return max(across, least), head + highest + foot
        box = self.box(block, 0, 0)
        return box.width, box.height

    def width_of(self, block: Choice | Parallel, branch: Branch) -> float:
        longest = max((len(line) for line in self.label_of(block, branch)), default=0)
        return max(self.size(branch.blocks)[0], ceil(SMALL_LETTER * longest) + 12, 24)

    def head_of(self, block: Choice | Parallel) -> float:
        """How far below the upper edge the branches begin."""
        lines = max((len(self.label_of(block, branch)) for branch in block.branches), default=0)
        if isinstance(block, Choice):
            return self.ask_height(block) + 18 + SMALL_LINE * lines + 10
        return BAR + (SMALL_LINE * lines + 14 if lines else 32)

    def label_of(self, block: Choice | Parallel, branch: Branch) -> tuple[str, ...]:
        label = self.texts.get(words.branch_key(block, branch), "").strip()
        if not label and isinstance(block, Choice):
            last = branch is block.branches[-1] and not branch.rule
            label = self.say("Otherwise") if last else branch.key
        return wrap(label, WRAP)

    def question(self, block: Choice) -> tuple[str, ...]:
        return wrap(words.title(self.texts, block), WRAP_ASK)

    def ask_width(self, block: Choice) -> float:
        return ceil(LETTER * max(map(len, self.question(block)), default=0)) + 34

    def ask_height(self, block: Choice) -> float:
        return 16 + LINE * max(len(self.question(block)), 1)

    # Places, downwards ---------------------------------------------------------------------

    def place(self, blocks: tuple[AnyBlock, ...], x: float, y: float) -> float | None:
        """Put blocks below each other; returns where the path goes on, or None when it has ended."""
        alive = True
        for number, block in enumerate(blocks):
            if number:
                if alive:
                    self.placed.arrow(x, y, y + GAP_Y)
                y += GAP_Y
            self.place_block(block, x, y)
            y += self.size_of(block)[1]
            alive = alive and goes_on((block,))
        return y if alive else None

    def place_block(self, block: AnyBlock, x: float, y: float) -> None:
        match block:
            case Choice():
                self.place_choice(block, x, y)
            case Parallel():
                self.place_parallel(block, x, y)
            case _:
                self.placed.boxes.append(self.box(block, x, y))

    def box(self, block: Task | Wait | Return | End, x: float, y: float) -> Box:
        """Draw up one block that holds no others."""
        name = words.title(self.texts, block)
        match block:
            case End():
                lines = wrap(name, WRAP)
                return Box("end", block.key, x, y, STEP, 21 + LINE * max(len(lines), 1), lines)
            case Return():
                lines = wrap(self.back_to(block), WRAP)
                height = 15 + LINE * len(lines)
                return Box("return", block.key, x, y, STEP, height, lines, target=block.phase)
            case Wait():
                lines = wrap(name, WRAP - 3)
                return Box("wait", block.key, x, y, STEP, 15 + LINE * max(len(lines), 1), lines)
        role = wrap(self.texts.get(f"role.{block.role}.title", block.role), WRAP_ROLE)
        lines = wrap(name, WRAP)
        kind: Kind = "step"
        if isinstance(block, Decision):
            kind = "decision"
        elif isinstance(block, Meeting):
            kind = "meeting"
        elif isinstance(block, Several):
            kind = "several"
        height = 4 + LINE * max(len(lines), 1) + 20 + SMALL_LINE * max(len(role) - 1, 0) + 10
        height += {"decision": 7, "several": 10}.get(kind, 0)
        return Box(kind, block.key, x, y, STEP, height, lines, role)

    def back_to(self, block: Return) -> str:
        known = block.phase in self.phases
        number = str(self.phases.index(block.phase) + 1) if known else block.phase
        return self.say("Back to %(phase)s") % {"phase": number}

    def place_choice(self, block: Choice, x: float, y: float) -> None:
        width, pill = self.ask_width(block), self.ask_height(block)
        self.placed.boxes.append(Box("ask", block.key, x, y, width, pill, self.question(block)))
        if not block.branches:
            return
        line, top = y + pill + 18, y + self.head_of(block)
        middles = self.spread(block, x)
        self.placed.line((x, y + pill), (x, line))
        self.placed.line((min(x, *middles), line), (max(x, *middles), line))
        bottom = y + self.size_of(block)[1]
        alive = []
        for branch, middle in zip(_in_order(block), middles, strict=True):
            self.place_way(block, branch, middle, line, top)
            below = self.place(branch.blocks, middle, top)
            if below is not None:
                self.placed.line((middle, below), (middle, bottom - 10))
                alive.append(middle)
        if alive:
            self.placed.line((min(x, *alive), bottom - 10), (max(x, *alive), bottom - 10))
            self.placed.line((x, bottom - 10), (x, bottom))

    def place_way(self, block: Choice, branch: Branch, x: float, line: float, top: float) -> None:
        """Draw the stem of one way with its label; into a step it ends in an arrow."""
        label = self.label_of(block, branch)
        self.placed.line((x, line), (x, line + 4))
        self.placed.labels.append(Label(x, line + 4, label))
        below = line + 6 + SMALL_LINE * len(label)
        if branch.blocks:
            self.placed.arrow(x, min(below, top - 6), top)
        else:
            self.placed.line((x, below), (x, top))

    def place_parallel(self, block: Parallel, x: float, y: float) -> None:
        width, height = self.size_of(block)
        bottom = y + height
        self.placed.boxes.append(Box("bar", block.key, x, y, width, BAR))
        alive = False
        for branch, middle in zip(block.branches, self.spread(block, x), strict=True):
            label = self.label_of(block, branch)
            top = y + self.head_of(block)
            start = y + BAR
            if label:
                self.placed.labels.append(Label(middle, start, label))
                start += SMALL_LINE * len(label) + 4
            if branch.blocks:
                self.placed.arrow(middle, start, top)
            else:
                self.placed.line((middle, start), (middle, top))
            below = self.place(branch.blocks, middle, top)
            if below is not None:
                self.placed.arrow(middle, below, bottom - BAR)
                alive = True
        if alive:
            self.placed.boxes.append(Box("bar", "", x, bottom - BAR, width, BAR))

    def spread(self, block: Choice | Parallel, x: float) -> list[float]:
        """Find the middle of each branch, side by side around `x`."""
        branches = _in_order(block)
        widths = [self.width_of(block, branch) for branch in branches]
        left = x - (sum(widths) + GAP_X * (len(widths) - 1)) / 2
        middles = []
        for width in widths:
            middles.append(left + width / 2)
            left += width + GAP_X
        return middles


def _in_order(block: Choice | Parallel) -> list[Branch]:
    """Ways as they stand from left to right: those that turn back first, so that their lines cross nothing."""
    if isinstance(block, Parallel):
        return list(block.branches)
    return sorted(block.branches, key=lambda branch: not _turns_back(branch.blocks))


def _turns_back(blocks: tuple[AnyBlock, ...]) -> bool:
    for block in blocks:
        if isinstance(block, Return):
            return True
        if isinstance(block, Choice) and any(_turns_back(way.blocks) for way in block.branches):
            return True
    return False
