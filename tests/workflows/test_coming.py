"""What would never come: rounds, waits without an end, gates before their answers, decisions without a person."""

from dataclasses import replace

import pytest

from forms.conditions.rules import Row, Rule
from tests.factories.workflow_trees import texts_of
from tests.workflows.test_checks import FORMS, LOOK, OVER, PEOPLE, SOUND, decided, found, path
from workflows.checks import problems
from workflows.document import Gate, Obligation
from workflows.steps import Moment, Task, Wait

ACT = Task("act", role="own", form="ask")
LATER = Gate("g", "look", Rule("all", (Row("act.ready", "is", True),)))
CALL = Obligation("call", Moment("obligation:review"), role="own")
ROUND = (replace(CALL, key="review", first=Moment("obligation:call")), CALL)


@pytest.mark.parametrize(
    ("document", "sentence", "where"),
    [
        (replace(SOUND, obligations=ROUND), "counted from it", "review"),
        (
            path(LOOK, Wait("rest", until=Moment("service_start")), OVER),
            "a day that never comes",
            "rest",
        ),
        (path(LOOK, Wait("rest", until=Moment("closing")), OVER), "a day that never comes", "rest"),
        (path(LOOK, ACT, OVER, gates=(LATER,)), "which is only done later", "g"),
        (decided(may_skip=True), "cannot be skipped", "decide"),
    ],
)
def test_what_would_never_come_is_named_with_its_part(document, sentence, where):
    (problem,) = found(document)

    assert sentence in problem.sentence
    assert problem.where == where


def test_whoever_decides_must_be_somebody_who_may():
    by = {"forms": FORMS, "platform_roles": PEOPLE}
    said = list(problems(decided(), texts_of(decided()), **by, deciders={"manager"}))

    assert [each.where for each in said] == ["decide"]
    assert "may decide" in said[0].sentence
    assert not list(problems(decided(), texts_of(decided()), **by, deciders={"counsellor"}))


@pytest.mark.parametrize(
    "rule",
    [
        Rule("any", (Row("act.ready", "is", True),)),
        Rule("all", (Row("act.ready", "not_answered", None),)),
        Rule("all", (Row("look.ready", "is", True),)),
    ],
)
def test_a_gate_that_can_be_passed_is_no_problem(rule):
    assert not found(path(LOOK, ACT, OVER, gates=(Gate("g", "look", rule),)))


def test_days_that_a_step_gives_can_come():
    begin = replace(LOOK, records={"service_start": "day"})

    assert not found(path(begin, Wait("rest", until=Moment("service_start")), OVER))
