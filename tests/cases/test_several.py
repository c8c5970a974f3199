"""Asking several parties on the real engine: who is asked, when it is enough, what is stopped and what is kept."""

import pytest

from cases import access
from cases.actions import several, team
from cases.actions.parties import Whom
from cases.actions.tasks import add_extra_task, complete_task, put_back, skip_task, take_task
from cases.facts import Facts
from cases.models import CaseTask, Notice
from cases.refusals import (
    AlreadyAsked,
    AskedNoLonger,
    CannotAskMore,
    CannotBeSkipped,
    GateHoldsBack,
    GoesOnByItself,
    ReasonMissing,
    TaskNotYours,
)
from forms.conditions.rules import Row, Rule
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import end, make_case, make_worker, open_keys, task
from tests.factories.several import (
    answers,
    asker,
    asking,
    begun,
    held,
    make_asking,
    partner,
    party,
    person,
    states,
)
from workflows import document as doc
from workflows import steps

pytestmark = pytest.mark.django_db
CHOSEN = {"asks": (), "may_ask": ("others",)}
ONE_MONTH = steps.Moment("now", steps.Period(days=30))


# Who is asked ------------------------------------------------------------------------------------


def test_each_role_is_asked_in_a_task_of_its_own_and_the_path_waits_for_all():
    case, worker = begun(make_asking())
    people = held(case, worker, "health", "work")

    answers(party(case, "health"), people["health"])
    assert open_keys(case) == ["statement", "statement"]
    answers(party(case, "work"), people["work"])

    assert open_keys(case) == ["after"]
    assert states(case) == ["DONE", "DONE"]


def test_several_holders_of_a_role_are_asked_each():
    programme = make_asking(task("first"), asking(asks=("others",)), task("after"))
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    take_task(CaseTask.objects.waiting().get(case=case), worker)
    team.appoint(case, by=worker, role="others", people=[partner("anna"), partner("bo")])

    complete_task(CaseTask.objects.waiting().get(case=case), by=worker, answers={})

    owners = CaseTask.objects.filter(case=case, kind="party").values_list(
        "owner__username", flat=True
    )
    assert sorted(owners) == ["anna", "bo"]


def test_whom_to_ask_is_chosen_while_it_runs_and_may_grow():
    case, worker = begun(make_asking(asking(**CHOSEN, enough=2), task("after")))
    assert states(case) == []

    first, _second = several.ask_more(asker(case), by=worker, whom=[person("anna"), person("bo")])
    answers(first, first.owner)
    (third,) = several.ask_more(asker(case), by=worker, whom=[person("cia")])
    answers(third, third.owner)

    assert open_keys(case) == ["after"]
    assert states(case) == ["DONE", "CANCELED", "DONE"]


def test_who_is_asked_already_is_refused_with_all_that_were_chosen_beside():
    case, worker = begun(make_asking(asking(**CHOSEN), task("after")))
    anna = person("anna")
    several.ask_more(asker(case), by=worker, whom=[anna])

    with pytest.raises(AlreadyAsked):
        several.ask_more(asker(case), by=worker, whom=[person("bo"), anna])

    assert states(case) == ["ASSIGNED"]


def test_only_those_whom_the_workflow_allows_may_be_asked():
    case, worker = begun(make_asking())

    for whom in (person("anna"), Whom(name="Doctor Berg")):
        with pytest.raises(CannotAskMore):
            several.ask_more(asker(case), by=worker, whom=[whom])


def test_a_party_sees_its_question_and_nothing_of_the_case_and_is_in_no_team():
    case, worker = begun(make_asking(asking(**CHOSEN), task("after")))
    (row,) = several.ask_more(asker(case), by=worker, whom=[person("anna")])

    assert not access.sees_case(row.owner, case.pk)
    assert list(access.my_tasks(row.owner)) == [row]
    answers(row, row.owner)
    assert not access.sees_case(row.owner, case.pk)
    assert not case.team.filter(user=row.owner).exists()


def test_the_queue_of_another_unit_is_asked_and_whoever_takes_it_joins_no_team():
    case, worker = begun(make_asking(asking(**CHOSEN), task("after")))
    elsewhere = make_unit("Ungdom")
    young = make_user("ylva", unit=elsewhere)
    (row,) = several.ask_more(asker(case), by=worker, whom=[Whom("others", unit=elsewhere)])

    assert list(access.queue_for(young)) == [row]
    assert row not in access.queue_for(worker)
    taken = take_task(row, young)
    put_back(taken, young)
    answers(take_task(row, young), young)

    assert open_keys(case) == ["after"]
    assert not access.sees_case(young, case.pk)


# When it is enough -------------------------------------------------------------------------------


@pytest.mark.parametrize(("late", "third"), [(True, "ASSIGNED"), (False, "CANCELED")])
def test_two_of_three_are_enough_and_the_third_is_still_heard_or_not(late, third):
    case, worker = begun(make_asking(asking(**CHOSEN, enough=2, late=late), task("after")))
    whom = [person("anna"), person("bo"), person("cia")]
    rows = several.ask_more(asker(case), by=worker, whom=whom)

    for row in rows[:2]:
        answers(row, row.owner)

    assert "after" in open_keys(case)
    assert states(case) == ["DONE", "DONE", third]
    if not late:
        with pytest.raises(AskedNoLonger):
            answers(rows[2], rows[2].owner)
        return
    answers(rows[2], rows[2].owner, "no")
    assert open_keys(case) == ["after"]
    assert Facts(case).value("statement.answered") == 3
    assert case.journal.filter(code="party_answered_late").count() == 1


def test_a_late_answer_outlives_the_phase_but_not_the_case():
    phases = (
        doc.Phase("only", (asking(**CHOSEN, enough=1, late=True),)),
        doc.Phase("next", (task("after"), end())),
    )
    case, worker = begun(make_asking(phases=phases))
    first, _second = several.ask_more(asker(case), by=worker, whom=[person("anna"), person("bo")])

    answers(first, first.owner)
    assert states(case) == ["DONE", "ASSIGNED"]
    complete_task(CaseTask.objects.waiting().get(case=case, key="after"), by=worker, answers={})

    case.refresh_from_db()
    assert not case.is_open
    assert states(case) == ["DONE", "CANCELED"]


def test_stopping_one_leaves_the_others_and_is_counted_with_its_ground():
    case, worker = begun(make_asking())
    people = held(case, worker, "health", "work")
    answers(party(case, "health"), people["health"])

    several.stop_asking(party(case, "work"), by=worker, ground="consent_withdrawn")

    assert open_keys(case) == ["after"]
    stopped = party(case, "work")
    assert (stopped.status, stopped.data["ground"]) == ("CANCELED", "consent_withdrawn")
    trace = case.journal.get(code="party_stopped")
    assert trace.facts["ground"] == "consent_withdrawn"
    assert Notice.objects.filter(user=people["work"], code="asked_no_longer").exists()


def test_who_is_stopped_with_a_reason_keeps_it_when_others_stop_in_the_same_moment():
    case, worker = begun(make_asking(asking(**CHOSEN)))
    rows = several.ask_more(asker(case), by=worker, whom=[person("anna"), person("bo")])
    answers(rows[0], rows[0].owner)
    extra = add_extra_task(case, worker, title="Ring", owner=worker)

    several.stop_asking(rows[1], by=worker, ground="other", reason="Moved abroad")

    for row in (rows[1], extra):
        row.refresh_from_db()
    assert (rows[1].skipped_reason, rows[1].data["ground"]) == ("Moved abroad", "other")
    assert (rows[1].status, extra.status) == ("CANCELED", "CANCELED")


def test_when_everybody_is_stopped_the_one_who_asks_decides():
    case, worker = begun(make_asking())
    for role in ("health", "work"):
        several.stop_asking(party(case, role), by=worker, ground="not_needed")
    assert open_keys(case) == ["statement"]

    several.go_on_without(asker(case), by=worker, reason="Nobody has time")

    assert open_keys(case) == ["after"]
    assert Facts(case).value("done.statement") is False


def test_going_on_without_needs_a_reason_and_the_task_in_ones_hands():
    case, worker = begun(make_asking())

    with pytest.raises(ReasonMissing):
        several.go_on_without(asker(case), by=worker, reason="  ")
    with pytest.raises(TaskNotYours):
        several.go_on_without(asker(case), by=partner("anna"), reason="I want to")

    assert open_keys(case) == ["statement"] * 3


def test_the_step_is_neither_finished_nor_skipped_by_hand():
    case, worker = begun(make_asking())

    with pytest.raises(GoesOnByItself):
        complete_task(asker(case), by=worker, answers={})
    with pytest.raises(CannotBeSkipped):
        skip_task(asker(case), worker, "no")


def test_a_party_that_cannot_answer_says_why_and_the_one_who_asks_is_told():
    case, worker = begun(make_asking(asking(**CHOSEN), task("after")))
    first, second = several.ask_more(asker(case), by=worker, whom=[person("anna"), person("bo")])

    several.decline(first, by=first.owner, reason="We never met")

    assert states(case) == ["CANCELED", "ASSIGNED"]
    assert Notice.objects.filter(user=worker, code="party_declined").exists()
    with pytest.raises(TaskNotYours):
        several.decline(second, by=first.owner, reason="Nor they")


def test_a_gate_holds_the_answers_back_until_it_opens():
    gate = doc.Gate("ready", "statement", Rule("all", (Row("done.other", "is", True),)))
    both = steps.Parallel(
        "both",
        branches=(steps.Branch("a", (asking(enough=1),)), steps.Branch("b", (task("other"),))),
    )
    case, worker = begun(make_asking(both, task("after"), gates=(gate,)))
    people = held(case, worker, "health")

    answers(party(case, "health"), people["health"])
    assert asker(case)
    with pytest.raises(GateHoldsBack):
        several.go_on_without(asker(case), by=worker, reason="Now")
    other = CaseTask.objects.waiting().get(case=case, key="other")
    complete_task(other, by=worker, answers={})

    assert open_keys(case) == ["after"]
