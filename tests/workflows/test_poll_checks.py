"""What a step that asks several may do, and what rules may count of it."""

from dataclasses import replace

import pytest

from tests.workflows.poll_mistakes import OWN, counting, several
from tests.workflows.test_checks import FORM, FORMS, found


@pytest.mark.parametrize("fact", ["asked", "answered", "why.moved", "ready.yes"])
def test_rules_may_count_what_several_have_answered(fact):
    assert found(counting(f"poll.{fact}", "at_least", 2)) == []


def test_more_may_be_enough_where_more_can_be_asked():
    assert found(several(asks=(), may_ask=("own",), enough=5)) == []
    assert found(several(links=True, enough=5)) == []
    assert found(replace(several(enough=5), roles=(replace(OWN, many=True),))) == []


def test_what_is_answered_by_link_asks_a_form_that_is_open_to_them():
    linked = several(links=True)

    assert found(linked) == []
    assert found(several(), inside={"ask"}) == []
    [problem] = found(linked, inside={"ask"})
    assert "for the workspace only" in problem.sentence
    assert problem.where == "poll"


def test_what_is_answered_by_link_has_a_question_for_those_outside():
    section = replace(FORM.sections[0], sees=("counsellor",))
    kept = {**FORMS, "ask": replace(FORM, sections=(section,))}

    sentences = [each.sentence for each in found(several(links=True), forms=kept)]

    assert any("no question for people outside" in each for each in sentences)
