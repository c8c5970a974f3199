"""Random workflows without problems, for properties that must hold for every drawing an editor can make."""

from dataclasses import dataclass, field, replace
from itertools import count

from hypothesis import strategies as st

from forms.conditions.rules import Row, Rule
from workflows.document import Event, Obligation, Outcome, Phase, Role, Start, WorkflowDocument
from workflows.effects import (
    CLOCKS,
    AnyEffect,
    Approval,
    Enrolment,
    ExtraTask,
    Pause,
    Resume,
    Transfer,
)
from workflows.steps import (
    AnyBlock,
    Branch,
    Choice,
    Decision,
    End,
    Meeting,
    Moment,
    Parallel,
    Period,
    Return,
    Several,
    Task,
    Wait,
)
from workflows.texts import possible

ROLES = ("own_contact", "counsellor")
# Events that a drawing has together: each of them is met often, which drawing them one by one would not do.
TOGETHER = (
    ("hand_on", "agreed"),
    ("hand_on", "extra"),
    ("agreed", "beside"),
    ("agreed", "extra"),
    ("hand_on", "agreed", "beside"),
)
POLL = "poll"  # the form that parties answer, where a drawing asks several
WORDS = (
    "Ring",
    "Kartlägg nätverket",
    "Gemensam utvärdering",
    "Behövs en period till?",
    "Ny",
    "Annars",
)


@dataclass
class Room:
    """Where in a drawing the next block is put."""

    phases: tuple[str, ...]  # this phase and the earlier ones
    depth: int = 3  # levels of nesting that are left
    parallel: bool = False  # inside branches that run at once
    side: bool = False  # inside an event
    several: bool = False  # may ask several parties
    agreed: bool = (
        False  # has events that others must agree to, and those that begin something beside
    )
    numbers: count = field(default_factory=count)
    steps: list[str] = field(default_factory=list)  # asked before, so that rules may read them

    def key(self, kind: str) -> str:
        return f"{kind}{next(self.numbers)}"


@st.composite
def workflows(
    draw: st.DrawFn,
    *,
    most_phases: int = 3,
    depth: int = 3,
    several: bool = False,
    agreed: bool = False,
) -> WorkflowDocument:
    """Draw a whole workflow: every path ends, rules read only what was asked, returns never leave a parallel.

    several   some of its steps ask several parties; they ask the form `POLL`
    agreed    some of its events wait until others agree: a role that is handed on, a joint approval;
              others give out a task, or begin a case beside
    """
    names = tuple(f"phase{number}" for number in range(draw(st.integers(1, most_phases))))
    room = Room(phases=(), depth=depth, several=several, agreed=agreed)
    phases = []
    for place, name in enumerate(names):
        room.phases = names[: place + 1]
        blocks = draw(_blocks(room, least=1, alive=True))
        if name == names[-1]:
            blocks += (
                End(room.key("end"), outcome=draw(st.sampled_from(["completed", "interrupted"]))),
            )
        phases.append(Phase(name, blocks))
    return WorkflowDocument(
        start=Start(roles=("counsellor",)),
        phases=tuple(phases),
        events=draw(_events(room, names)),
        obligations=draw(_obligations(room)),
        roles=tuple(Role(key, who=("counsellor",)) for key in ROLES),
        outcomes=(Outcome("completed"), Outcome("interrupted", kind="interrupted")),
    )


@st.composite
def _blocks(draw: st.DrawFn, room: Room, *, least: int = 0, alive: bool) -> tuple[AnyBlock, ...]:
    """Draw a sequence. `alive`: somebody must be able to walk out at its end."""
    size = draw(st.integers(least, 3))
    blocks = tuple(draw(_block(room)) for _ in range(size))
    if alive or draw(st.integers(0, 3)):
        return blocks
    return (*blocks, draw(_leaver(room)))


@st.composite
def _block(draw: st.DrawFn, room: Room) -> AnyBlock:
    kinds = ["task", "task", "meeting", "decision", "wait"] + ["choice", "parallel"] * bool(
        room.depth
    )
    kinds += ["several", "several"] * room.several
    match draw(st.sampled_from(kinds)):
        case "wait":
            return Wait(
                room.key("wait"), until=Moment("now", Period(days=draw(st.integers(0, 30))))
            )
        case "several":
            return draw(_asking(room))
        case "choice":
            return draw(_choice(room))
        case "parallel":
            return draw(_parallel(room))
        case kind:
            shape = {"task": Task, "meeting": Meeting, "decision": Decision}[kind]
            skip = (
                draw(st.booleans()) and kind != "decision"
            )  # what has legal effect is never left out
            step = shape(room.key(kind), role=draw(st.sampled_from(ROLES)), may_skip=skip)
            room.steps.append(step.key)
            return step


@st.composite
def _asking(draw: st.DrawFn, room: Room) -> Several:
    asks = draw(st.sampled_from([(), ROLES[:1], ROLES]))
    fixed = bool(asks) and draw(st.booleans())
    step = Several(
        room.key("several"),
        role=draw(st.sampled_from(ROLES)),
        form=POLL,
        asks=asks,
        may_ask=() if fixed else ROLES[1:],
        links=not fixed and draw(st.booleans()),
        enough=draw(
            st.sampled_from([None, 1, 2] if len(asks) == len(ROLES) or not fixed else [None, 1])
        ),
        due=Moment("now", Period(days=draw(st.integers(5, 40)))),
        at_deadline=draw(st.sampled_from(["", "go_on"])),
        late=draw(st.booleans()),
    )
    room.steps.append(step.key)
    return step


@st.composite
def _choice(draw: st.DrawFn, room: Room) -> Choice:
    key, judged = room.key("choice"), draw(st.booleans())
    known = tuple(room.steps)
    inner = replace(room, depth=room.depth - 1)
    branches = []
    for number in range(draw(st.integers(2, 4))):
        rule = None if judged else draw(_rules(known, number))
        inner.steps = list(known)
        blocks = draw(_blocks(inner, alive=not number))
        branches.append(Branch(f"branch{number}", blocks, rule))
    branches[-1] = replace(branches[-1], rule=None)
    return Choice(
        key, branches=tuple(branches), judged_by=draw(st.sampled_from(ROLES)) if judged else ""
    )


@st.composite
def _parallel(draw: st.DrawFn, room: Room) -> Parallel:
    key, known = room.key("parallel"), tuple(room.steps)
    inner = replace(room, depth=room.depth - 1, parallel=True)
    branches = []
    for number in range(draw(st.integers(2, 3))):
        inner.steps = list(known)
        branches.append(Branch(f"branch{number}", draw(_blocks(inner, least=1, alive=not number))))
    return Parallel(key, branches=tuple(branches))


@st.composite
def _rules(draw: st.DrawFn, steps: tuple[str, ...], number: int) -> Rule:
    """Draw a rule unlike those of the other ways of a choice."""
    facts = ["case.special_support", *(f"done.{step}" for step in steps)]
    rows = draw(st.lists(st.sampled_from(facts), min_size=1, max_size=2, unique=True))
    match = draw(st.sampled_from(["all", "any", "none"]))
    days = Row("case.days_in_service", "at_least", number)
    return Rule(match, (*(Row(fact, "is", True) for fact in rows), days))


@st.composite
def _leaver(draw: st.DrawFn, room: Room) -> AnyBlock:
    if room.parallel or room.side or draw(st.booleans()):
        return End(room.key("end"), outcome=draw(st.sampled_from(["completed", "interrupted"])))
    return Return(room.key("return"), phase=draw(st.sampled_from(room.phases)))


@st.composite
def _events(draw: st.DrawFn, room: Room, phases: tuple[str, ...]) -> tuple[Event, ...]:
    side = replace(room, depth=1, side=True, steps=[])
    events = []
    for _ in range(draw(st.integers(0, 2))):
        named = tuple(phase for phase in phases if draw(st.booleans()))
        blocks = draw(_blocks(side, alive=False))
        events.append(Event(side.key("event"), roles=(ROLES[0],), phases=named, blocks=blocks))
    if draw(st.booleans()):
        clocks = tuple(draw(st.sets(st.sampled_from(CLOCKS), min_size=1)))
        longest = draw(st.sampled_from([None, Period(months=2)]))
        rest = Pause(tuple(sorted(clocks)), longest)
        events.append(Event(side.key("pause"), roles=(ROLES[0],), effect=rest))
        events.append(Event(side.key("go_on"), roles=(ROLES[0],), effect=Resume()))
    return (*events, *(draw(_agreed(side)) if room.agreed else ()))


@st.composite
def _agreed(draw: st.DrawFn, side: Room) -> tuple[Event, ...]:
    """Draw events that others must agree to, one at least, and those that begin something beside."""
    asked = draw(st.sampled_from([ROLES, ROLES[:1]]))
    effects: dict[str, AnyEffect] = {
        "hand_on": Transfer((draw(_role()),)),
        "agreed": Approval(asked, enough=draw(st.sampled_from([None, 1]))),
        "extra": ExtraTask(draw(st.sampled_from(["", *ROLES])), within=Period(weeks=2)),
        "beside": Enrolment(),
    }
    events = []
    for kind in draw(st.sampled_from(TOGETHER)):
        blocks = draw(_blocks(side, alive=False)) if kind == "agreed" else ()
        key = side.key(kind)
        events.append(Event(key, roles=(ROLES[0],), effect=effects[kind], blocks=blocks))
    return tuple(events)


def _role() -> st.SearchStrategy[str]:
    return st.sampled_from(ROLES)


@st.composite
def _obligations(draw: st.DrawFn, room: Room) -> tuple[Obligation, ...]:
    owed = []
    for _ in range(draw(st.integers(0, 2))):
        every = draw(st.sampled_from([None, Period(months=3), Period(weeks=2)]))
        first = Moment("case_start", Period(months=draw(st.integers(0, 6))))
        owed.append(Obligation(room.key("obligation"), first=first, every=every, role=ROLES[0]))
    return tuple(owed)


def texts_of(document: WorkflowDocument) -> dict[str, str]:
    """Give every part of a random workflow some words, short and long."""
    wanted = sorted(set(possible(document)))
    return {key: f"{WORDS[number % len(WORDS)]} {number}" for number, key in enumerate(wanted)}
