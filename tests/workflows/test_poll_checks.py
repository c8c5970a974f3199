"""What a step that asks several may do, and what rules may count of it."""

from dataclasses import replace

import pytest

from tests.workflows.poll_mistakes import OWN, counting, several
from tests.workflows.test_checks import found


@pytest.mark.parametrize("fact", ["asked", "answered", "why.moved", "ready.yes"])
def test_rules_may_count_what_several_have_answered(fact):
    assert found(counting(f"poll.{fact}", "at_least", 2)) == []


def test_more_may_be_enough_where_more_can_be_asked():
    assert found(several(asks=(), may_ask=("own",), enough=5)) == []
    assert found(several(links=True, enough=5)) == []
    assert found(replace(several(enough=5), roles=(replace(OWN, many=True),))) == []
