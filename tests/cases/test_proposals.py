"""What happens only when others agree: taking over (AC-103), joint approval (AC-086, 003-B18, J4-7)."""

from datetime import date

import pytest

from cases.access import proposals_asked_of
from cases.actions import proposals
from cases.actions.events import Said, start_event
from cases.actions.tasks import complete_task, take_task
from cases.models import Proposal
from cases.refusals import (
    AlreadyProposed,
    AlreadySettled,
    AnswersRefused,
    GateHoldsBack,
    NotForYou,
    PeriodTooLong,
    ReasonMissing,
)
from forms.conditions.rules import Row, Rule
from forms.document import Field
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import (
    DONE,
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
from workflows import effects, steps

pytestmark = pytest.mark.django_db
WORKER = doc.Role("worker", who=("counsellor",))
LEADER = doc.Role("leader", who=("manager",))
PARTNER = doc.Role("partner", who=("partner",))
HAND_ON = doc.Event("hand_on", roles=("worker",), effect=effects.Transfer(("worker",)))


def begun(*blocks, events=(HAND_ON,), forms=None, **parts):
    """A case whose worker has two open tasks, with a leader and a partner in the team."""
    both = steps.Parallel(
        "both", (steps.Branch("a", (task("one"),)), steps.Branch("b", (task("two"),)))
    )
    roles = (WORKER, LEADER, PARTNER)
    programme = make_programme(
        flow(*(blocks or (both,)), events=events, roles=roles, outcomes=(DONE,), **parts),
        forms=forms,
    )
    worker = make_worker(programme, "alva", roles=("counsellor", "decision_maker"))
    case = make_case(programme, by=worker)
    for pk in case.tasks.waiting().values_list("pk", flat=True):
        take_task(case.tasks.get(pk=pk), worker)
    people = {"worker": worker}
    for key, role in (("leader", "manager"), ("partner", "partner")):
        people[key] = make_user(f"{key}-{case.pk}", unit=programme.unit, roles=(role,))
        case.team.create(user=people[key], role=key, since=case.opened_at, appointed_by=worker)
    if not case.team.filter(role="worker").exists():
        case.team.create(user=worker, role="worker", since=case.opened_at, appointed_by=worker)
    return case, people


def offer(case, worker, to):
    start_event(case, "hand_on", worker, {}, said=Said("Byter tjänst", to=to))
    return Proposal.objects.get(state="open")


def holders(case, role="worker"):
    return [member.user.username for member in case.team.filter(role=role, until=None)]


def owners(case):
    return {task.owner.username for task in case.tasks.waiting() if task.owner}


def test_until_somebody_takes_over_the_old_holder_keeps_everything():
    case, people = begun()
    bo = make_worker(case.programme, "bo")

    row = offer(case, people["worker"], bo)

    assert (holders(case), owners(case)) == (["alva"], {"alva"})
    assert list(proposals_asked_of(bo)) == [row]
    assert not proposals_asked_of(people["leader"]).exists()
    trace = case.journal.get(code="transfer_offered")
    assert (trace.facts["reason"], trace.facts["role"]) == ("Byter tjänst", "worker")


def test_taking_over_moves_the_role_and_its_tasks_together():
    case, people = begun()
    bo = make_worker(case.programme, "bo")
    row = offer(case, people["worker"], bo)

    proposals.answer(row, by=bo, agrees=True)

    assert (holders(case), owners(case)) == (["bo"], {"bo"})
    row.refresh_from_db()
    assert row.state == "agreed"
    assert case.journal.filter(code="transfer_accepted").count() == 1
    assert not proposals_asked_of(bo).exists()


def test_who_declines_says_why_and_nothing_moves():
    case, people = begun()
    bo = make_worker(case.programme, "bo")
    row = offer(case, people["worker"], bo)
    with pytest.raises(ReasonMissing):
        proposals.answer(row, by=bo, agrees=False, reason=" ")

    proposals.answer(row, by=bo, agrees=False, reason="Har fullt")

    assert (holders(case), owners(case)) == (["alva"], {"alva"})
    assert case.journal.get(code="transfer_declined").facts["reason"] == "Har fullt"
    assert not case.tasks.unfinished().filter(kind="event").exists()


def test_only_who_is_asked_answers_and_only_who_asked_withdraws():
    case, people = begun()
    bo, siri = make_worker(case.programme, "bo"), make_worker(case.programme, "siri")
    row = offer(case, people["worker"], bo)

    with pytest.raises(NotForYou):
        proposals.answer(row, by=siri, agrees=True)
    with pytest.raises(NotForYou):
        proposals.withdraw(row, by=siri)
    proposals.withdraw(row, by=people["worker"])
    with pytest.raises(AlreadySettled):
        proposals.answer(row, by=bo, agrees=True)

    assert holders(case) == ["alva"]
    assert case.journal.filter(code="proposal_withdrawn").count() == 1


def test_a_role_is_offered_once_at_a_time():
    case, people = begun()
    bo = make_worker(case.programme, "bo")
    offer(case, people["worker"], bo)

    with pytest.raises(AlreadyProposed):
        start_event(case, "hand_on", people["worker"], {}, said=Said("Igen", to=bo))


@pytest.mark.parametrize(
    ("said", "field"),
    [(Said("x"), "to"), (Said("", to="bo"), "reason"), (Said("x", to="me"), "to")],
)
def test_an_offer_says_to_whom_and_why(said, field):
    case, people = begun()
    those = {"bo": make_worker(case.programme, "bo"), "me": people["worker"], None: None}
    whole = Said(said.reason, to=those[said.to])

    with pytest.raises(AnswersRefused) as refused:
        start_event(case, "hand_on", people["worker"], {}, said=whole)

    assert list(refused.value.errors) == [field]
    assert not Proposal.objects.exists()


def test_another_unit_is_asked_and_any_of_its_people_may_take_over():
    case, people = begun()
    there = make_unit("Nästa enhet", organisation=case.unit.organisation)
    tove = make_user("tove", unit=there, roles=("counsellor",))
    clerk = make_user("clerk", unit=there, roles=("communication",))
    row = offer(case, people["worker"], there)
    assert list(proposals_asked_of(tove)) == [row]
    assert not proposals_asked_of(clerk).exists()
    with pytest.raises(NotForYou):
        proposals.answer(row, by=clerk, agrees=True)

    proposals.answer(row, by=tove, agrees=True)

    assert (holders(case), owners(case)) == (["tove"], {"tove"})


def test_the_receiving_party_confirms_before_the_case_can_end():
    """AC-103: a gate reads that the take-over was confirmed."""
    gate = doc.Gate("taken", "end", Rule("all", (Row("event.hand_on.times", "at_least", 1),)))
    hand_on = doc.Event("hand_on", roles=("worker",), effect=effects.Transfer(("partner",)))
    case, people = begun(task("last"), events=(hand_on,), gates=(gate,))
    other = make_user("other", unit=case.unit, roles=("partner",))
    row = offer(case, people["worker"], other)
    with pytest.raises(GateHoldsBack):
        complete_task(open_task(case, "last"), by=people["worker"], answers={})

    proposals.answer(row, by=other, agrees=True)
    complete_task(open_task(case, "last"), by=people["worker"], answers={})

    case.refresh_from_db()
    assert not case.is_open


def approving(enough=None, *, blocks=(), longer=None):
    effect = effects.Approval(("worker", "leader", "partner"), enough, longer)
    return doc.Event("longer", roles=("worker",), effect=effect, blocks=blocks)


def ask(case, worker):
    start_event(case, "longer", worker, {}, said=Said("Behöver mer tid"))
    return Proposal.objects.get(state="open")


def test_what_follows_begins_when_all_have_approved():
    case, people = begun(task("work"), events=(approving(blocks=(task("write"),)),))
    row = ask(case, people["worker"])
    for key in ("worker", "leader"):
        proposals.answer(row, by=people[key], agrees=True)
    assert open_keys(case) == ["work"]

    proposals.answer(row, by=people["partner"], agrees=True)

    assert open_keys(case) == ["work", "write"]
    codes = case.journal.filter(code__startswith="approval").values_list("code", flat=True)
    assert sorted(codes) == ["approval_asked", "approval_complete", *["approval_given"] * 2]


def test_two_of_three_may_be_enough_and_a_no_does_not_stop_them():
    case, people = begun(task("work"), events=(approving(2, blocks=(task("write"),)),))
    row = ask(case, people["worker"])
    proposals.answer(row, by=people["leader"], agrees=False, reason="Nej")
    proposals.answer(row, by=people["partner"], agrees=True)
    assert open_keys(case) == ["work"]
    proposals.answer(row, by=people["worker"], agrees=True)

    assert open_keys(case) == ["work", "write"]


def test_when_enough_can_no_longer_approve_it_does_not_happen():
    case, people = begun(task("work"), events=(approving(blocks=(task("write"),)),))
    row = ask(case, people["worker"])

    proposals.answer(row, by=people["partner"], agrees=False, reason="Hinner inte")

    row.refresh_from_db()
    assert (row.state, open_keys(case)) == ("declined", ["work"])
    with pytest.raises(AlreadySettled):
        proposals.answer(row, by=people["leader"], agrees=True)


def test_each_role_answers_once_and_sees_what_is_asked_until_then():
    case, people = begun(task("work"), events=(approving(),))
    row = ask(case, people["worker"])
    assert list(proposals_asked_of(people["leader"])) == [row]

    proposals.answer(row, by=people["leader"], agrees=True)

    assert not proposals_asked_of(people["leader"]).exists()
    with pytest.raises(NotForYou):
        proposals.answer(row, by=people["leader"], agrees=True)


def test_a_closed_case_asks_nobody_any_more():
    case, people = begun(task("work"), events=(approving(),))
    row = ask(case, people["worker"])

    complete_task(open_task(case, "work"), by=people["worker"], answers={})

    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert not proposals_asked_of(people["leader"]).exists()


@pytest.mark.parametrize("by_agreement", [False, True])
def test_the_longest_time_blocks_unless_all_parties_approve_more(by_agreement):
    """AC-086: month 12; longer only by the parties' approval and with a reason."""
    decide = steps.Decision(
        "decide",
        role="worker",
        form="grant",
        starts="from",
        ends="to",
        total=steps.Period(months=12),
        exceeded_by="longer" if by_agreement else "",
    )
    form = make_form_version("grant", Field("from", "date"), Field("to", "date"))
    case, people = begun(
        decide,
        task("after"),
        events=(approving(longer=steps.Period(months=3)),),
        forms={"grant": form},
    )
    answers = {"from": "2026-01-01", "to": "2027-03-31"}
    with pytest.raises(PeriodTooLong):
        decide_now(case, people, answers)
    row = ask(case, people["worker"])
    for key in ("worker", "leader", "partner"):
        proposals.answer(row, by=people[key], agrees=True)

    if not by_agreement:
        with pytest.raises(PeriodTooLong):
            decide_now(case, people, answers)
        return
    decide_now(case, people, answers)
    assert case.decisions.get().ends_on == date(2027, 3, 31)


def decide_now(case, people, answers):
    complete_task(open_task(case, "decide"), by=people["worker"], answers=answers)
