"""Whatever an editor changes: the verdict is what happens, the case can go on, and undoing gives back equal state."""

import contextlib
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from viewflow.workflow import STATUS

from cases.actions.events import Said, events_for, start_event
from cases.actions.moves import move_case, undo_move
from cases.actions.tasks import complete_task, skip_task
from cases.hand import GoesInCircles, open_hand
from cases.models import Case, CaseMove, CaseTask, JournalEntry
from cases.moves.sides import side_of
from cases.moves.standings import standing_of, standings
from cases.moves.states import State, state_of
from cases.refusals import CannotMove
from cases.simulated_time import shift_case
from cases.sweeper import sweep
from tests.cases.test_random_trees import check_that_nothing_is_left, check_that_somebody_can_go_on
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import make_case, make_participant, make_programme, make_version
from tests.factories.workflow_edits import edited
from tests.factories.workflow_trees import workflows
from workflows.checks import problems
from workflows.effects import Resume
from workflows.moves.judging import judge
from workflows.moves.verdicts import KINDS, Verdict
from workflows.paths import goes_on
from workflows.steps import Choice

pytestmark = pytest.mark.django_db
PLATFORM = {"counsellor", "manager"}
EXAMPLES, EDITS = 85, 7
WALK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),  # looking for a smaller example takes minutes
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.filter_too_much,
    ],
)


@pytest.fixture
def people():
    unit = make_unit()
    roles = ("counsellor", "manager", "decision_maker")
    return unit, make_user("alva", roles=roles, unit=unit)


def test_the_verdict_is_what_happens_and_undoing_gives_back_equal_state(people):
    """500 random cases and edits; each is judged, moved as judged, and moved back."""
    unit, worker = people
    met = Counter()

    @WALK
    @given(st.data())
    def property_of_every_edit(data):
        document = data.draw(workflows(depth=2, most_phases=2))
        assume(not unsound(document))
        try:
            programme = make_programme(document, unit=unit)
            case = make_case(programme, by=worker, participant=make_participant(unit))
            walk_some_way(case, worker, data)
        except GoesInCircles:
            assume(False)
        case.refresh_from_db()
        assume(case.is_open)
        for number in range(EDITS):
            changed = data.draw(edited(document))
            if changed == document or unsound(changed):
                continue
            to = make_version(changed, definition=programme.workflow)
            move = check_one_edit(case, to, worker, data, met)
            if move and number < EDITS - 1:
                undo_move(move, by=worker)
        with contextlib.suppress(GoesInCircles):
            walk_to_the_end(case, worker)
            check_that_nothing_is_left(case)

    property_of_every_edit()

    assert min(met[kind] for kind in KINDS) > 5, met
    assert met.total() >= 500, met


def check_one_edit(case: Case, to, worker, data, met: Counter) -> CaseMove | None:
    """Judge, answer what has to be chosen, move, and see that it is as it was said; moving back is equal, too."""
    before, choices = state_of(case.pk), {}
    verdict = judged(case, to)
    met[verdict.kind] += 1
    assert verdict == seen_from_outside(case, to), "judged alike for one case and for all"
    while verdict.kind == "choice":
        refuses(case, to, worker, choices)
        choices |= {ask.key: data.draw(st.sampled_from(ask.options)).value for ask in verdict.open}
        verdict = judged(case, to, choices)
    if verdict.kind == "cannot":
        refuses(case, to, worker, choices)
        return None
    undo_move(move_case(case, to, by=worker, choices=choices), by=worker)
    assert but_for_the_traces(state_of(case.pk)) == but_for_the_traces(before)
    move = move_case(case, to, by=worker, choices=choices)
    check_that_it_stands_as_planned(case, to, verdict)
    return move


def refuses(case: Case, to, worker, choices) -> None:
    before = state_of(case.pk)
    with pytest.raises(CannotMove):
        move_case(case, to, by=worker, choices=choices)
    assert state_of(case.pk) == before


def unsound(document) -> bool:
    return bool(list(problems(document, forms={}, platform_roles=PLATFORM)))


def judged(case: Case, to, choices=None) -> Verdict:
    hand = open_hand(case.processes.get().pk)
    return judge(side_of(hand.version.pk), side_of(to.pk), standing_of(hand), choices or {})


def seen_from_outside(case: Case, to) -> Verdict:
    found = next(each for each in standings(to.definition) if each[0] == case.pk)
    return judge(side_of(found[1]), side_of(to.pk), found[2])


def check_that_it_stands_as_planned(case: Case, to, verdict: Verdict) -> None:
    process = case.processes.get()
    rows = list(case.tasks.unfinished())
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


def but_for_the_traces(state: State) -> State:
    """The journal tells of the move and of its undoing: that is all that may be left of them."""
    return {
        table: rows for table, rows in state.items() if table != f'"{JournalEntry._meta.db_table}"'
    }


def walk_some_way(case: Case, worker, data) -> None:
    for _step in range(data.draw(st.integers(0, 6))):
        begun = events_for(case, worker)
        if begun and data.draw(st.integers(0, 5)) == 0:
            start_event(case, begun[0].key, worker, {}, said=Said("needs a rest"))
        elif not do_next(case, worker, lambda found: data.draw(st.sampled_from(found))):
            return
        case.refresh_from_db()


def walk_to_the_end(case: Case, worker) -> None:
    for _step in range(12):
        case.refresh_from_db()
        if not case.is_open:
            return
        if case.paused_on:
            resume(case, worker)
        check_that_somebody_can_go_on(case)
        do_next(case, worker, lambda found: found[-1])


def resume(case: Case, worker) -> None:
    """What nobody resumes may stand still for ever."""
    events = events_for(case, worker)
    if key := next((each.key for each in events if each.effect == Resume()), ""):
        start_event(case, key, worker, {})
        case.refresh_from_db()


def do_next(case: Case, worker, pick) -> bool:
    """Finish, or skip, one task of the path; else let time pass."""
    waiting = CaseTask.objects.waiting().filter(case=case).exclude(kind__in=["obligation", "extra"])
    tasks = list(waiting.order_by("pk"))
    if not tasks:
        shift_case(case, 31, really=True)
        sweep()
        return case.is_open
    task = pick(tasks)
    block = task.flow_task.block
    if getattr(block, "may_skip", False):
        skip_task(task, worker, "not needed")
        return True
    answers = {}
    if isinstance(block, Choice):
        ways = [each.key for each in block.branches if goes_on(each.blocks)]
        answers = {"branch": pick(ways)}
    complete_task(task, by=worker, answers=answers)
    return True
