"""Moving one case: what stays, what ends, what begins; and what nobody loses by it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from viewflow.workflow import STATUS

from cases import access
from cases.actions.moves import forget_old_states, move_case, undo_move
from cases.actions.tasks import add_extra_task, complete_task, save_draft, take_task
from cases.models import CaseMove, CaseTask
from cases.queries.words import words_of_version
from cases.refusals import AlreadyThere, CannotMove, CannotMoveBack, CaseIsClosed, CaseWentOn
from cases.sweeper import sweep
from forms.conditions.rules import Row, Rule
from tests.factories.cases import (
    LEADER,
    flow,
    make_case,
    make_programme,
    make_version,
    make_worker,
    open_keys,
    open_task,
    task,
)
from workflows import document as doc
from workflows import steps

pytestmark = pytest.mark.django_db
WEEK = steps.Period(weeks=1)


def both(*branches: steps.AnyBlock) -> steps.Parallel:
    ways = tuple(steps.Branch(f"way{number}", (block,)) for number, block in enumerate(branches))
    return steps.Parallel("both", ways)


def started(document, **more):
    programme = make_programme(document, **more)
    worker = make_worker(programme)
    return make_case(programme, by=worker), worker


def version(case, document, **more):
    return make_version(document, definition=case.programme.workflow, **more)


def test_a_step_keeps_its_owner_and_what_was_typed():
    case, worker = started(flow(task("look"), task("plan")))
    row = take_task(open_task(case, "look"), worker)
    save_draft(row, worker, {"remark": ["half"]})

    move_case(case, version(case, flow(task("look"), task("other"))), by=worker)

    row.refresh_from_db()
    assert (row.owner, row.status) == (worker, STATUS.ASSIGNED)
    assert row.drafts.get().raw == {"remark": ["half"]}
    complete_task(row, by=worker, answers={})
    assert open_keys(case) == ["other"]


def test_a_step_that_is_gone_needs_a_choice_and_the_case_goes_on_there():
    case, worker = started(flow(task("look"), task("plan")))
    to = version(case, flow(task("plan")))

    with pytest.raises(CannotMove, match="look"):
        move_case(case, to, by=worker)
    move_case(case, to, by=worker, choices={"start:n_look|": "n_plan"})

    assert open_keys(case) == ["plan"]
    assert case.tasks.get(key="look").status == STATUS.CANCELED


def test_branches_meet_where_the_new_drawing_has_them_meet():
    case, worker = started(flow(both(task("left"), task("right")), task("last")))
    complete_task(open_task(case, "left"), by=worker, answers={})
    to = version(case, flow(both(task("left"), task("right")), task("new"), task("last")))

    move_case(case, to, by=worker)
    complete_task(open_task(case, "right"), by=worker, answers={})

    assert open_keys(case) == ["new"]


def test_steps_that_no_longer_go_on_at_once_need_a_choice():
    case, worker = started(flow(both(task("left"), task("right")), task("last")))
    to = version(case, flow(task("left"), task("right"), task("last")))

    with pytest.raises(CannotMove):
        move_case(case, to, by=worker)
    move_case(case, to, by=worker, choices={"start:|n_left+n_right": "n_left"})

    assert open_keys(case) == ["left"]
    assert not case.tasks.filter(flow_task_type="JOIN").exclude(status=STATUS.CANCELED).exists()


def test_a_wait_that_is_gone_is_disarmed_and_a_new_one_armed():
    wait = steps.Wait("rest", until=steps.Moment("now", WEEK))
    other = steps.Wait("pause", until=steps.Moment("case_start", WEEK))
    case, worker = started(flow(wait, task("last")))

    choices = {"start:n_rest|": "n_pause"}
    move_case(case, version(case, flow(other, task("last"))), by=worker, choices=choices)
    sweep()

    gone, new = case.tasks.get(key="rest"), case.tasks.get(key="pause")
    assert (gone.status, gone.scheduled) == (STATUS.CANCELED, None)
    day = timezone.localdate(case.opened_at) + timedelta(days=7)
    assert (new.status, timezone.localdate(new.scheduled)) == (STATUS.SCHEDULED, day)


def test_another_role_takes_the_step_over():
    case, worker = started(flow(task("look")))
    take_task(open_task(case, "look"), worker)

    move_case(case, version(case, flow(task("look", role="leader"))), by=worker)

    row = open_task(case, "look")
    assert (row.role, row.owner, row.status, row.who) == ("leader", None, STATUS.NEW, [*LEADER.who])


def test_what_is_owed_no_longer_is_dropped_and_what_is_new_is_planned():
    owed = doc.Obligation("visit", steps.Moment("case_start", WEEK), opens=30, role="worker")
    new = doc.Obligation("call", steps.Moment("case_start", WEEK), role="worker")
    case, worker = started(flow(task("look"), obligations=(owed,)))
    assert "visit" in open_keys(case)

    move_case(case, version(case, flow(task("look"), obligations=(new,))), by=worker)

    assert open_keys(case) == ["look"]
    states = dict(case.obligations.values_list("key", "state"))
    assert states == {"visit": "dropped", "call": "coming"}


def test_a_gate_that_nobody_could_pass_any_more_is_said_before():
    case, worker = started(flow(task("look"), task("plan")))
    complete_task(open_task(case, "look"), by=worker, answers={})
    needs = doc.Gate("asked", "plan", doc_rule("done.early"))
    after = flow(task("early"), task("look"), task("plan"), gates=(needs,))

    with pytest.raises(CannotMove):
        move_case(case, version(case, after), by=worker)


def test_a_choice_ahead_about_what_nobody_was_asked_is_accepted_once_for_all():
    case, worker = started(flow(task("look"), task("plan")))
    complete_task(open_task(case, "look"), by=worker, answers={})
    ways = (steps.Branch("yes", (task("more"),), doc_rule("done.early")), steps.Branch("no"))
    to = version(case, flow(task("early"), task("plan"), steps.Choice("which", ways)))

    with pytest.raises(CannotMove):
        move_case(case, to, by=worker)
    move_case(case, to, by=worker, choices={"unasked:which:done.early": "accept"})

    assert open_keys(case) == ["plan"]


def doc_rule(fact):
    return Rule("all", (Row(fact, "is", True),))


def test_undoing_is_refused_when_the_case_has_gone_on():
    case, worker = started(flow(task("look"), task("plan")))
    move = move_case(case, version(case, flow(task("look"), task("other"))), by=worker)
    complete_task(open_task(case, "look"), by=worker, answers={})

    with pytest.raises(CaseWentOn):
        undo_move(move, by=worker)

    assert open_keys(case) == ["other"]


def test_undoing_ends_after_fourteen_days_and_happens_once():
    case, worker = started(flow(task("look"), task("plan")))
    to = version(case, flow(task("look"), task("other")))
    young = move_case(case, to, by=worker)
    undo_move(young, by=worker)
    with pytest.raises(CannotMoveBack):
        undo_move(young, by=worker)
    old = move_case(case, to, by=worker)
    CaseMove.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=14))

    with pytest.raises(CannotMoveBack):
        undo_move(old, by=worker)
    assert forget_old_states() == 1
    assert CaseMove.objects.get(pk=old.pk).changed == {}


def test_a_sweep_between_moving_and_undoing_changes_nothing():
    case, worker = started(flow(steps.Wait("rest", until=steps.Moment("now", WEEK)), task("last")))
    longer = steps.Wait("rest", until=steps.Moment("now", steps.Period(months=1)))
    move = move_case(case, version(case, flow(longer, task("last"))), by=worker)
    sweep()

    undo_move(move, by=worker)

    assert case.processes.get().version_id == move.from_version_id


def test_what_moved_by_whom_and_when_is_kept_and_stands_in_the_journal():
    case, worker = started(flow(task("look"), task("plan")))
    left = case.processes.get().version
    to = version(case, flow(task("look", role="leader"), task("plan")))

    move = move_case(case, to, by=worker)

    assert (move.from_version, move.to_version, move.by, move.verdict) == (
        left,
        to,
        worker,
        "moves",
    )
    assert move.what["kept"] == ["look"]
    assert [why["code"] for why in move.why] == ["role"]
    assert case.journal.get(code="case_moved").facts == {"from": 1, "to": 2}


def test_steps_that_were_done_keep_their_names():
    case, worker = started(flow(task("look"), task("plan")), texts={"step.look.title": "Titta"})
    complete_task(open_task(case, "look"), by=worker, answers={})
    to = version(case, flow(task("plan"), task("other")), texts={"step.plan.title": "Plan"})

    move_case(case, to, by=worker)

    assert words_of_version(to).step("look") == "Titta"
    assert case.tasks.get(key="look").flow_task.block.key == "look"


def test_rights_follow_the_service_and_data_follows_the_version():
    case, worker = started(flow(task("look"), task("plan")))
    take_task(open_task(case, "look"), worker)
    stranger = make_worker(case.programme)
    seen = [set(access.cases_for(each)) for each in (worker, stranger)]
    form = case.processes.get().version.forms

    move_case(
        case,
        version(case, flow(task("look"), roles=(doc.Role("worker", who=("manager",)),))),
        by=worker,
    )

    assert [set(access.cases_for(each)) for each in (worker, stranger)] == seen
    assert case.processes.get().version.forms == form
    assert case.team.get().user == worker


def test_there_is_one_way_there_and_closed_cases_stay():
    case, worker = started(flow(task("look")))
    to = version(case, flow(task("look", may_skip=True)))
    move_case(case, to, by=worker)
    with pytest.raises(AlreadyThere):
        move_case(case, to, by=worker)
    complete_task(open_task(case, "look"), by=worker, answers={})

    with pytest.raises(CaseIsClosed):
        move_case(case, version(case, flow(task("look"), task("more"))), by=worker)


def test_an_extra_task_for_a_role_that_is_gone_is_handed_over_first():
    case, worker = started(flow(task("look")))
    take_task(open_task(case, "look"), worker)
    add_extra_task(case, worker, title="Ring", role="leader")
    to = version(case, flow(task("look"), roles=(doc.Role("worker", who=("counsellor",)),)))

    with pytest.raises(CannotMove, match="leader"):
        move_case(case, to, by=worker)

    assert CaseTask.objects.waiting().filter(case=case).count() == 2
