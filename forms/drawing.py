"""Charts as SVG, drawn on the server: bars, and lines over time. Pure.

A drawing only shows: the numbers stand in a table beside it. Colours and sizes are classes of the style sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 360  # about a phone's column, so that words keep their size
LINE = 20  # from one line of words to the next
BAR = 14
LETTERS = 46  # that fit on a line
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 16, 44
TALL = 220


class Drawing(str):
    """Finished markup: templates show it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    value   how long it is; None when the number is not shown, and then nothing is drawn
    shown   the number in words, at the end of the bar
    soft    drawn in the quieter colour
    """

    label: str
    value: float | None
    shown: str
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """One value on a line.

    at      where on the axis, in any unit that grows to the right: the number of a day
    label   what stands below the axis there
    """

    at: float
    value: float | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Values that belong together; a value that is missing breaks the line."""

    name: str
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A named part of the axis, such as the band of a scale."""

    label: str
    least: float
    most: float


def bars(rows: Sequence[Bar], *, title: str, told: str, ident: str, most: float = 0) -> Drawing:
    """Draw bars below each other, each under its own words.

    told    the drawing in one sentence, for those who cannot see it
    ident   unique on the page
    most    what a bar of full length stands for; the longest when left out
    """
    full = max([most, *(row.value or 0 for row in rows)]) or 1
    parts, y = [], 0
    for row in rows:
        for line in wrapped(row.label):
            y += LINE
            parts.append(_text(0, y - 5, line))
        parts.append(_bar(row, y, full))
        y += BAR + 16
    return _svg(parts, tall=max(y, 1), title=title, told=told, ident=ident)


def lines(  # noqa: PLR0913  one meaning each, all named
    series: Sequence[Line],
    *,
    title: str,
    told: str,
    ident: str,
    least: float,
    most: float,
    stretches: Sequence[Stretch] = (),
) -> Drawing:
    """Draw values over time: one line per series, the first one the strongest.

    least, most   the ends of the upright axis
    stretches     shaded every other one, named at their right end
    """
    plot = _Plot.of(series, least, most)
    parts = [_stretch(plot, each, shaded=n % 2 == 0) for n, each in enumerate(stretches)]
    parts += [_grid(plot, value) for value in ticks(least, most)]
    parts += [_line(plot, each, second=n > 0) for n, each in enumerate(series)]
    parts += _days(plot, series)
    tall = TOP + TALL + BOTTOM
    return _svg(parts, tall=tall, title=title, told=told, ident=ident)


def ticks(least: float, most: float, *, about: int = 5) -> list[float]:
    """Round numbers along an axis: steps of 1, 2 or 5."""
    if most <= least:
        return [least]
    step = 10.0 ** (len(str(int((most - least) / about))) - 1) if most - least >= about else 1.0
    while (most - least) / step > about:
        step *= 2.5 if str(step).startswith("2") else 2
    first = -(-least // step) * step
    count = int((most - first) / step) + 1
    return [first + n * step for n in range(count)]


def wrapped(label: str, letters: int = LETTERS) -> list[str]:
    """Break words into lines; one that is too long is cut where the line ends."""
    out = [""]
    for word in label.split():
        while len(word) > letters:
            out.append(word[:letters])
            word = word[letters:]  # noqa: PLW2901  the rest of the same word
        if out[-1] and len(out[-1]) + 1 + len(word) > letters:
            out.append("")
        out[-1] = f"{out[-1]} {word}".strip()
    return [line for line in out if line] or [""]


def number(value: float) -> str:
    """A coordinate, or a number on an axis: no decimals that say nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


@dataclass(frozen=True, slots=True)
class _Plot:
    first: float
    last: float
    least: float
    most: float

    @classmethod
    def of(cls, series: Sequence[Line], least: float, most: float) -> "_Plot":
        places = [point.at for line in series for point in line.points] or [0]
        return cls(min(places), max(places), least, most)

    def x(self, at: float) -> float:
        wide = WIDTH - LEFT - RIGHT
        if self.last == self.first:
            return LEFT + wide / 2
        return LEFT + wide * (at - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        if self.most == self.least:
            return TOP + TALL / 2
        within = min(max(value, self.least), self.most)
        return TOP + TALL * (self.most - within) / (self.most - self.least)


def _svg(parts: Sequence[str], *, tall: float, title: str, told: str, ident: str) -> Drawing:
    name = escape(ident)
    return Drawing(
        f'<svg class="chart__svg" viewBox="0 0 {WIDTH} {number(tall)}" role="img" '
        f'aria-labelledby="{name}-title {name}-told"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-told">{escape(told)}</desc>{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, words: str, *, anchor: str = "start", strong: bool = False) -> str:
    kind = "chart__text chart__text--strong" if strong else "chart__text"
    place = f'x="{number(x)}" y="{number(y)}" text-anchor="{anchor}"'
    return f'<text class="{kind}" {place}>{escape(words)}</text>'


def _bar(row: Bar, y: float, full: float) -> str:
    room = WIDTH - 12 - 9 * len(row.shown)
    long = room * (row.value or 0) / full
    kind = "chart__bar--soft" if row.soft else "chart__bar"
    drawn = (
        f'<rect class="{kind}" x="0" y="{number(y)}" width="{number(max(long, 2))}" height="{BAR}"/>'
        if row.value
        else ""
    )
    after = long + 8 if row.value else 0
    return drawn + _text(after, y + BAR - 2, row.shown, strong=row.value is not None)


def _grid(plot: _Plot, value: float) -> str:
    y = number(plot.y(value))
    kind = "chart__axis" if value == plot.least else "chart__grid"
    rule = f'<line class="{kind}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
    return rule + _text(LEFT - 8, plot.y(value) + 5, number(value), anchor="end")


def _stretch(plot: _Plot, stretch: Stretch, *, shaded: bool) -> str:
    top, bottom = plot.y(stretch.most), plot.y(stretch.least)
    box = (
        f'<rect class="chart__rest" x="{LEFT}" y="{number(top)}" width="{WIDTH - LEFT - RIGHT}" '
        f'height="{number(bottom - top)}"/>'
        if shaded
        else ""
    )
    return box + _text(WIDTH - RIGHT - 4, top + 16, stretch.label, anchor="end")


def _line(plot: _Plot, line: Line, *, second: bool) -> str:
    kind = "chart__line chart__line--second" if second else "chart__line"
    path, pen_down, dots = [], False, []
    for point in line.points:
        if point.value is None:
            pen_down = False
            continue
        x, y = number(plot.x(point.at)), number(plot.y(point.value))
        path.append(f"{'L' if pen_down else 'M'}{x} {y}")
        dots.append(f'<circle class="chart__to" cx="{x}" cy="{y}" r="{3 if second else 5}"/>')
        pen_down = True
    drawn = f'<path class="{kind}" d="{" ".join(path)}"/>' if path else ""
    return drawn + "".join(dots)


def _days(plot: _Plot, series: Sequence[Line]) -> list[str]:
    """Words below the axis, as many as fit without touching."""
    places = {point.at: point.label for line in series for point in line.points if point.label}
    out, free = [], 0.0
    for at in sorted(places):
        half = 4 * len(places[at])
        x = min(max(plot.x(at), half), WIDTH - half)
        if x - half >= free:
            out.append(_text(x, TOP + TALL + 28, places[at], anchor="middle"))
            free = x + half + 8
    return out
