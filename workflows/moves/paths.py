"""One path of a case in a new version: what stays, what is gone, where it can go on instead. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from workflows import texts as words
from workflows.moves.beside import beside, first_node, rests_at_once
from workflows.moves.places import JOIN, Place, Side
from workflows.moves.verdicts import MAIN, STOP, Option, Question, Reason, Rest

OBLIGATION, EXTRA = "obligation_", "extra"


@dataclass(slots=True)
class Way:
    """What becomes of one path.

    rests      what it rests on afterwards, with the new node;  stopped  what ends
    arrive     nodes that the path comes to, in place of what is gone or beside where it goes on
    beside     what is said about ways at once that are new where it goes on
    question   what has to be chosen first; `answer` what was chosen
    """

    path: str
    rests: dict[int, str] = field(default_factory=dict)
    stopped: list[int] = field(default_factory=list)
    arrive: list[str] = field(default_factory=list)
    meet: list[str] = field(default_factory=list)
    beside: list[Reason] = field(default_factory=list)
    question: Question | None = None
    answer: str = ""

    @property
    def nodes(self) -> list[str]:
        return [*self.rests.values(), *self.arrive]


class PathJudge:
    """Judges the paths of one case, each by itself."""

    def __init__(self, before: Side, after: Side, done: frozenset[str]) -> None:
        self.before, self.after, self.done = before, after, done

    def way(self, path: str, rests: Sequence[Rest], event: str, chosen: str) -> Way:
        """Say what becomes of one path.

        event    the event that a path beside belongs to; "" for the case's own
        chosen   the answer to the question that this path may raise
        """
        joins = [rest for rest in rests if rest.node.startswith(JOIN)]
        real = [rest for rest in rests if rest not in joins]
        kept = [rest for rest in real if self.is_kept(rest, event)]
        lost = [rest for rest in real if rest not in kept]
        way = Way(path)
        if lost and all(self.is_owed(rest) for rest in lost):
            way.stopped = [rest.row for rest in lost]  # it is owed no longer
        elif lost or not self.can_rest(kept):
            way.question = self.question(path, lost, kept, event)
            self.answer(way, lost, kept, chosen)
            if not way.answer:
                return way
        else:
            way.rests = {rest.row: rest.node for rest in kept}
        self.begin_beside(way, rests)
        self.settle_joins(way, joins)
        return way

    def is_kept(self, rest: Rest, event: str) -> bool:
        """Whether the new version has the same step, of the same type, on the same kind of path."""
        kind = self.after.nodes.get(rest.node)
        if kind is None or kind != self.before.nodes.get(rest.node):
            return False
        place = self.after.names.get(rest.node)
        return place is None or self.lies_on(place, event)

    def lies_on(self, place: Place, event: str) -> bool:
        return place.stretch == event if event else not place.side

    def is_owed(self, rest: Rest) -> bool:
        return rest.node.startswith(OBLIGATION)

    def can_rest(self, kept: Iterable[Rest]) -> bool:
        """Whether a path can rest at all of these at once."""
        places = [self.after.names[rest.node] for rest in kept if rest.node in self.after.names]
        return all(one.goes_with(other) for one in places for other in places)

    def question(
        self, path: str, lost: Sequence[Rest], kept: Sequence[Rest], event: str
    ) -> Question:
        gone, left = (sorted({rest.node for rest in rests}) for rests in (lost, kept))
        about = (lost or kept)[0]
        title = self.title_before(about)
        others = ", ".join(
            dict.fromkeys(self.title_before(rest) for rest in (kept if lost else kept[1:]))
        )
        code = "apart" if not lost else "beside_gone" if path != MAIN else "gone"
        return Question(
            f"{event or MAIN}:{'+'.join(gone)}|{'+'.join(left)}",
            Reason(code, about.key, title, others),
            tuple(self.options(path, lost, kept, event)),
        )

    def options(
        self, path: str, lost: Sequence[Rest], kept: Sequence[Rest], event: str
    ) -> Iterator[Option]:
        """Offer every step where the path can go on; what came next before the change is suggested."""
        names = [
            name for name, place in self.after.names.items() if self.can_begin(name, place, event)
        ]
        suggested = self.came_next(lost or kept, names)
        if path != MAIN or (kept and self.can_rest(kept)):
            yield Option(STOP)
        for name in sorted(names, key=lambda each: self.after.names[each].number):
            title = words.title(self.after.texts, self.after.names[name].block)
            yield Option(name, title, suggested=name == suggested)

    def can_begin(self, name: str, place: Place, event: str) -> bool:
        """Whether a path can be led to a step from outside: it must come to rest there."""
        begins = name == first_node(place.block)
        return begins and self.lies_on(place, event) and rests_at_once(place.block)

    def came_next(self, rests: Sequence[Rest], names: Sequence[str]) -> str:
        """The step that followed in the old drawing and that the new one still has."""
        numbers = [
            self.before.names[rest.node].number for rest in rests if rest.node in self.before.names
        ]
        if not numbers:
            return ""
        later = [
            (place.number, name)
            for name, place in self.before.names.items()
            if name in names and place.number >= min(numbers)
        ]
        return min(later, default=(0, ""))[1]

    def answer(self, way: Way, lost: Sequence[Rest], kept: Sequence[Rest], chosen: str) -> None:
        assert way.question is not None
        if chosen not in [option.value for option in way.question.options]:
            return
        way.answer = chosen
        target = self.after.names.get(chosen)
        stays = [
            rest
            for rest in kept
            if chosen == STOP or (target and self.after.names[rest.node].goes_with(target))
        ]
        if target and not self.can_rest(stays):
            stays = [rest for rest in stays if self.after.names[rest.node].key == target.key]
        way.rests = {rest.row: rest.node for rest in stays}
        way.stopped = [rest.row for rest in (*lost, *kept) if rest not in stays]
        if chosen != STOP and chosen not in way.rests.values():
            way.arrive = [chosen]

    def begin_beside(self, way: Way, rests: Sequence[Rest]) -> None:
        """What the new drawing has run at once with where the path goes on begins with it."""
        found = list(beside(self.before, self.after, rests, way.nodes, self.done))
        way.arrive += [each.node for each in found if each.node]
        way.beside = [each.reason for each in found]

    def settle_joins(self, way: Way, joins: Sequence[Rest]) -> None:
        """Keep, end and begin waiting where branches meet, as the new drawing has it."""
        names = (self.after.names[node].key for node in way.nodes if node in self.after.names)
        needed = self.after.joins(names)
        for rest in joins:
            if rest.node in needed:
                way.rests[rest.row] = rest.node
                needed.discard(rest.node)
            else:
                way.stopped.append(rest.row)
        way.meet = sorted(needed)

    def title_before(self, rest: Rest) -> str:
        place = self.before.names.get(rest.node)
        events = (event for event in self.before.document.events if event.key == rest.key)
        part = place.block if place else next(events, None)
        return words.title(self.before.texts, part) if part else rest.key
