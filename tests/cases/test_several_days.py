"""Asking several parties over time: days, rounds, what ends it from outside, early answers, what rules count."""

import pytest

from cases.actions import several
from cases.actions.events import start_event
from cases.actions.tasks import complete_task, take_task
from cases.facts import Facts
from cases.models import CaseTask, Notice
from cases.refusals import (
    StepIsOpen,
    TaskNotYours,
)
from cases.simulated_time import shift_case
from cases.sweeper import sweep
from forms.conditions.rules import Row, Rule
from tests.factories.cases import end, flow, make_case, make_programme, make_worker, open_keys, task
from tests.factories.several import (
    answers,
    asker,
    asking,
    begun,
    held,
    make_asking,
    party,
    states,
)
from workflows import document as doc
from workflows import steps

pytestmark = pytest.mark.django_db
CHOSEN = {"asks": (), "may_ask": ("others",)}
ONE_MONTH = steps.Moment("now", steps.Period(days=30))


# Days --------------------------------------------------------------------------------------------


def test_when_the_day_has_passed_the_path_goes_on_with_what_has_come():
    case, worker = begun(make_asking(asking(due=ONE_MONTH, at_deadline="go_on"), task("after")))
    people = held(case, worker, "health")
    answers(party(case, "health"), people["health"])

    shift_case(case, 30, really=True)
    sweep()
    assert "after" not in open_keys(case)  # the last day itself is still time
    shift_case(case, 1, really=True)
    sweep()
    sweep()

    assert open_keys(case) == ["after"]
    assert case.journal.filter(code="went_on_deadline").count() == 1


def test_without_that_the_day_passes_and_the_one_who_asks_decides():
    case, _worker = begun(make_asking(asking(due=ONE_MONTH), task("after")))

    shift_case(case, 40, really=True)
    sweep()

    assert open_keys(case) == ["statement"] * 3


def test_a_day_that_had_passed_before_the_step_was_reached_ends_nothing():
    past = steps.Moment("case_start", steps.Period(days=-5))
    case, _worker = begun(make_asking(asking(due=past, at_deadline="go_on"), task("after")))

    shift_case(case, 3, really=True)
    sweep()

    assert open_keys(case) == ["statement"] * 3


def test_reminders_go_to_those_who_have_not_answered():
    due = {"due": ONE_MONTH, "reminders": (-7,)}
    case, worker = begun(make_asking(asking(**due), task("after")))
    people = held(case, worker, "health", "work")
    answers(party(case, "health"), people["health"])

    shift_case(case, 24, really=True)
    sweep()

    told = Notice.objects.filter(code="remind").values_list("user__username", flat=True)
    assert sorted(told) == sorted(["work", worker.username])


# What ends it from outside -----------------------------------------------------------------------


def test_going_back_to_the_phase_stops_nobody_who_is_still_asked_but_counts_anew():
    """Whoever still writes goes on writing: the same question, in the next round."""
    back = steps.Choice(
        "again",
        branches=(
            steps.Branch(
                "back",
                (steps.Return("r", "only"),),
                Rule("all", (Row("statement.suits.no", "at_least", 1),)),
            ),
            steps.Branch("on"),
        ),
    )
    case, worker = begun(make_asking(asking(enough=1, late=True), back, task("after")))
    people = held(case, worker, "health", "work")

    answers(party(case, "health"), people["health"], "no")

    assert asker(case).data["round"] == 2
    assert [
        row.data["round"] for row in CaseTask.objects.filter(case=case, kind="party").order_by("pk")
    ] == [1, 2, 2]
    answers(party(case, "work"), people["work"])
    assert open_keys(case) == ["after", "statement"]


def test_an_event_that_ends_the_case_stops_everybody():
    event = doc.Event("stop", roles=("worker",), blocks=(end("e", "stopped"),))
    case, worker = begun(make_asking(asking(), task("after"), events=(event,)))
    start_event(case, "stop", worker, {})

    case.refresh_from_db()
    assert not case.is_open
    assert set(states(case)) == {"CANCELED"}


# Early answers -----------------------------------------------------------------------------------


def test_an_answer_before_the_step_is_kept_and_counted_when_the_step_comes():
    case_of = make_asking(task("first"), asking(**CHOSEN, enough=1), task("after"))
    worker = make_worker(case_of)
    case = make_case(case_of, by=worker)
    take_task(CaseTask.objects.waiting().get(case=case), worker)

    early = several.write_early(case, "statement", by=worker, name="Doctor Berg")
    answers(early, worker)
    assert open_keys(case) == ["first"]
    complete_task(CaseTask.objects.waiting().get(case=case), by=worker, answers={})

    assert open_keys(case) == ["after"]
    assert Facts(case).value("statement.suits.yes") == 1


def test_an_early_answer_that_is_still_being_written_belongs_to_the_step_when_it_comes():
    programme = make_asking(task("first"), asking(**CHOSEN, enough=1), task("after"))
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    take_task(CaseTask.objects.waiting().get(case=case), worker)
    early = several.write_early(case, "statement", by=worker, name="Doctor Berg")

    complete_task(CaseTask.objects.waiting().get(case=case, key="first"), by=worker, answers={})
    assert asker(case)
    with pytest.raises(StepIsOpen):
        several.write_early(case, "statement", by=worker, name="Somebody")
    answers(early, worker)

    assert open_keys(case) == ["after"]


def test_what_one_party_said_on_the_phone_is_written_down_by_the_one_who_asks():
    case, worker = begun(make_asking())
    people = held(case, worker, "health", "work")

    mine = several.write_for(party(case, "health"), by=worker)
    with pytest.raises(TaskNotYours):
        answers(mine, people["health"])
    answers(mine, worker)
    answers(party(case, "work"), people["work"])

    mine.refresh_from_db()
    assert (mine.data["called"], mine.done_by) == (people["health"].display_name, worker)
    assert open_keys(case) == ["after"]


# What rules may ask ------------------------------------------------------------------------------


def test_rules_count_the_answers_of_the_newest_round():
    rule = Rule(
        "all", (Row("statement.suits.no", "at_least", 2), Row("statement.answered", "is", 2))
    )
    choice = steps.Choice(
        "so",
        branches=(
            steps.Branch("no", (task("turn_down"),), rule),
            steps.Branch("on", (task("after"),)),
        ),
    )
    case, worker = begun(make_asking(asking(), choice))
    people = held(case, worker, "health", "work")

    answers(party(case, "health"), people["health"], "no")
    answers(party(case, "work"), people["work"], "no")

    assert open_keys(case) == ["turn_down"]
    facts = Facts(case)
    known = facts.known(
        ["statement.asked", "statement.suits.yes", "statement.suits.no", "done.statement"]
    )
    assert known == {
        "statement": {"asked": 2, "suits": {"yes": 0, "no": 2}},
        "done": {"statement": True},
    }


def test_an_ordinary_flow_never_asks():
    case = make_case(make_programme(flow(task("first"))))

    assert Facts(case).value("first.asked") is None
