"""A dry run of a step that asks several: somebody is chosen, each answers alone, or the case goes on without."""

import pytest
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.cases import LEADER, WORKER, flow, task
from tests.factories.forms import make_form
from tests.factories.several import OTHERS, asking
from tests.factories.workflows import make_definition
from workflows import document as doc

pytestmark = pytest.mark.django_db
HERE = tuple(doc.Role(key, who=("counsellor",)) for key in ("health", "work"))
ROLES = (WORKER, LEADER, *HERE, OTHERS)


@pytest.fixture
def trying(client):
    """Press a button of the page of a draft whose first step asks several."""
    client.force_login(make_user("runa", roles=("administrator",), language="en"))
    make_form("statement")
    moves = {"moves": ""}

    def begin(**settings):
        definition = make_definition(
            "service", flow(asking(**settings), task("after"), roles=ROLES)
        )
        page = reverse("wagtailsnippets_workflows_workflowdefinition:dry_run", args=[definition.pk])

        def press(**buttons):
            answer = client.post(page, {**moves, **buttons})
            moves["moves"] = answer.context["now"].moves.text()
            return answer

        press(_do="start")
        return press

    return begin


def open_now(answer):
    return [each.key for each in answer.context["run"].tasks]


def test_each_who_is_asked_answers_alone_and_then_the_case_goes_on(trying):
    press = trying()
    assert open_now(press()) == ["statement", "statement:health", "statement:work"]

    assert open_now(press(_do="statement:work")) == ["statement", "statement:health"]
    assert "Finish with these answers" in press(_ask="statement:health").text
    answer = press(_finish="statement:health", note="Fine")

    assert open_now(answer) == ["after"]


def test_somebody_is_chosen_while_it_runs(trying):
    press = trying(asks=(), may_ask=("others",))
    page = press()
    assert "Ask: Others" in page.text
    assert 'name="_do" value="statement"' not in page.text

    assert open_now(press(_more="statement:others")) == ["statement", "statement:others"]

    assert open_now(press(_do="statement:others")) == ["after"]


def test_the_case_goes_on_without_answers(trying):
    press = trying()

    assert open_now(press(_without="statement")) == ["after"]
