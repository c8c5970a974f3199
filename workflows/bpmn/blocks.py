"""The graph of a BPMN file as nested blocks, as far as it is made of blocks. Pure."""

import re
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from workflows.bpmn.names import bpmn, kept, local

TASKS = frozenset(
    {
        *("task", "userTask", "manualTask", "serviceTask", "sendTask"),
        *("receiveTask", "scriptTask", "businessRuleTask"),
    }
)
GATEWAYS = {"exclusiveGateway": "choice", "parallelGateway": "parallel"}
DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?")
NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")
PATIENCE = 2_000  # steps of walking; a drawing that goes round is stopped here


def noop(sentence: str) -> str:
    """Marks a sentence for translation; it is translated when it is said."""
    return sentence


@dataclass(frozen=True, slots=True)
class Strange:
    """An element that was met on the way and could not be taken."""

    element: str
    name: str
    why: str


@dataclass(slots=True)
class Arrow:
    """A sequence flow."""

    target: str
    name: str
    settings: dict[str, Any] = field(default_factory=dict)


def key_of(words: str, taken: set[str], otherwise: str) -> str:
    """Make a key of a title that no other part has."""
    plain = NOT_IN_A_KEY.sub("_", words.lower()).strip("_")[:40]
    base = plain if plain[:1].isalpha() else f"{otherwise}_{plain}".strip("_")
    key, number = base, 2
    while key in taken:
        key, number = f"{base}_{number}", number + 1
    taken.add(key)
    return key


class Reader:
    """Reads one process, or one subprocess."""

    def __init__(self, parent: Element) -> None:
        self.nodes: dict[str, Element] = {}
        self.out: dict[str, list[Arrow]] = {}
        self.titles: dict[str, str] = {}
        self.strange: list[Strange] = []
        self.keys: set[str] = set()
        self.begun: dict[str, str] = {}  # {marker of a phase: its key}
        self.walked = 0
        for element in parent:
            name = element.get("id", "")
            if local(element) == "sequenceFlow":
                arrow = Arrow(element.get("targetRef", ""), element.get("name", ""), kept(element))
                self.out.setdefault(element.get("sourceRef", ""), []).append(arrow)
            elif name and local(element) not in ("laneSet", "extensionElements", "documentation"):
                self.nodes[name] = element
        self.roles = _lanes(parent)

    def phases(self) -> list[dict[str, Any]]:
        """The path from the start, cut where phases begin; one phase where no file says so."""
        node = self.follow(self.start())
        phases: list[dict[str, Any]] = []
        if node and not self.is_phase(node):
            self.begun[node] = "work"
            self.titles["phase.work.title"] = "Work"
            blocks, node = self.sequence(node, {}, first=True)
            phases.append({"key": "work", "blocks": blocks})
        while node and node not in self.begun:
            key = self.phase_key(node)
            self.begun[node] = key
            blocks, after = self.sequence(*self.next(node), top=True)
            phases.append({"key": key, "blocks": blocks})
            node = after
        return phases + self.unreached()

    def unreached(self) -> list[dict[str, Any]]:
        """Phases that nothing leads to but returns, or nothing at all: still there."""
        found = []
        for name in self.nodes:
            if self.is_phase(name) and name not in self.begun:
                key = self.phase_key(name)
                self.begun[name] = key
                blocks, _after = self.sequence(*self.next(name), top=True)
                found.append({"key": key, "blocks": blocks})
        return found

    def side(self) -> list[dict[str, Any]]:
        """The blocks of what may happen at any time."""
        return self.sequence(*self.next(self.start()))[0]

    def start(self) -> str:
        return next((name for name, node in self.nodes.items() if local(node) == "startEvent"), "")

    def follow(self, name: str) -> str:
        arrows = self.out.get(name, [])
        return arrows[0].target if arrows else ""

    def is_phase(self, name: str) -> bool:
        return "phase" in kept(self.nodes[name]) if name in self.nodes else False

    def phase_key(self, name: str) -> str:
        key: str = kept(self.nodes[name])["phase"]
        self.titles[f"phase.{key}.title"] = self.nodes[name].get("name", "")
        return key

    # Sequences ----------------------------------------------------------------------------------

    def sequence(
        self,
        name: str,
        carried: dict[str, Any],
        stop: str = "",
        *,
        top: bool = False,
        first: bool = False,
    ) -> tuple[list[dict[str, Any]], str]:
        """Read blocks one after the other.

        carried   what the arrow there carries
        stop      where branches meet: not read here
        top       outside of all branches: the next phase begins there
        returns   the blocks, and where the reading stopped; "" when nothing goes on
        """
        blocks: list[dict[str, Any]] = []
        while name and name != stop:
            self.walked += 1
            if self.walked > PATIENCE or name not in self.nodes:
                raise ValueError(name)
            if name in self.begun and not (first and not blocks):
                blocks.append(self.back(name, carried))
                return blocks, ""
            if self.is_phase(name):
                if top and "returns" not in carried:
                    return blocks, name
                blocks.append(self.back(name, carried))
                return blocks, ""
            block, name, carried = self.block(name)
            if block:
                blocks.append(block)
                if block["kind"] == "end":
                    return blocks, ""
        return blocks, name

    def back(self, name: str, carried: dict[str, Any]) -> dict[str, Any]:
        phase = self.begun.get(name) or kept(self.nodes[name])["phase"]
        key = carried.get("returns") or key_of("back", self.keys, "back")
        return {"kind": "return", "key": key, "phase": phase}

    def block(self, name: str) -> tuple[dict[str, Any] | None, str, dict[str, Any]]:
        """Read one element.

        returns   the block, the element after it, and what the arrow there carries
        """
        element, arrows = self.nodes[name], self.out.get(name, [])
        kind, settings = local(element), kept(element)
        if "judges" in settings or "meeting" in settings:
            return (None, *self.next(name))
        if kind in GATEWAYS and (len(arrows) > 1 or "kind" in settings):
            return self.fork(name, settings)
        block = self.plain(element, kind, settings)
        if block is None and kind not in GATEWAYS:
            why = noop("A drawing of blocks has no place for it.")
            self.strange.append(Strange(kind, element.get("name", ""), why))
        if len(arrows) > 1:
            why = noop("Several arrows leave it without a gateway; only the first was followed.")
            self.strange.append(Strange(kind, element.get("name", ""), why))
        return (block, *self.next(name))

    def next(self, name: str) -> tuple[str, dict[str, Any]]:
        arrows = self.out.get(name, [])
        return (arrows[0].target, arrows[0].settings) if arrows else ("", {})

    def plain(self, element: Element, kind: str, settings: dict[str, Any]) -> dict[str, Any] | None:
        """Read a block that holds no others; None when there is none like it."""
        title = element.get("name", "").strip()
        if "kind" in settings and "key" in settings:
            self.keys.add(settings["key"])
            self.name_it(settings, title)
            return dict(settings)
        if kind in TASKS:
            key = key_of(title, self.keys, "step")
            role = self.roles.get(element.get("id", ""), "worker")
            block: dict[str, Any] = {"kind": "task", "key": key, "role": role}
        elif kind == "endEvent":
            key = key_of(title, self.keys, "end")
            block = {"kind": "end", "key": key, "outcome": key}
        elif kind == "intermediateCatchEvent" and (period := _duration(element)):
            key = key_of(title, self.keys, "wait")
            block = {"kind": "wait", "key": key, "until": {"anchor": "now", "period": period}}
        else:
            return None
        self.name_it(block, title)
        return block

    def name_it(self, block: dict[str, Any], title: str) -> None:
        if block["kind"] == "end":
            self.titles.setdefault(f"outcome.{block.get('outcome', '')}.title", title)
        else:
            self.titles.setdefault(f"step.{block['key']}.title", title)

    # Forks --------------------------------------------------------------------------------------

    def fork(
        self, name: str, settings: dict[str, Any]
    ) -> tuple[dict[str, Any], str, dict[str, Any]]:
        """Read a gateway, its branches, and where they meet."""
        element, arrows = self.nodes[name], self.out.get(name, [])
        title = element.get("name", "").strip()
        kind = GATEWAYS[local(element)]
        block = {"kind": kind, "key": settings.get("key") or key_of(title, self.keys, kind)}
        block |= {each: value for each, value in settings.items() if each not in ("meets", "ways")}
        meet = settings.get("meets") or (
            "" if settings else self.meeting([a.target for a in arrows])
        )
        self.name_it(block, title)
        if ways := settings.get("ways"):
            arrows = sorted(arrows, key=lambda each: ways.index(each.settings["branch"]["key"]))
        block["branches"] = [self.branch(block["key"], arrow, meet) for arrow in arrows]
        return (block, meet, {}) if meet else (block, "", {})

    def branch(self, choice: str, arrow: Arrow, meet: str) -> dict[str, Any]:
        own = arrow.settings.get("branch", {})
        key = own.get("key") or key_of(arrow.name, set(), "way") or "way"
        if arrow.name:
            self.titles[f"branch.{choice}.{key}"] = arrow.name
        made: dict[str, Any] = {**own, "key": key}
        if "returns" in arrow.settings:
            return {**made, "blocks": [self.back(arrow.target, arrow.settings)]}
        blocks, _after = self.sequence(arrow.target, {}, meet)
        return {**made, "blocks": blocks}

    def meeting(self, targets: list[str]) -> str:
        """Where the branches of a gateway meet: the nearest element that most of them reach."""
        reached = [self.distances(target) for target in targets]
        count: dict[str, list[int]] = {}
        for distances in reached:
            for node, far in distances.items():
                count.setdefault(node, []).append(far)
        shared = {node: far for node, far in count.items() if len(far) > 1}
        if not shared:
            return ""
        return min(shared, key=lambda node: (-len(shared[node]), sum(shared[node])))

    def distances(self, target: str) -> dict[str, int]:
        found: dict[str, int] = {}
        waiting = [(target, 0)]
        for name, far in waiting:
            if name in found or name in self.begun or name not in self.nodes:
                continue
            found[name] = far
            waiting += [(arrow.target, far + 1) for arrow in self.out.get(name, [])]
        return found


def _lanes(parent: Element) -> dict[str, str]:
    """{element: role} from the lanes that it lies in."""
    return {
        (each.text or "").strip(): key_of(lane.get("name", ""), set(), "role")
        for lane in parent.iter(bpmn("lane"))
        for each in lane.iter(bpmn("flowNodeRef"))
    }


def _duration(element: Element) -> dict[str, int]:
    """The length of a timer in calendar units; empty when it waits for something else."""
    said = next(element.iter(bpmn("timeDuration")), None)
    found = DURATION.fullmatch((said.text or "").strip()) if said is not None else None
    if found is None:
        return {}
    years, months, weeks, days = (int(each or 0) for each in found.groups())
    units = {"months": 12 * years + months, "weeks": weeks, "days": days}
    return {unit: number for unit, number in units.items() if number}
