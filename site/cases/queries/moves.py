"""What happens to running cases when a workflow changes: counted for administrators, who see no case by it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from accounts.models import User
from cases import access
from cases.models import Case, CaseMove, MoveRun
from cases.moves.sides import side_of
from cases.moves.standings import standings
from cases.versions import version_of
from workflows import texts as words
from workflows.models import WorkflowDefinition
from workflows.moves.judging import judge
from workflows.moves.places import JOIN, Side
from workflows.moves.sentences import option, said
from workflows.moves.verdicts import KINDS, Question, Reason, Standing, Verdict

type Choices = Mapping[str, Mapping[str, str]]
SHOWN = 20  # names of cases in one row, for whom may see them


@dataclass(slots=True)
class Alike:
    """Cases to which the same happens, from the same version and for the same reasons.

    where   the steps that they wait at;  mine  those of them that the reader may see anyhow
    """

    kind: str
    number: int
    where: tuple[str, ...]
    why: tuple[str, ...]
    count: int = 0
    mine: list[Case] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Ask:
    """One choice for all cases that stand alike."""

    name: str  # of the form field
    number: int
    sentence: str
    options: tuple[tuple[str, str], ...]
    count: int = 0
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Every running case against a version: how many of each verdict, where and why, what has to be chosen."""

    counts: Mapping[str, int]
    rows: list[Alike]
    asks: list[Ask]
    choices: dict[str, dict[str, str]]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def moving(self) -> int:
        return self.counts["unchanged"] + self.counts["moves"]


def outlook(
    definition: WorkflowDefinition,
    to: Side,
    posted: Mapping[str, str],
    reader: User,
    *,
    skip: int = 0,
) -> Outlook:
    """Judge every running case of a workflow. Cases that stand alike are judged once.

    posted   {field: option} as the page sends it
    skip     the version that they are to go to: whoever is there already is not asked
    """
    rows: dict[Any, Alike] = {}
    asks: dict[str, Ask] = {}
    kept: dict[Any, Verdict] = {}
    choices: dict[str, dict[str, str]] = {}
    for case, version, standing in standings(definition):
        if version == skip:
            continue
        alike = (version, _shape(standing))
        before = side_of(version)
        if alike not in kept:
            chosen = choices.setdefault(str(version), {})
            kept[alike] = _judged(version, to, standing, posted, chosen)
        verdict = kept[alike]
        number = version_of(version).number
        for question in verdict.questions:
            _count(asks, version, number, question, posted)
        row = (version, verdict.kind, verdict.reasons, places(before, standing))
        found = rows.setdefault(
            row, Alike(verdict.kind, number, row[3], tuple(map(said, verdict.reasons)))
        )
        found.count += 1
        found.keys.append(case)
    _name_mine(rows.values(), reader)
    counted: dict[str, int] = {
        kind: sum(row.count for row in rows.values() if row.kind == kind) for kind in KINDS
    }
    order = sorted(rows.values(), key=lambda row: (-KINDS.index(row.kind), -row.count))
    return Outlook(counted, order, [ask for ask in asks.values() if ask.options], choices)


def _judged(
    version: int, to: Side, standing: Standing, posted: Mapping[str, str], chosen: dict[str, str]
) -> Verdict:
    """Judge with what was chosen; an answer may raise the next question.

    chosen   the answers that count, added to while judging
    """
    while True:
        verdict = judge(side_of(version), to, standing, chosen)
        new = {
            ask.key: answer
            for ask in verdict.open
            if (answer := posted.get(field_of(version, ask), ""))
            in [each.value for each in ask.options]
        }
        if not new:
            return verdict
        chosen |= new


def field_of(version: int, question: Question) -> str:
    """How a choice is named in the page's form."""
    return f"choice-{version}-{question.key}"


def places(side: Side, standing: Standing) -> tuple[str, ...]:
    """The steps at which a case waits, by title."""
    keys = {
        rest.node: side.names[rest.node].block
        for rest in standing.rests
        if rest.node in side.names and not rest.node.startswith(JOIN)
    }
    return tuple(dict.fromkeys(words.title(side.texts, block) for block in keys.values()))


def _shape(standing: Standing) -> Any:
    """What of a standing matters: not which rows they are."""
    rests = sorted(
        (each.node, standing.events.get(each.path, each.path[:5]), each.role, each.asked, each.held)
        for each in standing.rests
    )
    paths = sorted(
        tuple(sorted(each.node for each in standing.rests if each.path == path))
        for path in {each.path for each in standing.rests}
    )
    return (tuple(rests), tuple(paths), standing.done, standing.roles, standing.owed)


def _count(
    asks: dict[str, Ask], version: int, number: int, question: Question, posted: Mapping[str, str]
) -> None:
    name = field_of(version, question)
    if name not in asks:
        options = tuple((each.value, option(each)) for each in question.options)
        chosen = posted.get(name, "")
        asks[name] = Ask(name, number, said(question.reason), options, chosen=chosen)
    asks[name].count += 1


def _name_mine(rows: Iterable[Alike], reader: User) -> None:
    """Name cases to whom may see them anyhow; an administrator sees counts and steps."""
    found = list(rows)
    keys = [key for row in found for key in row.keys]
    seen = access.cases_for(reader).filter(pk__in=keys).select_related("participant")
    mine = {case.pk: case for case in seen}
    for row in found:
        row.mine = [mine[key] for key in row.keys if key in mine][:SHOWN]


# Runs -------------------------------------------------------------------------------------------


def runs_of(definition: WorkflowDefinition) -> list[MoveRun]:
    """The times that cases of a workflow were moved, newest first, with how many."""
    moved = Count("moves", filter=Q(moves__outcome=CaseMove.Outcome.MOVED))
    undone = Count("moves", filter=Q(moves__outcome=CaseMove.Outcome.UNDONE))
    stayed = Count("moves", filter=Q(moves__outcome=CaseMove.Outcome.STAYED))
    runs = MoveRun.objects.filter(definition=definition.source()).select_related(
        "by", "to_version", "undoes"
    )
    return list(runs.annotate(moved=moved, undone=undone, stayed=stayed)[:20])


@dataclass(frozen=True, slots=True)
class Told:
    """What one run did so far.

    stayed   (how many, why), the most frequent first
    """

    run: MoveRun
    moved: int
    undone: int
    stays: list[tuple[int, str]]
    may_undo: bool

    @property
    def seen(self) -> int:
        return self.moved + self.undone + sum(count for count, _why in self.stays)

    @property
    def share(self) -> int:
        """How far it has come, in percent."""
        return min(100, 100 * self.seen // self.run.total) if self.run.total else 100


def told_of(run: MoveRun) -> Told:
    """Say what a run did: counts and reasons, no case."""
    stays: dict[str, int] = {}
    moved = undone = 0
    can = False
    for move in run.moves.defer("what"):
        if move.outcome == CaseMove.Outcome.STAYED:
            sentence = " ".join(said(Reason(**why)) for why in move.why)
            stays[sentence] = stays.get(sentence, 0) + 1
            continue
        moved += move.outcome == CaseMove.Outcome.MOVED
        undone += move.outcome == CaseMove.Outcome.UNDONE
        can = can or move.may_be_undone
    counted = sorted(((count, why) for why, count in stays.items()), reverse=True)
    return Told(run, moved, undone, counted, can and run.finished_at is not None)


def run_of(definition: WorkflowDefinition, pk: int) -> MoveRun | None:
    """One time that cases of a workflow were moved."""
    runs = MoveRun.objects.filter(definition=definition.source(), pk=pk)
    return runs.select_related("by", "to_version", "undoes").first()
