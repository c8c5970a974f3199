"""What comes after a step is said only when it is certain."""

import pytest

from cases.following import Following, beginning, following
from forms.conditions.rules import Row, Rule
from workflows.document import Event, Phase, WorkflowDocument
from workflows.steps import Branch, Choice, End, Parallel, Return, Task, Wait

YES = Rule("all", (Row("first.ready", "is", True),))


def drawing(*blocks, after=(), events=()) -> WorkflowDocument:
    phases = (Phase("one", blocks), Phase("two", after or (Task("later"),)))
    return WorkflowDocument(phases=phases, events=events)


def always(_rule: Rule) -> bool:
    return True


def never(_rule: Rule) -> bool:
    return False


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ((Task("second"),), Following(tasks=("second",))),
        ((), Following(tasks=("later",), phase="two")),
        ((End("end", "done"),), Following(outcome="done")),
        ((Return("back", "one"),), Following(phase="one")),
        ((Wait("wait"), Task("second")), Following(waits=True)),
        ((Choice("way", judged_by="worker", branches=(Branch("a"),)),), Following(judged="way")),
        (
            (Parallel("both", (Branch("a", (Task("x"),)), Branch("b", (Task("y"),)))),),
            Following(tasks=("x", "y")),
        ),
    ],
)
def test_the_next_thing_is_what_the_path_reaches_first(rest, expected):
    assert following(drawing(Task("first"), *rest), "first", always) == expected


@pytest.mark.parametrize(("holds", "expected"), [(always, "x"), (never, "y")])
def test_a_choice_goes_the_way_whose_rule_holds(holds, expected):
    choice = Choice("way", (Branch("a", (Task("x"),), YES), Branch("otherwise", (Task("y"),))))

    assert following(drawing(Task("first"), choice), "first", holds) == Following(tasks=(expected,))


def test_an_empty_way_leads_on_behind_the_choice():
    choice = Choice("way", (Branch("a", (Task("x"),), YES), Branch("otherwise")))

    after = following(drawing(Task("first"), choice, Task("z")), "first", never)

    assert after == Following(tasks=("z",))


def test_the_end_of_a_branch_says_nothing_while_others_may_be_open():
    both = Parallel("both", (Branch("a", (Task("x"),)), Branch("b", (Task("y"),))))

    assert following(drawing(both, Task("z")), "x", always) == Following()


def test_inside_a_choice_the_path_goes_on_behind_it():
    choice = Choice("way", (Branch("a", (Task("x"),), YES), Branch("otherwise")))

    assert following(drawing(choice, Task("z")), "x", always) == Following(tasks=("z",))


def test_the_last_step_of_all_is_followed_by_nothing():
    assert following(drawing(Task("first"), after=(Task("later"),)), "later", always) == Following()


def test_a_step_beside_the_path_says_only_what_its_own_path_reaches():
    event = Event("stop", blocks=(Task("talk"), End("end", "stopped")))

    assert following(drawing(Task("first"), events=(event,)), "talk", always) == Following(
        outcome="stopped"
    )
    assert beginning(event.blocks, always) == Following(tasks=("talk",))
    assert beginning((), always) == Following()
