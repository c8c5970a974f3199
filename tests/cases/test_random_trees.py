"""Any workflow that an editor can draw runs to an end on the real engine, whatever people do and in any order.

What each of the three properties must have met is listed here: a kind that is never drawn proves nothing.
"""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import Phase as Stage
from hypothesis import strategies as st

from cases.hand import GoesInCircles
from forms.document import Field, FormDocument, Section
from tests.cases.anything import (
    Life,
    check_that_nothing_is_left,
    check_that_somebody_can_go_on,
    effects_of,
    in_its_own_time,
)
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import make_case, make_form_version, make_participant, make_programme
from tests.factories.workflow_trees import POLL, ROLES, workflows
from workflows.checks import problems
from workflows.document import Event, Outcome, Phase, Role, Start, WorkflowDocument
from workflows.effects import CLOCKS, Approval, Pause, Resume, Transfer
from workflows.steps import Branch, Choice, End, Task, walk

pytestmark = pytest.mark.django_db
FORMS = {POLL: FormDocument((Section("only", (Field("remark", "text"),)),))}
MOST_STEPS = 60
FREE_STEPS = 25
RELAXED = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Stage.explicit, Stage.generate),  # looking for a smaller example takes minutes
    suppress_health_check=list(HealthCheck),
)
CHANCE = st.integers(0, 2**32).map(Random)
ALWAYS = {"time", "skip", "stop", "absence", "event blocks", "event pause", "event resume", "ended"}
DONE = {"task", "meeting", "decision", "judgement", "obligation"}
BLOCKS = {"task", "meeting", "decision", "wait", "choice", "parallel", "return", "end"}


@pytest.fixture
def people():
    """Alva, who works; Bo, a colleague; and Siv, who works in another unit."""
    unit, far = make_unit(), make_unit("Annan ort")
    roles = ("counsellor", "manager", "decision_maker")
    make_user("siv", roles=roles, unit=far)
    return make_user("alva", roles=roles, unit=unit), make_user("bo", roles=roles, unit=unit), far


def test_no_drawing_hangs_whatever_is_done_in_any_order(people):
    met = lived_through(people, workflows(depth=2), besides=RESTING)

    assert {f"block {kind}" for kind in BLOCKS} <= set(met), met
    assert {f"done {kind}" for kind in DONE} | ALWAYS <= set(met), met
    resting = ("task", "meeting", "decision", "judgement", "wait", "join", "obligation")
    assert {f"paused at {kind}" for kind in resting} <= set(met), met


def test_nor_do_those_that_ask_several_under_answering_growing_stopping_and_going_on(people):
    met = lived_through(people, workflows(depth=1, most_phases=2, several=True), {"several"})

    acts = {"party answer", "party ask no more", "party write", "several ask more"}
    assert acts | {"several without", "paused at several", "paused at party"} <= set(met), met
    assert met.keys() >= ALWAYS, met


def test_nor_do_those_in_which_others_must_agree(people):
    drawings = workflows(depth=1, most_phases=2, agreed=True)
    met = lived_through(people, drawings, {"transfer", "approval"}, besides=ASKING, examples=25)

    answers = {f"{kind} {act}" for kind in ("transfer", "approval") for act in ANSWERS}
    assert answers | {"approval one of several", "paused at event"} <= set(met), met
    effects = ("transfer", "approval", "extra", "enrolment", "pause", "resume")
    assert {f"event {kind}" for kind in effects} | {"done extra"} <= set(met), met


ANSWERS = ("agree", "decline", "withdraw")


def drawn(*blocks, **parts) -> WorkflowDocument:
    """One phase with these blocks and an end, which may be paused."""
    pausing = (
        Event("rest", roles=ROLES[:1], effect=Pause(CLOCKS)),
        Event("go_on", roles=ROLES[:1], effect=Resume()),
    )
    return WorkflowDocument(
        start=Start(roles=("counsellor",)),
        phases=(Phase("only", (*blocks, End("end", "completed"))),),
        events=(*pausing, *parts.get("events", ())),
        roles=tuple(Role(key, who=("counsellor",)) for key in ROLES),
        outcomes=(Outcome("completed"),),
    )


# Drawings that rest long at what random ones seldom rest at.
JUDGED = Choice("which", (Branch("a"), Branch("b")), judged_by=ROLES[0])
RESTING = drawn(Task("first", role=ROLES[0]), JUDGED, replace(JUDGED, key="again"))
ASKING = drawn(
    *(Task(f"step{number}", role=ROLES[0]) for number in range(6)),
    events=(
        Event("hand_on", roles=ROLES[:1], effect=Transfer(ROLES[1:])),
        Event("agreed", roles=ROLES[:1], effect=Approval(ROLES)),
    ),
)


def lived_through(people, drawings, wanted=frozenset(), *, besides=None, examples=40) -> Counter:
    """Live through many drawings that have one of the kinds wanted; what was met in all of them.

    besides   a drawing that is lived through a few times, too
    """
    met: Counter[str] = Counter()
    shared = {POLL: make_form_version(POLL, "remark")}, make_participant(people[0].unit)

    @settings(RELAXED, max_examples=examples)
    @given(st.data())
    def property_of_every_drawing(data):
        document = data.draw(drawings)
        kinds = {block.kind for block in document.blocks()}
        assume(not wanted or wanted & (kinds | effects_of(document.events)))
        assume(not list(problems(document, forms=FORMS, platform_roles={"counsellor", "manager"})))
        met.update(f"block {kind}" for phase in document.phases for kind in kinds_of(phase))
        with in_its_own_time() as clock:
            live(shared, document, Life(None, *people, clock, data.draw(CHANCE), met))

    property_of_every_drawing()
    for seed in range(8 if besides else 0):
        with in_its_own_time() as clock:
            live(shared, besides, Life(None, *people, clock, Random(seed), met))
    return met


def kinds_of(phase) -> set[str]:
    return {block.kind for block in walk(phase.blocks)}


def live(shared, document, life: Life) -> None:
    """Begin a case, let anything happen to it, and see that it neither hangs nor leaves anything behind."""
    forms, person = shared
    programme = make_programme(document, unit=life.worker.unit, forms=forms)
    try:
        case = life.case = make_case(programme, by=life.worker, participant=person)
        for step in range(MOST_STEPS):
            case.refresh_from_db()
            if not case.is_open:
                life.met["ended"] += 1
                break
            check_that_somebody_can_go_on(case)
            life.goes_on(freely=step < FREE_STEPS)
    except GoesInCircles:
        assume(False)  # a rule that is always true sends the case round: editors are told
    check_that_nothing_is_left(case)
