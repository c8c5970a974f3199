"""Whatever an editor changes: the verdict is what happens, the case can go on, and undoing gives back equal state."""

import contextlib
from collections import Counter
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from viewflow.workflow import STATUS

from cases.actions.moves import move_case, undo_move
from cases.hand import GoesInCircles, open_hand
from cases.models import Case, CaseTask, JournalEntry
from cases.moves.sides import side_of
from cases.moves.standings import standing_of, standings
from cases.moves.states import State, name_of, state_of
from cases.refusals import CannotMove
from tests.cases.anything import (
    Life,
    check_that_nothing_is_left,
    check_that_somebody_can_go_on,
    in_its_own_time,
)
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import make_case, make_participant, make_programme, make_version
from tests.factories.workflow_edits import edited
from tests.factories.workflow_trees import workflows
from workflows.checks import problems
from workflows.moves.judging import judge
from workflows.moves.verdicts import KINDS, Standing, Verdict

pytestmark = pytest.mark.django_db
PLATFORM = {"counsellor", "manager"}
EXAMPLES, EDITS = 64, 10
CHANCE = st.integers(0, 2**32).map(Random)
WALK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),  # looking for a smaller example takes minutes
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def people():
    """Who works, a colleague, and the unit of somebody else: to both roles are offered."""
    unit, far = make_unit(), make_unit("Annan ort")
    roles = ("counsellor", "manager", "decision_maker")
    make_user("siv", roles=roles, unit=far)
    return make_user("alva", roles=roles, unit=unit), make_user("bo", roles=roles, unit=unit), far


def test_the_verdict_is_what_happens_and_undoing_gives_back_equal_state(people):
    """500 random cases and edits; each is judged, moved as judged, and moved back."""
    worker, met = people[0], Counter()
    person = make_participant(worker.unit)

    @WALK
    @given(st.data())
    def property_of_every_edit(data):
        document = data.draw(workflows(depth=2, most_phases=2, agreed=True))
        assume(not unsound(document))
        programme = make_programme(document, unit=worker.unit)
        with in_its_own_time() as clock:
            life = Life(None, *people, clock, data.draw(CHANCE), met)
            try:
                life.case = make_case(programme, by=worker, participant=person)
                walk_some_way(life)
            except GoesInCircles:
                assume(False)
            assume(life.case.is_open)
            stands = where_it_stands(life.case)
            for number in range(EDITS):
                changed = data.draw(edited(document))
                if changed != document and not unsound(changed):
                    to = make_version(changed, definition=programme.workflow)
                    check_one_edit(life, to, stands, stays=number == EDITS - 1)
            with contextlib.suppress(GoesInCircles):
                walk_to_the_end(life)
                check_that_nothing_is_left(life.case)

    property_of_every_edit()

    assert min(met[kind] for kind in KINDS) > 5, met
    assert sum(met[kind] for kind in KINDS) >= 500, met
    carried = {f"{each} {way}" for each in ("transfer", "approval") for way in ("kept", "dropped")}
    assert carried | {"paused kept", "absence"} <= set(met), met


@dataclass(frozen=True)
class Stands:
    """Where a case stands before it is moved, and again whenever it was moved back: read once for all edits."""

    version: int
    standing: Standing
    rows: State

    def judged(self, to, choices=None) -> Verdict:
        return judge(side_of(self.version), side_of(to.pk), self.standing, choices or {})


def where_it_stands(case: Case) -> Stands:
    process = case.processes.get()
    standing = standing_of(open_hand(process.pk))
    seen = [each for each in standings(process.version.definition) if each[0] == case.pk]
    assert seen == [(case.pk, process.version_id, standing)], "read alike for one case and for all"
    return Stands(process.version_id, standing, state_of(case.pk))


def check_one_edit(life: Life, to, stands: Stands, *, stays: bool) -> None:
    """Judge, answer what has to be chosen, move as it was said, and back to equal state. What `stays` moves again."""
    case, by, choices = life.case, life.worker, {}
    verdict = stands.judged(to)
    life.met[verdict.kind] += 1
    while verdict.kind == "choice":
        refuses(life, to, choices, stands)
        choices |= {ask.key: life.pick(ask.options).value for ask in verdict.open}
        verdict = stands.judged(to, choices)
    if verdict.kind == "cannot":
        refuses(life, to, choices, stands)
        return
    note_what_was_asked(life, verdict)
    move = move_case(case, to, by=by, choices=choices)
    check_that_it_stands_as_planned(case, to, verdict)
    undo_move(move, by=by)
    assert is_as_before(case, stands)
    if stays:
        move_case(case, to, by=by, choices=choices)


def refuses(life: Life, to, choices, stands: Stands) -> None:
    with pytest.raises(CannotMove):
        move_case(life.case, to, by=life.worker, choices=choices)
    assert is_as_before(life.case, stands)


def note_what_was_asked(life: Life, verdict: Verdict) -> None:
    """Count the cases that move while others are asked to agree, or while they stand still."""
    for asked in life.case.proposals.filter(state="open"):
        way = "dropped" if asked.task_id in verdict.plan.stopped else "kept"
        life.met[f"{asked.kind} {way}"] += 1
    life.met["paused kept"] += life.case.paused_on is not None


def unsound(document) -> bool:
    return any(problems(document, forms={}, platform_roles=PLATFORM))


def check_that_it_stands_as_planned(case: Case, to, verdict: Verdict) -> None:
    process = case.processes.get()
    rows = list(case.tasks.unfinished().select_related("process"))
    here = sorted(row.flow_task.name for row in rows if row.kind != "obligation")
    plan = verdict.plan
    kept = [name for name in plan.kept.values() if not name.startswith("obligation_")]

    assert process.version_id == to.pk
    assert {row.process.flow_class for row in rows} == {process.flow_class}
    assert {row.flow_task.flow_class for row in rows} <= {process.flow_class}
    if not plan.arrive:
        assert here == sorted([*kept, *(name for name, _path in plan.meet)])
    else:
        assert set(kept) <= set(here)
        assert len(here) > len(kept)
    stopped = CaseTask.objects.filter(pk__in=plan.stopped).values_list("status", flat=True)
    assert set(stopped) <= {STATUS.CANCELED}
    check_that_somebody_can_go_on(case)


def is_as_before(case: Case, stands: Stands) -> bool:
    """The journal tells of the move and of its undoing: that is all that may be left of them."""
    journal = name_of(JournalEntry)
    now, before = state_of(case.pk), stands.rows
    return all(now[table] == before[table] for table in now if table != journal)


def walk_some_way(life: Life) -> None:
    life.take_back_roles()  # whoever works with a case from its beginning may start events
    for _step in range(life.chance.randint(0, 7)):
        life.goes_on(freely=True)
        life.case.refresh_from_db()
        if not life.case.is_open:
            return


def walk_to_the_end(life: Life) -> None:
    for _step in range(12):
        life.case.refresh_from_db()
        if not life.case.is_open:
            return
        check_that_somebody_can_go_on(life.case)
        life.goes_on(freely=False)
