"""Ways at once that a new version adds where a case is under way: they begin, and the verdict says so before."""

import pytest

from cases.actions.moves import move_case, undo_move
from cases.actions.tasks import complete_task
from cases.hand import open_hand
from cases.moves.sides import side_of
from cases.moves.standings import standing_of
from cases.moves.states import state_of
from cases.sweeper import sweep
from tests.cases.moves.test_moving import WEEK, both, doc_rule, started, version
from tests.factories.cases import flow, open_keys, open_task, task
from workflows import steps
from workflows.moves.judging import judge
from workflows.moves.sentences import said

pytestmark = pytest.mark.django_db
TWO = flow(both(task("left"), task("right")), task("last"))


def reasons(case, to) -> list[tuple[str, str]]:
    hand = open_hand(case.processes.get().pk)
    verdict = judge(side_of(hand.version.pk), side_of(to.pk), standing_of(hand))
    return [(each.code, each.key) for each in verdict.reasons]


def test_a_way_that_is_new_begins_and_is_waited_for():
    case, worker = started(TWO)
    complete_task(open_task(case, "left"), by=worker, answers={})
    third = both(task("left"), task("right"), task("third"))
    to = version(case, flow(third, task("last")))
    assert reasons(case, to) == [("setting", "both"), ("begins", "third")]

    move = move_case(case, to, by=worker)
    complete_task(open_task(case, "right"), by=worker, answers={})

    assert move.verdict == "moves"
    assert open_keys(case) == ["third"]
    complete_task(open_task(case, "third"), by=worker, answers={})
    assert open_keys(case) == ["last"]


def test_what_is_put_beside_a_step_begins_and_moving_back_takes_it_away():
    case, worker = started(flow(task("look"), task("last")))
    to = version(case, flow(both(task("look"), task("beside")), task("last")))
    before = [open_keys(case), state_of(case.pk)['"cases_casetask"']]

    move = move_case(case, to, by=worker)
    assert sorted(open_keys(case)) == ["beside", "look"]

    undo_move(move, by=worker)
    assert [open_keys(case), state_of(case.pk)['"cases_casetask"']] == before


def test_whoever_is_led_into_ways_at_once_has_all_of_them():
    case, worker = started(flow(task("look"), task("last")))
    to = version(case, flow(both(task("left"), task("right")), task("last")))

    move_case(case, to, by=worker, choices={"start:n_look|": "n_left"})

    assert sorted(open_keys(case)) == ["left", "right"]


def test_what_was_done_already_is_not_done_again():
    case, worker = started(flow(task("first"), task("look"), task("last")))
    complete_task(open_task(case, "first"), by=worker, answers={})
    ways = (steps.Branch("a", (task("look"),)), steps.Branch("b", (task("first"),)))
    more = steps.Branch("c", (task("first"), task("then")))
    once = version(case, flow(steps.Parallel("both", ways), task("last")))
    assert ("begins", "first") not in reasons(case, once)
    partly = (ways[0], more)

    move_case(case, version(case, flow(steps.Parallel("both", partly), task("last"))), by=worker)

    assert sorted(open_keys(case)) == ["look", "then"]


def test_a_way_that_was_over_before_stays_over():
    case, worker = started(TWO)
    complete_task(open_task(case, "left"), by=worker, answers={})
    longer = (
        steps.Branch("way0", (task("left"), task("more"))),
        steps.Branch("way1", (task("right"),)),
    )
    to = version(case, flow(steps.Parallel("both", longer), task("last")))

    move_case(case, to, by=worker)

    assert open_keys(case) == ["right"]


def test_a_wait_beside_begins_and_counts_from_then():
    case, worker = started(TWO)
    wait = steps.Wait("rest", until=steps.Moment("now", WEEK))

    move_case(
        case, version(case, flow(both(task("left"), task("right"), wait), task("last"))), by=worker
    )
    sweep()

    assert case.tasks.get(key="rest").status == "SCHEDULED"


def test_a_way_that_asks_nobody_at_first_is_left_out_and_that_is_said():
    case, worker = started(TWO)
    ends = steps.Branch("yes", (steps.End("over", outcome="completed"),), doc_rule("done.left"))
    which = steps.Choice("which", (ends, steps.Branch("no", (task("more"),))))
    to = version(case, flow(both(task("left"), task("right"), which), task("last")))
    assert ("not_begun", "way2") in reasons(case, to)

    move = move_case(case, to, by=worker)

    assert sorted(open_keys(case)) == ["left", "right"]
    [why] = [each for each in move.why if each["code"] == "not_begun"]
    assert "way2" in why["title"]


def test_the_sentence_names_the_step_that_begins():
    case, _worker = started(TWO)
    to = version(case, flow(both(task("left"), task("right"), task("third")), task("last")))
    hand = open_hand(case.processes.get().pk)

    verdict = judge(side_of(hand.version.pk), side_of(to.pk), standing_of(hand))

    [begins] = [each for each in verdict.reasons if each.code == "begins"]
    assert "third" in said(begins)
