"""Writes shapes of a workflow's picture as SVG, with classes only. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from html import escape

from workflows.layout import LINE, SMALL_LETTER, SMALL_LINE, Box, Placed, Point

ICONS: Mapping[str, str] = {
    "clock": "M7 1.5a5.5 5.5 0 1 0 .1 0M7 4v3.2l2 1.4",
    "people": "M5 6.8a2.3 2.3 0 1 0-.1 0M1 13.6c.4-3 2-4.4 4-4.4s3.6 1.4 4 4.4"
    "M10.4 6.6a1.9 1.9 0 1 0-.1 0M11 9c1.7.2 2.6 1.3 2.9 3.2",
    "gavel": "M2 12.5l4.5-4.5M9 3l4 4M5.5 6.5l4 4M7.5 4.5l4 4M2 14h7",
}
NOTE_ICONS: Mapping[str, str] = {"meeting": "people", "decision": "gavel"}
# {kind of words: (class, from line to line)}
TEXT: Mapping[str, tuple[str, float]] = {
    "phase": ("diagram__phase", 22),
    "margin": ("diagram__text diagram__text--plain", SMALL_LINE),
    "small": ("diagram__small", SMALL_LINE),
    "plain": ("diagram__text diagram__text--plain", LINE),
    "strong": ("diagram__text", LINE),
}


class Sheet:
    """One picture while it is being drawn."""

    def __init__(self, width: float, height: float, title: str, *, links: bool = False) -> None:
        self.links = links
        role = "group" if links else "img"  # what is inside an image cannot be reached by keyboard
        size = f'width="{_n(width)}" height="{_n(height)}" viewBox="0 0 {_n(width)} {_n(height)}"'
        self.parts = [
            f'<svg class="diagram__svg" {size} role="{role}" aria-label="{escape(title)}">'
        ]

    def text(self) -> str:
        return "\n".join([*self.parts, "</svg>"])

    @contextmanager
    def part(self, key: str, *, name: str = "") -> Iterator[None]:
        """Let what is drawn meanwhile lead to a part; `name` is said where no words are drawn."""
        if not (self.links and key):
            yield
            return
        label = f' aria-label="{escape(name)}"' if name else ""
        self.parts.append(
            f'<a class="diagram__link" href="#part-{escape(key)}" data-part="{escape(key)}"{label}>'
        )
        yield
        self.parts.append("</a>")

    def touch(self, left: float, top: float, width: float, height: float) -> None:
        """Make a whole surface answer to the pointer, not its letters only."""
        if self.links:
            size = f'x="{_n(left)}" y="{_n(top)}" width="{_n(width)}" height="{_n(height)}"'
            self.parts.append(f'<rect class="diagram__touch" {size} rx="3"/>')

    def rule(self, start: Point, end: Point, *, phase: bool = False) -> None:
        css = "diagram__rule diagram__rule--phase" if phase else "diagram__rule"
        self._stroke(css, (start, end))

    def words(
        self, kind: str, x: float, y: float, lines: Iterable[str], *, middle: bool = False
    ) -> None:
        css, step = TEXT[kind]
        anchor = ' text-anchor="middle"' if middle else ""
        for number, line in enumerate(lines):
            place = f'x="{_n(x)}" y="{_n(y + step * number)}"'
            self.parts.append(f'<text class="{css}" {place}{anchor}>{escape(line)}</text>')

    def icon(self, name: str, x: float, y: float) -> None:
        self.parts.append(
            f'<path class="diagram__icon" transform="translate({_n(x)} {_n(y)})" d="{ICONS[name]}"/>'
        )

    def bracket(self, x: float, top: float, bottom: float) -> None:
        self._path("diagram__flow", f"M{_n(x - 6)} {_n(top)}h6V{_n(bottom)}h-6")

    def start(self, x: float, y: float) -> None:
        self._circle("diagram__start", x, y, 8)

    def number(self, number: int, x: float, y: float) -> None:
        """Put the number of a problem beside what it is about."""
        self._circle("diagram__problem", x, y, 12)
        place = f'x="{_n(x)}" y="{_n(y + 5)}"'
        self.parts.append(f'<text class="diagram__problem-no" {place}>{number}</text>')

    def mark(self, kind: str, word: str, x: float, y: float) -> None:
        """Write what became of a part on a label above its corner: its word, not its colour alone."""
        width = SMALL_LETTER * len(word) + 14
        size = f'x="{_n(x - width / 2)}" y="{_n(y - 10)}" width="{_n(width)}" height="20" rx="3"'
        self.parts.append(f'<rect class="diagram__mark diagram__mark--{kind}" {size}/>')
        place = f'x="{_n(x)}" y="{_n(y + 5)}" text-anchor="middle"'
        self.parts.append(f'<text class="diagram__mark-word" {place}>{escape(word)}</text>')

    def back(self, out: tuple[Point, ...], lane: float, y: float, axis: float) -> None:
        """Draw a return: from its box to the lane, up, and right to the axis."""
        lead = "L".join(f"{_n(x)} {_n(at)}" for x, at in out)
        at = out[-1][1]
        up = 8 if at > y else -8
        turn = f"H{_n(lane + 8)}q-8 0-8 {-up}V{_n(y + up)}q0 {-up} 8 {-up}H{_n(axis - 8)}"
        self._path("diagram__flow diagram__flow--back", f"M{lead}{turn}")
        self._path("diagram__head--back", f"M{_n(axis - 1)} {_n(y)}l-8-4.5v9z")

    def path_of(self, placed: Placed) -> None:
        for points in placed.strokes:
            self._stroke("diagram__flow", points)
        for x, y in placed.heads:
            self._path("diagram__head", f"M{_n(x)} {_n(y)}l-4-7h8z")
        for label in placed.labels:
            self.words("small", label.x, label.y + 14, label.lines, middle=True)

    def box(self, box: Box, *, wrong: bool = False, here: bool = False, name: str = "") -> None:
        """Draw a block by its sign. `wrong`: it has a problem; `here`: a case stands at it."""
        with self.part(box.key, name=name):
            self._touch(box)
            self._sign(box, wrong=wrong)
        if here:
            self._circle("diagram__start", box.left - 9, box.bottom - 12, 6)

    def _touch(self, box: Box) -> None:
        """The surface of a box, never lower than a finger needs."""
        height = max(box.height, 24)
        self.touch(box.left, box.y - (height - box.height) / 2, box.width, height)

    def _sign(self, box: Box, *, wrong: bool) -> None:
        match box.kind:
            case "bar":
                self._rect("diagram__bar", box, 2)
            case "ask":
                self._rect("diagram__ask", box, 17.5)
                self.words("plain", box.x, box.y + 22.5, box.lines, middle=True)
            case "wait":
                self._rect("diagram__wait", box, 17)
                self.icon("clock", box.left + 16, box.y + box.height / 2 - 7)
                self.words("plain", box.x + 10, box.y + 22, box.lines, middle=True)
            case "return":
                self._rect("diagram__wait", box, 3)
                self.words("plain", box.x, box.y + 22, box.lines, middle=True)
            case "end":
                self._circle("diagram__end", box.x, box.y + 8, 8)
                self.words("strong", box.x, box.y + 34, box.lines, middle=True)
            case _:
                self._step(box, wrong=wrong)

    def _step(self, box: Box, *, wrong: bool) -> None:
        """Words on a tread; a decision has a thin second stroke, asking several has two short ones."""
        self.words("strong", box.x, box.y + 18.5, box.lines, middle=True)
        y = box.y + 19 * max(len(box.lines), 1) + 19
        if box.notes:
            shift = 0
            if icon := NOTE_ICONS.get(box.kind):
                shift = 9
                half = SMALL_LETTER * len(box.notes[0]) / 2
                self.icon(icon, max(box.x + shift - half - 16, box.left - 10), y - 12)
            self.words("small", box.x + shift, y, box.notes, middle=True)
        tread = box.bottom - {"decision": 12, "several": 15}.get(box.kind, 5)
        css = "diagram__tread diagram__tread--problem" if wrong else "diagram__tread"
        self._path(css, f"M{_n(box.left + 3)} {_n(tread)}c45-2 90 1.5 144-.5")
        if box.kind == "decision":
            thin = f"M{_n(box.left + 3)} {_n(tread + 7)}h144"
            self._path("diagram__tread diagram__tread--thin", thin)
        if box.kind == "several":
            for left in (15, 83):
                short = f"M{_n(box.left + left)} {_n(tread + 9)}h52"
                self._path("diagram__tread diagram__tread--thin", short)

    def _rect(self, css: str, box: Box, radius: float) -> None:
        size = (
            f'x="{_n(box.left)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'
        )
        self.parts.append(f'<rect class="{css}" {size} rx="{_n(radius)}"/>')

    def _circle(self, css: str, x: float, y: float, radius: float) -> None:
        self.parts.append(f'<circle class="{css}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"/>')

    def _stroke(self, css: str, points: Iterable[Point]) -> None:
        self._path(css, "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points))

    def _path(self, css: str, drawing: str) -> None:
        self.parts.append(f'<path class="{css}" d="{drawing}"/>')


def _n(number: float) -> str:
    """Write a number shortly, always the same way."""
    return f"{number:.1f}".removesuffix(".0")
