"""Where each element stands: from our own picture, with a little more air. Pure."""

from collections.abc import Mapping

from workflows.bpmn.graph import Node, Stretch
from workflows.diagram import Picture
from workflows.document import Event, WorkflowDocument
from workflows.layout import Path
from workflows.moves.places import Side
from workflows.steps import Choice, Parallel

WIDER, HIGHER = 1.3, 2.0
SIZES: Mapping[str, tuple[int, int]] = {
    "userTask": (150, 60),
    "task": (150, 60),
    "startEvent": (36, 36),
    "endEvent": (36, 36),
    "intermediateThrowEvent": (36, 36),
    "intermediateCatchEvent": (36, 36),
    "exclusiveGateway": (40, 40),
    "parallelGateway": (40, 40),
}
EDGE = 40  # around the nodes of a subprocess
Rectangle = tuple[float, float, float, float]  # left, top, width, height


class Places:
    """The rectangle of every node of a workflow."""

    def __init__(self, document: WorkflowDocument, texts: Mapping[str, str]) -> None:
        self.found: dict[str, Rectangle] = {}
        self.picture = Picture(document, texts, str)
        self.middles: dict[str, tuple[float, float]] = {"start": (self.picture.axis, 14)}
        for band in self.picture.bands:
            self.middles[f"phase_{band.phase.key}"] = (self.picture.axis, band.y + 24)
        self._note(self.picture.path, document)
        left = self.picture.width
        for event in document.events:
            left = self._note_side(event, texts, left)

    def _note_side(self, event: Event, texts: Mapping[str, str], left: float) -> float:
        """Put what may happen at any time to the right of the path."""
        path = Path(texts, self.picture.path.phases, str)
        width, height = path.size(event.blocks)
        middle = left + max(width, 200) / 2 + 40
        path.place(event.blocks, middle, 70)
        self.middles[f"begin_{event.key}"] = (middle, 30)
        self.middles[f"done_{event.key}"] = (middle, 110 + height)
        self._note(path, WorkflowDocument(events=(event,)))
        return middle + max(width, 200) / 2 + 40

    def _note(self, path: Path, document: WorkflowDocument) -> None:
        places = Side(document, {}).places
        for box in path.placed.boxes:
            place = places.get(box.key)
            if place is None:
                continue
            self.middles[box.key] = (box.x, box.y + box.height / 2)
            if isinstance(place.block, Choice | Parallel):
                bottom = box.y + path.size_of(place.block)[1]
                for prefix in ("merge_", "join_"):
                    self.middles[f"{prefix}{box.key}"] = (box.x, bottom - 6)

    def of(self, node: Node) -> Rectangle:
        """Where a node stands."""
        width, height = SIZES[node.element]
        judged = str(node.settings.get("judges", ""))
        x, y = self.middles.get(node.key) or self.middles.get(node.name) or self.middles[judged]
        up = 35 if judged else 0
        left = WIDER * x - width / 2
        return (left, max(0.0, HIGHER * y - height / 2 - up), width, height)

    def around(self, stretch: Stretch) -> Rectangle:
        """A rectangle around all nodes of a subprocess."""
        all_of_them = [self.of(node) for node in stretch.nodes]
        left, top = (min(each[at] for each in all_of_them) - EDGE for at in (0, 1))
        right, bottom = (
            max(each[at] + each[at + 2] for each in all_of_them) + EDGE for at in (0, 1)
        )
        return (left, max(0.0, top), right - left, bottom - max(0.0, top))


def bends(source: Rectangle, target: Rectangle) -> list[tuple[float, float]]:
    """The points of an arrow: down and across; back up on the left side."""
    start = (source[0] + source[2] / 2, source[1] + source[3])
    tip = (target[0] + target[2] / 2, target[1])
    if tip[1] < start[1]:
        lane = min(source[0], target[0]) - 30
        side = (target[0], target[1] + target[3] / 2)
        return [
            (source[0], source[1] + source[3] / 2),
            (lane, source[1] + source[3] / 2),
            (lane, side[1]),
            side,
        ]
    if start[0] == tip[0]:
        return [start, tip]
    half = (start[1] + tip[1]) / 2
    return [start, (start[0], half), (tip[0], half), tip]
