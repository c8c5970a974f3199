"""Any workflow that an editor can draw runs to an end on the real engine, whatever people do and in any order."""

import contextlib

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from accounts.models import User
from cases.actions import proposals, several
from cases.actions.events import Said, events_for, start_event
from cases.actions.parties import Whom
from cases.actions.tasks import complete_task, skip_task, stop_task
from cases.actions.team import appoint
from cases.hand import GoesInCircles
from cases.models import Case, CaseTask, Proposal
from cases.parties import PARTY, SEVERAL, round_of, whom_of
from cases.refusals import (
    AlreadyAsked,
    AlreadyProposed,
    AnswersRefused,
    CannotBeStopped,
    NotForYou,
)
from cases.simulated_time import shift_case
from cases.sweeper import sweep
from forms.document import Field, FormDocument, Section
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import make_case, make_participant, make_programme
from tests.factories.workflow_trees import POLL, workflows
from workflows.checks import problems
from workflows.effects import Approval, Resume, Transfer
from workflows.paths import goes_on
from workflows.steps import Choice

pytestmark = pytest.mark.django_db
FORMS = {POLL: FormDocument((Section("only", (Field("remark", "text"),)),))}
MOST_STEPS = 60
FREE_STEPS = 25
RELAXED = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

AGREED = settings(RELAXED, max_examples=25)


@pytest.fixture
def people():
    unit = make_unit()
    roles = ("counsellor", "manager", "decision_maker")
    make_user("bo", roles=roles, unit=unit)
    return unit, make_user("alva", roles=roles, unit=unit)


@RELAXED
@given(st.data())
def test_no_drawing_hangs_under_complete_skip_and_stop_in_any_order(people, data):
    play(people, data.draw(workflows(depth=2)), data)


@RELAXED
@given(st.data())
def test_nor_do_those_that_ask_several_under_answering_growing_stopping_and_going_on(people, data):
    document = data.draw(workflows(depth=1, most_phases=2, several=True))
    assume(any(block.kind == SEVERAL for block in document.blocks()))
    play(people, document, data)


@AGREED
@given(st.data())
def test_nor_do_those_in_which_others_must_agree(people, data):
    document = data.draw(workflows(depth=1, most_phases=2, agreed=True))
    assume(any(isinstance(each.effect, Transfer | Approval) for each in document.events))
    play(people, document, data)


def play(people, document, data) -> None:
    """Begin a case, let anything happen to it, and see that it neither hangs nor leaves anything behind."""
    unit, worker = people
    assume(not list(problems(document, forms=FORMS, platform_roles={"counsellor", "manager"})))
    programme = make_programme(document, unit=unit)
    try:
        case = make_case(programme, by=worker, participant=make_participant(unit))
    except GoesInCircles:
        assume(False)  # round and round before anybody is asked

    for step in range(MOST_STEPS):
        case.refresh_from_db()
        if not case.is_open:
            break
        check_that_somebody_can_go_on(case)
        try:
            do_something(case, worker, data, freely=step < FREE_STEPS)
        except GoesInCircles:
            assume(False)  # a rule that is always true sends the case round: editors are told

    check_that_nothing_is_left(case)


def check_that_somebody_can_go_on(case: Case) -> None:
    """An open case rests on a person or on a day, never on a join alone."""
    kinds = set(case.tasks.unfinished().values_list("flow_task_type", "status"))

    assert kinds & {("HUMAN", "NEW"), ("HUMAN", "ASSIGNED"), ("TIMER", "SCHEDULED")}, kinds
    assert case.visits.filter(left_at=None).count() == 1
    check_that_nobody_is_asked_twice(case)


def check_that_nobody_is_asked_twice(case: Case) -> None:
    """Who is asked hangs on a step that was reached, and is asked once in a round."""
    rows = list(CaseTask.objects.filter(case=case, kind=PARTY).exclude(status="CANCELED"))
    asked = [(row.key, round_of(row), whom_of(row)) for row in rows]
    reached = CaseTask.objects.filter(case=case, kind=SEVERAL)
    rounds = {(row.key, round_of(row)): row for row in reached}

    assert len(asked) == len(set(asked))
    for row in rows:
        asker = rounds[row.key, round_of(row)]
        late = asker.flow_task.block.late
        assert row.status == "DONE" or asker.status in ("NEW", "ASSIGNED") or late, (row, asker)


def check_that_nothing_is_left(case: Case) -> None:
    case.refresh_from_db()
    if case.is_open:  # a case may go round for ever; then people still have something to do
        check_that_somebody_can_go_on(case)
        return
    assert case.outcome
    assert not case.tasks.unfinished().exclude(kind="obligation").exists()
    assert case.paused_on is None
    assert not case.proposals.filter(state=Proposal.State.OPEN).exists()
    assert not case.pauses.filter(ended_at=None).exists()
    assert not case.obligations.filter(state__in=["coming", "open", "overdue"]).exists()


def do_something(case: Case, worker, data, *, freely: bool) -> None:
    """One thing that a person or the calendar does; the way on first when not `freely`."""
    waiting = list(CaseTask.objects.waiting().filter(case=case).order_by("pk"))
    on_path = [task for task in waiting if task.kind not in ("obligation", "extra")]
    acts = ["complete", "skip", "stop", "event", "time"] if freely else ["complete"]
    acts += ["agree", "agree"] * (freely and case.proposals.filter(state="open").exists())
    act = data.draw(st.sampled_from(acts)) if on_path else "time"
    if case.paused_on and not freely:
        act = "resume"  # what nobody resumes may stand still for ever
    if act == "time":
        shift_case(case, 31, really=True)
        sweep()
    elif act == "event":
        begun = events_for(case, worker)
        if begun:
            begin(case, data.draw(st.sampled_from(begun)), worker)
    elif act == "agree":
        answer(data.draw(st.sampled_from(list(case.proposals.filter(state="open")))), worker, data)
    elif act == "resume":
        key = next(each.key for each in events_for(case, worker) if each.effect == Resume())
        start_event(case, key, worker, {})
    else:
        do_task(data.draw(st.sampled_from(on_path)), act, worker, data, freely=freely)


def begin(case: Case, event, worker) -> None:
    """Start an event; a role is offered to somebody else, a question that waits already is asked once."""
    with contextlib.suppress(AlreadyProposed, AnswersRefused):
        start_event(case, event.key, worker, {}, said=Said("needs a rest", to=another(case)))


def another(case: Case) -> User:
    """The colleague to whom roles are offered; who then offers them back."""
    return User.objects.exclude(username="alva").get(unit=case.unit)


def answer(proposal: Proposal, worker, data) -> None:
    """Take over or approve, decline, or take the question back. Whoever took over hands it back at once."""
    by = proposal.to_user or worker
    act = data.draw(st.sampled_from(["agree", "agree", "decline", "withdraw"]))
    if act == "withdraw":
        proposals.withdraw(proposal, by=worker)
        return
    with contextlib.suppress(NotForYou):
        proposals.answer(proposal, by=by, agrees=act == "agree", reason="as it is")
    case = proposal.case
    if proposal.to_user and case.team.filter(user=by, until=None).exists():
        case.refresh_from_db()
        if case.is_open:
            appoint(case, by=by, role=proposal.role, people=[worker])


def do_task(task: CaseTask, act: str, worker, data, *, freely: bool) -> None:
    block = task.flow_task.block
    if task.kind in (SEVERAL, PARTY):
        ask_or_answer(task, worker, data, freely=freely)
    elif act == "skip" and getattr(block, "may_skip", False):
        skip_task(task, worker, "not needed")
    elif act == "stop":
        with contextlib.suppress(CannotBeStopped):
            stop_task(task, worker, "not needed")
    else:
        answers = {}
        if isinstance(block, Choice):
            ways = [each for each in block.branches if freely or goes_on(each.blocks)]
            answers = {"branch": data.draw(st.sampled_from(ways)).key}
        complete_task(task, by=worker, answers=answers)


def ask_or_answer(task: CaseTask, worker, data, *, freely: bool) -> None:
    """One thing that can happen to a step that asks several, or to one who is asked."""
    block = task.flow_task.block
    if task.kind == PARTY:
        act = data.draw(
            st.sampled_from(["answer", "answer", "stop", "write"] if freely else ["answer"])
        )
        if act == "stop":
            several.stop_asking(task, by=worker, ground="consent_withdrawn")
        elif act == "write":
            several.write_for(task, by=worker)
        else:
            complete_task(task, by=worker, answers={})
        return
    grows = block.may_ask and freely and data.draw(st.booleans())
    if grows:
        whom = data.draw(st.sampled_from([Whom(role, user=worker) for role in block.may_ask]))
        with contextlib.suppress(AlreadyAsked):
            several.ask_more(task, by=worker, whom=[whom])
    elif not freely or data.draw(st.booleans()):
        several.go_on_without(task, by=worker, reason="not needed")
    else:
        with contextlib.suppress(CannotBeStopped):
            stop_task(task, worker, "not needed")
