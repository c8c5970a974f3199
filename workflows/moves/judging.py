"""A new version against one running case: unchanged, moves, needs a choice, cannot. Pure.

The same judgement is asked twice: for all cases, before anything is moved, and for each case once more when it
is locked. What it plans is what is done.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby

from workflows import texts as words
from workflows.document import Gate
from workflows.moves.ahead import Blind, Reading, differs, setting_up
from workflows.moves.paths import EXTRA, PathJudge, Way
from workflows.moves.places import Side
from workflows.moves.verdicts import (
    ACCEPT,
    MAIN,
    Kind,
    Option,
    Plan,
    Question,
    Reason,
    Rest,
    Standing,
    Verdict,
)
from workflows.steps import Task

NONE: Mapping[str, str] = {}


def judge(
    before: Side, after: Side, standing: Standing, chosen: Mapping[str, str] = NONE
) -> Verdict:
    """Say what happens to a case when it goes on in another version.

    chosen   {question: option}; what is not chosen yet makes the case need a choice
    """
    return _Judgement(before, after, standing, chosen).verdict()


class _Judgement:
    def __init__(
        self, before: Side, after: Side, standing: Standing, chosen: Mapping[str, str]
    ) -> None:
        self.before, self.after = before, after
        self.standing, self.chosen = standing, chosen

    def verdict(self) -> Verdict:
        ways = list(self.ways())
        questions = [way.question for way in ways if way.question]
        answered = all(way.answer for way in ways if way.question)
        blind = (
            list(Reading(self.before, self.after, self.standing).blind(self.main_nodes(ways)))
            if answered
            else []
        )
        questions += [self.accepting(each) for each in blind if not each.hard]
        asking = tuple(each for each in questions if self.answer_to(each) is None)
        refusals = (
            *self.nowhere(questions),
            *self.asked(ways),
            *self.stuck(blind),
            *self.nobodys(),
        )
        if refusals:
            return Verdict("cannot", refusals, tuple(questions))
        if asking:
            return Verdict("choice", tuple(q.reason for q in asking), tuple(questions), asking)
        reasons = tuple(self.reasons(ways))
        kind: Kind = "moves" if reasons else "unchanged"
        return Verdict(kind, reasons, tuple(questions), plan=self.plan(ways))

    def ways(self) -> Iterator[Way]:
        judging = PathJudge(self.before, self.after, self.standing.done)
        rests = sorted(self.standing.rests, key=lambda rest: (rest.path, rest.row))
        for path, group in groupby(rests, key=lambda rest: rest.path):
            event = "" if path == MAIN else self.standing.events.get(path, "")
            here = list(group)
            first = judging.way(path, here, event, "")
            key = first.question.key if first.question else ""
            yield judging.way(path, here, event, self.chosen[key]) if key in self.chosen else first

    def answer_to(self, question: Question) -> str | None:
        answer = self.chosen.get(question.key)
        return answer if answer in [option.value for option in question.options] else None

    def main_nodes(self, ways: list[Way]) -> list[str]:
        return [node for way in ways if way.path == MAIN for node in way.nodes]

    # What cannot be ---------------------------------------------------------------------------

    def nowhere(self, questions: list[Question]) -> Iterator[Reason]:
        """Nothing in the new drawing could be chosen."""
        for each in questions:
            if not each.options:
                yield Reason("nowhere", each.reason.key, each.reason.title)

    def asked(self, ways: list[Way]) -> Iterator[Reason]:
        """Somebody outside is answering a form that changes under their hands, or that is gone."""
        kept = {row: node for way in ways for row, node in way.rests.items()}
        for rest in self.standing.rests:
            if rest.asked and (
                rest.row not in kept
                or self.form_of(self.before, rest) != self.form_of(self.after, rest)
            ):
                yield Reason("asked", rest.key, self.title(rest))

    def form_of(self, side: Side, rest: Rest) -> tuple[str, int | None]:
        place = side.names.get(rest.node)
        parts = {each.key: each for each in side.document.obligations}
        slug = getattr(place.block if place else parts.get(rest.key), "form", "")
        return slug, side.forms.get(slug)

    def stuck(self, blind: list[Blind]) -> Iterator[Reason]:
        for each in blind:
            if each.hard:
                yield Reason(
                    "gate" if isinstance(each.part, Gate) else "wait",
                    each.part.key,
                    self.named(each),
                    each.fact,
                )

    def nobodys(self) -> Iterator[Reason]:
        """An extra task for a role that is gone, in nobody's hands: nobody would find it again."""
        roles = {role.key for role in self.after.document.roles}
        for rest in self.standing.rests:
            if rest.node == EXTRA and rest.role and rest.role not in roles and not rest.held:
                yield Reason("extra_role", rest.role, self.role(rest.role))

    def accepting(self, blind: Blind) -> Question:
        reason = Reason("unasked", blind.part.key, self.named(blind), blind.fact)
        return Question(f"unasked:{blind.part.key}:{blind.fact}", reason, (Option(ACCEPT),))

    def named(self, blind: Blind) -> str:
        if isinstance(blind.part, Gate):
            place = self.after.places.get(blind.part.step)
            return words.title(self.after.texts, place.block) if place else blind.part.step
        return words.title(self.after.texts, blind.part)

    # What moving means ------------------------------------------------------------------------

    def reasons(self, ways: list[Way]) -> Iterator[Reason]:
        nodes = {row: node for way in ways for row, node in way.rests.items()}
        found = [
            reason
            for rest in self.standing.rests
            if rest.row in nodes
            for reason in self.changes_at(rest)
        ]
        yield from found
        for way in ways:
            if way.question:
                yield way.question.reason
            yield from way.beside
        owed = {each.key: each for each in self.before.document.obligations}
        left = {each.key for each in self.after.document.obligations}
        for key in sorted(self.standing.owed - left):
            title = words.title(self.before.texts, owed[key]) if key in owed else key
            yield Reason("owed_gone", key, title)
        roles = {role.key for role in self.after.document.roles}
        for key in sorted(self.standing.roles - roles):
            yield Reason("role_gone", key, self.role(key))
        if not found and differs(self.before, self.after, self.main_nodes(ways)):
            yield Reason("ahead")

    def changes_at(self, rest: Rest) -> Iterator[Reason]:
        """What is different about a step that the case rests on."""
        old, new = self.before.names.get(rest.node), self.after.names.get(rest.node)
        if old is None or new is None:
            return
        title = self.title(rest)
        if old.stretch != new.stretch:
            phase = self.after.phase(new.stretch)
            yield Reason(
                "phase", rest.key, title, words.title(self.after.texts, phase) if phase else ""
            )
        if old.within != new.within:
            yield Reason("placed", rest.key, title)
        if isinstance(old.block, Task) and isinstance(new.block, Task):
            if old.block.role != new.block.role:
                yield Reason("role", rest.key, title, self.role(new.block.role))
            if self.form_of(self.before, rest) != self.form_of(self.after, rest):
                yield Reason("form", rest.key, title)
            if old.block.due != new.block.due:
                yield Reason("due", rest.key, title)
        elif setting_up(old.block) != setting_up(new.block):
            yield Reason("setting", rest.key, title)

    def plan(self, ways: list[Way]) -> Plan:
        places = [
            self.after.names[node] for node in self.main_nodes(ways) if node in self.after.names
        ]
        return Plan(
            kept={row: node for way in ways for row, node in way.rests.items()},
            stopped=tuple(row for way in ways for row in way.stopped),
            arrive=tuple((node, way.path) for way in ways for node in way.arrive),
            meet=tuple((node, way.path) for way in ways for node in way.meet),
            phase=places[0].stretch if places else "",
        )

    def title(self, rest: Rest) -> str:
        for side in (self.after, self.before):
            if rest.node in side.names:
                return words.title(side.texts, side.names[rest.node].block)
        return rest.key

    def role(self, key: str) -> str:
        name = f"role.{key}.title"
        return self.after.texts.get(name) or self.before.texts.get(name) or key
