"""A workflow as a picture: phases as bands, steps as treads, the margins for what may happen any time and what is owed.

Pure. Classes only, no styles: the looks are in `diagram.css`. The same content stands as text in `workflows.outline`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forms.problems import Problem
from workflows import spoken
from workflows import texts as words
from workflows.document import Event, Obligation, Phase, WorkflowDocument
from workflows.facts import owner_of
from workflows.layout import Box, Path, Placed, Say, wrap
from workflows.steps import Decision, Task, walk
from workflows.svg import Sheet

LEFT, RIGHT = 168, 200
LANE, BRACKET = 18, 9
TOP_FIRST, TOP = 40, 32  # from a phase's rule to its first block
ROOM = 60  # above and below the path of a phase
WRAP_PHASE, WRAP_EVENT, WRAP_OWED, WRAP_SMALL = 15, 15, 22, 22
NOTE = 17  # a line in the margins
NO_MARKS: Mapping[str, str] = {}
# What became of a part, in a word.
MARKS = {"added": "new", "removed": "gone", "changed": "changed", "moved": "moved"}


@dataclass(slots=True)
class Band:
    """One phase across the picture."""

    phase: Phase
    number: int
    y: float
    height: float = 0
    events: list[Event] = field(default_factory=list)
    owed: list[Obligation] = field(default_factory=list)
    path: float | None = 0  # where its path leaves, None when it has ended

    @property
    def bottom(self) -> float:
        return self.y + self.height


def draw(  # noqa: PLR0913  what is drawn, and what is marked in it
    document: WorkflowDocument,
    texts: Mapping[str, str],
    *,
    problems: Sequence[Problem] = (),
    here: Iterable[str] = (),
    links: bool = False,
    marks: Mapping[str, str] = NO_MARKS,
    say: Say = str,
) -> str:
    """Draw a workflow as SVG.

    problems   in the order of their sentences; each is numbered at the block it is about
    here       keys of blocks where a case stands now
    links      every part leads to `#part-<key>`
    marks      {key: mark}: what became of a part in another version, written beside it
    say        the language of what the picture says by itself, such as `gettext`
    """
    picture = Picture(document, texts, say)
    return picture.drawn(problems, frozenset(here), links=links, marks=marks)


def in_order(
    document: WorkflowDocument,
    texts: Mapping[str, str],
    problems: Iterable[Problem],
    *,
    say: Say = str,
) -> list[Problem]:
    """Sort problems as they are numbered: from the top left of the picture; what is nowhere comes last."""
    spots = Picture(document, texts, say).spots()
    nowhere = (float("inf"), float("inf"))
    return sorted(problems, key=lambda problem: spots.get(problem.where, nowhere)[::-1])


class Picture:
    """A workflow with everything in its place."""

    def __init__(self, document: WorkflowDocument, texts: Mapping[str, str], say: Say) -> None:
        self.document, self.texts, self.say = document, texts, say
        self.path = Path(texts, tuple(phase.key for phase in document.phases), say)
        widest = max((self.path.size(phase.blocks)[0] for phase in document.phases), default=0)
        lanes = sum(
            block.kind == "return" for phase in document.phases for block in walk(phase.blocks)
        )
        self.brackets = _lanes_of_events(document)
        self.margin = LEFT + BRACKET * max(self.brackets.values(), default=0)
        self.flow_left = self.margin + LANE * (lanes + 1)
        self.axis = self.flow_left + max(widest, 150) / 2
        self.flow_right = self.axis + max(widest, 150) / 2 + LANE
        self.width = self.flow_right + RIGHT
        self.bands = self.placed_bands()
        self.height = self.bands[-1].bottom if self.bands else TOP_FIRST

    @property
    def placed(self) -> Placed:
        return self.path.placed

    def placed_bands(self) -> list[Band]:
        bands: list[Band] = []
        y = 0.0
        for number, phase in enumerate(self.document.phases, 1):
            band = Band(phase, number, y)
            band.events = [
                event for event in self.document.events if self.begins(event) == phase.key
            ]
            band.owed = [
                owed for owed in self.document.obligations if self.falls_in(owed) == phase.key
            ]
            path = self.path.size(phase.blocks)[1] + ROOM + (TOP_FIRST - TOP if number == 1 else 0)
            band.height = max(path, self.left_height(band), self.right_height(band), 60)
            bands.append(band)
            y = band.bottom
        self.place_paths(bands)
        return bands

    def place_paths(self, bands: list[Band]) -> None:
        """Put the path of each phase on the axis, and join it to the one before."""
        before: float | None = 22  # below the dot of the start
        for band in bands:
            top = band.y + (TOP_FIRST if band.number == 1 else TOP)
            if before is not None and band.phase.blocks:
                self.placed.arrow(self.axis, before, top)
            after = self.path.place(band.phase.blocks, self.axis, top)
            before = after if band.phase.blocks else before

    # The margins ---------------------------------------------------------------------------

    def begins(self, event: Event) -> str:
        return self.span(event)[0].key if self.document.phases else ""

    def span(self, event: Event) -> list[Phase]:
        """The phases an event may happen in; all, when it names none that exist."""
        phases = list(self.document.phases)
        return [phase for phase in phases if phase.key in event.phases] or phases

    def falls_in(self, owed: Obligation) -> str:
        """The phase beside which an obligation is written."""
        phases = self.document.phases
        if not phases:
            return ""
        kind, _colon, name = owed.first.anchor.partition(":")
        step = owed.step or (owner_of(name) if kind == "answer" else "")
        for phase in phases:
            if step and any(block.key == step for block in walk(phase.blocks)):
                return phase.key
            if kind == "phase" and phase.key == name:
                return phase.key
        if kind.startswith("decision"):
            return self.phase_with(Decision)
        if kind == "service_start":
            return self.phase_with(Task, "service_start")
        if kind == "obligation" and name != owed.key:
            return next(
                (self.falls_in(each) for each in self.document.obligations if each.key == name),
                phases[0].key,
            )
        return phases[-1].key if kind == "closing" else phases[0].key

    def phase_with(self, kind: type[Task], fact: str = "") -> str:
        for phase in self.document.phases:
            for block in walk(phase.blocks):
                if isinstance(block, kind) and (not fact or fact in block.records):
                    return phase.key
        return self.document.phases[0].key

    def name_of(self, band: Band) -> tuple[str, ...]:
        return wrap(f"{band.number}. {words.title(self.texts, band.phase)}", WRAP_PHASE)

    def event_lines(self, event: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
        span = [self.document.phases.index(phase) + 1 for phase in self.span(event)]
        title = wrap(words.title(self.texts, event), WRAP_EVENT)
        when = f"{span[0]}" if len(span) == 1 else f"{span[0]}–{span[-1]}"
        said = self.say("any time in %(phases)s") % {"phases": when}
        return title, (said, *wrap(spoken.effect(event, self.say), WRAP_EVENT))

    def owed_lines(self, owed: Obligation) -> tuple[tuple[str, ...], tuple[str, ...]]:
        when = spoken.obligation(owed, self.document, self.texts, self.say)
        return wrap(words.title(self.texts, owed), WRAP_OWED), wrap(when, WRAP_SMALL)

    def event_places(self, band: Band) -> list[tuple[Event, float]]:
        """Put the events that begin in a phase below its name, each with the line it is written on."""
        y, places = band.y + 44 + 22 * len(self.name_of(band)), []
        for event in band.events:
            places.append((event, y))
            y += NOTE * sum(map(len, self.event_lines(event))) + 16
        return places

    def owed_places(self, band: Band) -> list[tuple[Obligation, float]]:
        y, places = band.y + 30, []
        for owed in band.owed:
            places.append((owed, y))
            y += NOTE * sum(map(len, self.owed_lines(owed))) + 16
        return places

    def left_height(self, band: Band) -> float:
        events = (NOTE * sum(map(len, self.event_lines(event))) + 16 for event in band.events)
        return 30 + 22 * len(self.name_of(band)) + sum(events)

    def right_height(self, band: Band) -> float:
        return 30 + sum(NOTE * sum(map(len, self.owed_lines(owed))) + 16 for owed in band.owed)

    # Spots of numbers ----------------------------------------------------------------------

    def spots(self) -> dict[str, tuple[float, float]]:
        """Map each part that stands somewhere to where its number is put: behind its name."""
        found: dict[str, tuple[float, float]] = {}
        for band in self.bands:
            found[band.phase.key] = self.behind(16, band.y + 30, self.name_of(band), step=22)
            for event, y in self.event_places(band):
                spot = self.behind(16, y, self.event_lines(event)[0])
                inside = (block.key for block in walk(event.blocks))
                found |= dict.fromkeys((event.key, *inside), spot)
            for owed, y in self.owed_places(band):
                found[owed.key] = self.behind(self.flow_right + 32, y, self.owed_lines(owed)[0])
        found |= {box.key: (box.right - 4, box.y + 8) for box in self.placed.boxes if box.key}
        found["start"] = (self.axis + 26, 14)
        return found

    def behind(
        self, x: float, y: float, lines: tuple[str, ...], step: float = NOTE
    ) -> tuple[float, float]:
        """Find room for a number behind the last of some lines."""
        edge = self.margin - 24 if x < self.margin else self.width - 14
        last = len(lines[-1]) if lines else 0
        return min(x + 7.4 * last + 18, edge), y + step * max(len(lines) - 1, 0) - 5

    # Drawing -------------------------------------------------------------------------------

    def drawn(
        self,
        problems: Sequence[Problem],
        here: frozenset[str],
        *,
        links: bool = False,
        marks: Mapping[str, str] = NO_MARKS,
    ) -> str:
        title = self.say("The workflow %(title)s as a picture. The same stands as text below it.")
        said = title % {"title": self.texts.get(words.TITLE, "")}
        sheet = Sheet(self.width, self.height, said, links=links)
        self.draw_bands(sheet)
        sheet.path_of(self.placed)
        wrong = {problem.where for problem in problems}
        for box in self.placed.boxes:
            name = "" if box.lines else self.say("At once")
            stands = bool(box.key) and box.key in here
            sheet.box(box, wrong=box.key in wrong, here=stands, name=name)
        self.draw_returns(sheet)
        with sheet.part("start", name=words.title(self.texts, self.document.start)):
            sheet.touch(self.axis - 12, 2, 24, 24)
            sheet.start(self.axis, 14)
        spots, used = self.spots(), dict[str, int]()
        for number, problem in enumerate(problems, 1):
            if problem.where in spots:
                x, y = spots[problem.where]
                sheet.number(number, x, y + 25 * used.setdefault(problem.where, 0))
                used[problem.where] += 1
        for key, mark in marks.items():
            if key in spots:
                sheet.mark(mark, self.say(MARKS[mark]), *spots[key])
        return sheet.text()

    def draw_bands(self, sheet: Sheet) -> None:
        for band in self.bands:
            sheet.rule((0, band.y + 0.5), (self.width, band.y + 0.5), phase=True)
        sheet.rule((self.margin + 4, 0), (self.margin + 4, self.height))
        sheet.rule((self.flow_right, 0), (self.flow_right, self.height))
        for band in self.bands:
            name = self.name_of(band)
            with sheet.part(band.phase.key):
                sheet.touch(12, band.y + 10, self.margin - 20, 8 + 22 * len(name))
                sheet.words("phase", 16, band.y + 30, name)
            self.draw_events(sheet, band)
            self.draw_owed(sheet, band)

    def draw_events(self, sheet: Sheet, band: Band) -> None:
        ends = {each.phase.key: each.bottom - 12 for each in self.bands}
        for event, y in self.event_places(band):
            name, when = self.event_lines(event)
            with sheet.part(event.key):
                sheet.touch(12, y - 16, LEFT - 28, NOTE * (len(name) + len(when)) + 6)
                sheet.words("margin", 16, y, name)
                sheet.words("small", 16, y + NOTE * len(name), when)
            x = self.margin - 12 - BRACKET * self.brackets[event.key]
            sheet.bracket(x, y - 10, ends[self.span(event)[-1].key])

    def draw_owed(self, sheet: Sheet, band: Band) -> None:
        for owed, y in self.owed_places(band):
            name, when = self.owed_lines(owed)
            with sheet.part(owed.key):
                lines = len(name) + len(when)
                sheet.touch(self.flow_right + 6, y - 16, RIGHT - 12, NOTE * lines + 6)
                sheet.icon("clock", self.flow_right + 12, y - 12)
                sheet.words("margin", self.flow_right + 32, y, name)
                sheet.words("small", self.flow_right + 32, y + NOTE * len(name), when)

    def draw_returns(self, sheet: Sheet) -> None:
        """Lead each return to a lane of its own, up, and into its phase."""
        starts = {band.phase.key: band.y + (28 if band.number == 1 else 15) for band in self.bands}
        returns = sorted(
            (box for box in self.placed.boxes if box.kind == "return"), key=lambda box: box.y
        )
        for number, box in enumerate(returns):
            if box.target in starts:
                lane = self.flow_left - 10 - LANE * number
                sheet.back(self.way_out(box), lane, starts[box.target], self.axis)

    def way_out(self, box: Box) -> tuple[tuple[float, float], ...]:
        """Find a height at which nothing stands to the left: beside the box, else below it."""
        middle = box.y + box.height / 2
        if self.is_free(box, middle):
            return ((box.left, middle),)
        below = box.bottom + 6
        while not self.is_free(box, below) and below < self.height:
            below += 4
        return ((box.x, box.bottom), (box.x, below))

    def is_free(self, box: Box, y: float) -> bool:
        return not any(
            other.left < box.left and other.y - 4 < y < other.bottom + 4
            for other in self.placed.boxes
            if other is not box
        )


def _lanes_of_events(document: WorkflowDocument) -> dict[str, int]:
    """Give each event a bracket of its own beside those that overlap it; the longest stand outermost."""
    order = [phase.key for phase in document.phases]
    spans = {}
    for event in document.events:
        named = [order.index(key) for key in event.phases if key in order] or list(
            range(len(order))
        )
        spans[event.key] = (min(named, default=0), max(named, default=0))
    lanes: dict[str, int] = {}
    for key in sorted(spans, key=lambda key: (spans[key][0] - spans[key][1], spans[key])):
        taken = {
            lane
            for other, lane in lanes.items()
            if spans[other][0] <= spans[key][1] and spans[key][0] <= spans[other][1]
        }
        lanes[key] = next(lane for lane in range(len(spans)) if lane not in taken)
    return lanes
