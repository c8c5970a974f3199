"""Who may do a task, and what taking, handing over, putting back and finishing mean."""

import pytest

from cases.actions import tasks, team
from cases.actions.cases import start_case
from cases.models import CaseTask, TaskDraft
from cases.refusals import (
    AnswersRefused,
    CannotBeSkipped,
    CannotHoldRole,
    CaseIsClosed,
    GateHoldsBack,
    NotForYou,
    ReasonMissing,
    TaskAlreadyDone,
    TaskNotTaken,
    TaskNotYours,
    TaskTaken,
    WrongFormVersion,
)
from forms.conditions.rules import Row, Rule
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import (
    LEADER,
    WORKER,
    flow,
    make_case,
    make_form_version,
    make_programme,
    make_worker,
    open_keys,
    open_task,
    task,
)
from workflows import document as doc
from workflows import steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """A programme with two tasks, its worker, and a case."""
    programme = make_programme()
    worker = make_worker(programme, "alva")
    return programme, worker, make_case(programme, by=worker)


def test_a_new_task_lies_in_the_queue_until_somebody_holds_its_role(place):
    _, worker, case = place

    assert open_task(case, "first").owner is None
    tasks.take_task(open_task(case, "first"), worker)
    tasks.complete_task(open_task(case, "first"), by=worker, answers={})

    assert open_task(case, "second").owner == worker
    assert open_task(case, "second").assigned is not None


def test_taking_a_task_opens_the_case_to_the_one_who_took_it(place):
    _, worker, case = place

    tasks.take_task(open_task(case, "first"), worker)

    assert [(each.user, each.role) for each in case.team.all()] == [(worker, "worker")]


def test_a_task_is_taken_once(place):
    programme, worker, case = place
    other = make_worker(programme, "bo")
    seen = open_task(case, "first")
    tasks.take_task(seen, worker)

    with pytest.raises(TaskTaken):
        tasks.take_task(seen, other)

    assert open_task(case, "first").owner == worker


@pytest.mark.parametrize("roles", [("partner",), ("group_leader",), ()])
def test_somebody_without_the_role_takes_nothing(place, roles):
    programme, _, case = place
    stranger = make_worker(programme, "stranger", roles=roles)

    for act in (tasks.take_task, complete):
        with pytest.raises(TaskNotYours):
            act(open_task(case, "first"), stranger)

    assert case.team.count() == 0


def test_the_role_in_another_unit_is_no_role_here(place):
    _, _, case = place
    elsewhere = make_user("elsewhere", unit=make_unit("Vuxensocialt arbete"))

    with pytest.raises(TaskNotYours):
        tasks.take_task(open_task(case, "first"), elsewhere)


def test_a_task_in_other_hands_is_not_done_by_me(place):
    programme, worker, case = place
    tasks.take_task(open_task(case, "first"), worker)

    with pytest.raises(TaskNotYours):
        complete(open_task(case, "first"), make_worker(programme, "bo"))


def test_a_task_is_finished_once_and_the_second_attempt_changes_nothing(place):
    _, worker, case = place
    first = open_task(case, "first")
    complete(first, worker)

    with pytest.raises(TaskAlreadyDone):
        complete(first, worker)

    assert open_keys(case) == ["second"]
    assert case.journal.filter(code="task_done").count() == 1


def test_putting_back_returns_the_task_to_the_queue_and_closes_the_case_to_the_idle(place):
    _, worker, case = place
    tasks.take_task(open_task(case, "first"), worker)

    tasks.put_back(open_task(case, "first"), worker)

    assert open_task(case, "first").status == "NEW"
    assert not case.team.filter(until=None).exists()


def test_who_has_done_something_keeps_the_role_when_putting_back(place):
    _, worker, case = place
    complete(open_task(case, "first"), worker)

    tasks.put_back(open_task(case, "second"), worker)

    assert case.team.filter(until=None, user=worker).exists()


def test_when_the_holder_of_a_role_changes_the_open_tasks_follow(place):
    programme, worker, case = place
    other = make_worker(programme, "bo")
    tasks.take_task(open_task(case, "first"), worker)

    team.appoint(case, by=worker, role="worker", people=[other])
    assert open_task(case, "first").owner == other
    team.leave(case, by=other, role="worker", user=other)

    assert open_task(case, "first").owner is None


def test_a_step_is_skipped_with_a_reason_only_where_the_drawing_allows_it():
    programme = make_programme(flow(task("first", may_skip=True), task("second")))
    worker = make_worker(programme)
    case = make_case(programme, by=worker)

    with pytest.raises(ReasonMissing):
        tasks.skip_task(open_task(case, "first"), worker, "  ")
    tasks.skip_task(open_task(case, "first"), worker, "known from before")
    with pytest.raises(CannotBeSkipped):
        tasks.skip_task(open_task(case, "second"), worker, "in a hurry")

    skipped = case.tasks.get(key="first")
    assert (skipped.status, skipped.skipped_reason) == ("DONE", "known from before")


def test_a_gate_holds_a_step_back_with_its_sentence_and_nothing_is_stored():
    gate = doc.Gate("ready", "last", Rule("all", (Row("done.review", "is", True),)))
    document = flow(
        steps.Parallel(
            "both",
            branches=(steps.Branch("a", (task("review"),)), steps.Branch("b", (task("last"),))),
        ),
        gates=(gate,),
    )
    programme = make_programme(document, texts={"gate.ready": "Slututvärderingen är inte klar."})
    worker = make_worker(programme)
    case = make_case(programme, by=worker)

    with pytest.raises(GateHoldsBack, match="Slututvärderingen är inte klar"):
        complete(open_task(case, "last"), worker)
    assert open_keys(case) == ["last", "review"]
    assert not case.team.exists()

    complete(open_task(case, "review"), worker)
    complete(open_task(case, "last"), worker)
    case.refresh_from_db()
    assert not case.is_open


def test_a_gate_may_read_what_is_being_handed_in():
    answered = Rule("all", (Row("case.onward_path", "answered"),))
    document = flow(
        task("last", form="closing", records={"onward_path": "remark"}),
        gates=(doc.Gate("path", "last", answered),),
    )
    programme = make_programme(document)
    worker = make_worker(programme)
    case = make_case(programme, by=worker)

    with pytest.raises(GateHoldsBack):
        complete(open_task(case, "last"), worker)
    tasks.complete_task(open_task(case, "last"), by=worker, answers={"remark": "studies"})

    case.refresh_from_db()
    assert case.onward_path == "studies"


def test_answers_to_another_version_of_the_form_are_refused():
    programme = make_programme(flow(task("first", form="ask"), task("second")))
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    newer = make_form_version("ask", "remark", "more")

    with pytest.raises(WrongFormVersion):
        tasks.complete_task(open_task(case, "first"), by=worker, answers={}, form_version=newer)

    assert open_keys(case) == ["first"]


def test_a_step_appoints_people_who_may_hold_the_role_and_tells_all_faults_at_once():
    special = Rule("all", (Row("case.special_support", "is", True),))
    contact = doc.Role("contact", who=("counsellor",), needs=(doc.Need("social_worker", special),))
    document = flow(
        task(
            "first",
            form="ask",
            appoints=("contact", "leader"),
            records={"special_support": "remark"},
        ),
        task("second", role="contact"),
        roles=(WORKER, LEADER, contact),
    )
    programme = make_programme(document)
    worker = make_worker(programme, qualification="social_counsellor")
    case = make_case(programme, by=worker)
    fit = make_worker(programme, "fit", qualification="social_worker")

    with pytest.raises(CannotHoldRole) as refused:
        tasks.complete_task(open_task(case, "first"), by=worker, answers={})
    assert set(refused.value.errors) == {"contact", "leader"}
    with pytest.raises(CannotHoldRole):
        appoint_to(case, worker, {"remark": "yes"}, contact=worker, leader=fit)
    appoint_to(case, worker, {"remark": "yes"}, contact=fit, leader=fit)

    assert open_task(case, "second").owner == fit


def test_a_decision_needs_the_right_to_decide():
    programme = make_programme(flow(steps.Decision("grant", role="worker")))
    worker = make_worker(programme)
    decider = make_worker(programme, "decider", roles=("counsellor", "decision_maker"))
    case = make_case(programme, by=worker)

    with pytest.raises(NotForYou):
        complete(open_task(case, "grant"), worker)
    complete(open_task(case, "grant"), decider)

    assert case.decisions.get().decided_by == decider


def test_a_worker_judges_which_way_a_choice_goes():
    ways = (steps.Branch("on", (task("on"),)), steps.Branch("stop", (task("stop"),)))
    programme = make_programme(flow(steps.Choice("way", ways, judged_by="worker")))
    worker = make_worker(programme)
    case = make_case(programme, by=worker)

    with pytest.raises(AnswersRefused):
        tasks.complete_task(open_task(case, "way"), by=worker, answers={"branch": "nowhere"})
    tasks.complete_task(open_task(case, "way"), by=worker, answers={"branch": "stop"})

    assert open_keys(case) == ["stop"]


def test_a_draft_is_kept_for_each_person_and_survives_any_characters(place):
    _, worker, case = place
    first = open_task(case, "first")
    tasks.take_task(first, worker)

    tasks.save_draft(first, worker, {"note": ["a"]})
    tasks.save_draft(first, worker, {"note": ["b\x00\ud800"]})

    assert [draft.raw for draft in TaskDraft.objects.filter(by=worker)] == [{"note": ["b?"]}]


def test_nothing_is_kept_of_a_task_that_nobody_has_taken(place):
    _, worker, case = place

    with pytest.raises(TaskNotTaken):
        tasks.save_draft(open_task(case, "first"), worker, {"note": ["a"]})

    assert not TaskDraft.objects.exists()


def test_an_extra_task_is_done_beside_the_path(place):
    _, worker, case = place
    tasks.take_task(open_task(case, "first"), worker)

    extra = tasks.add_extra_task(case, worker, title=" Ring läkaren ", owner=worker)
    with pytest.raises(AnswersRefused):
        tasks.add_extra_task(case, worker, title="", owner=None)
    complete(extra, worker)

    assert extra.title == "Ring läkaren"
    assert open_keys(case) == ["first"]


def test_what_no_database_holds_is_left_out_and_a_title_has_an_end(place):
    _, worker, case = place
    tasks.take_task(open_task(case, "first"), worker)

    extra = tasks.add_extra_task(case, worker, title="Ring\x00 \ud800", owner=worker)
    with pytest.raises(AnswersRefused) as refused:
        tasks.add_extra_task(case, worker, title="x" * 201, owner=worker)
    tasks.stop_task(extra, worker, "inte\x00 nu")

    assert extra.title == "Ring ?"
    assert list(refused.value.errors) == ["title"]
    assert case.journal.get(code="task_stopped").facts["reason"] == "inte nu"


def test_closing_stops_what_is_open_and_says_so(place):
    _, worker, case = place
    tasks.take_task(open_task(case, "first"), worker)
    tasks.add_extra_task(case, worker, title="Ring läkaren", owner=worker)
    complete(open_task(case, "first"), worker)
    complete(open_task(case, "second"), worker)

    closed = case.journal.get(code="case_closed")
    assert [left["title"] for left in closed.facts["left"]] == ["Ring läkaren"]
    assert not CaseTask.objects.unfinished().filter(case=case).exists()
    with pytest.raises(CaseIsClosed):
        tasks.add_extra_task(case, worker, title="En till", owner=worker)


def test_a_case_is_registered_only_by_the_roles_of_the_start():
    programme = make_programme()
    leader = make_worker(programme, "leader", roles=("group_leader",))
    elsewhere = make_user("elsewhere", unit=make_unit("Vuxensocialt arbete"))

    for person in (leader, elsewhere):
        with pytest.raises(NotForYou):
            start_case(programme, participant=None, by=person, answers={})

    assert programme.cases.count() == 0


def appoint_to(case, worker, answers, **people):
    return tasks.complete_task(
        open_task(case, "first"),
        by=worker,
        answers=answers,
        appointments={role: [person] for role, person in people.items()},
    )


def complete(task_row, by):
    return tasks.complete_task(task_row, by=by, answers={})
