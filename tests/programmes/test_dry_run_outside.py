"""A dry run in which somebody outside is asked by a link: what they would see is shown, and answered as they would."""

import pytest
from django.urls import reverse

from forms.models import FormDefinition, FormLink
from forms.models.audience import WITH_LINK
from programmes.models import Story
from programmes.rehearsing.stories import play_all
from tests.factories.accounts import make_user
from tests.factories.cases import LEADER, WORKER, flow
from tests.factories.dry_run import open_now
from tests.factories.forms import make_form
from tests.factories.several import OTHERS, asking
from tests.factories.workflows import make_definition

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(draft, trying):
    """The service at the step whose form people with a link may answer."""
    FormDefinition.objects.filter(slug="asking").update(open_to=WITH_LINK)
    trying(_do="start")
    return trying


def outside(answer):
    return [(key, who) for key, _title, who in answer.context["run"].outside]


def test_they_are_asked_see_their_form_and_what_they_answer_is_filled_in(draft, begun):
    page = begun(_back="yes")
    assert 'name="_link" value="ask"' in page.text

    asked = begun(_link="ask")
    assert (open_now(asked), outside(asked)) == (["ask"], [("@ask:", "")])
    assert 'name="_link"' not in asked.text, "one is asked at a time"
    seen = begun(_ask="@ask:")
    assert "This is what somebody outside sees" in seen.text
    assert begun(_finish="@ask:").context["now"].asked.errors, "they are told what is missing"
    answered = begun(_finish="@ask:", wants="no")

    assert outside(answered) == []
    assert "Answers have come by the link" in answered.text
    ended = begun(_do="ask")
    assert ended.context["run"].outcome, "their no leads out"
    assert not FormLink.objects.exists(), "nothing of it is kept"
    begun(_save="yes", _name="Utifrån")
    assert "outside: {step: ask}" in Story.objects.get().text
    assert [each.otherwise for each in play_all(draft.get_latest_revision_as_object())] == [""]


def test_made_up_answers_come_from_outside_too(begun):
    begun(_link="ask")

    answer = begun(_do="@ask:")

    assert not answer.context["run"].wrong
    assert outside(answer) == []
    assert [each.came for each in answer.context["run"].tasks] == [True]


def test_a_form_that_is_for_the_workspace_only_offers_no_link(draft, trying):
    page = trying(_do="start")
    assert 'name="_link"' not in page.text

    refused = trying(_link="ask")

    assert refused.context["run"].wrong
    assert outside(refused) == []


def test_where_several_are_asked_somebody_outside_is_one_of_them(client):
    client.force_login(make_user("runa", roles=("administrator",), language="en"))
    make_form("statement")
    FormDefinition.objects.update(open_to=WITH_LINK)
    document = flow(asking(asks=(), links=True, may_ask=()), roles=(WORKER, LEADER, OTHERS))
    definition = make_definition("service", document)
    address = reverse("wagtailsnippets_workflows_workflowdefinition:dry_run", args=[definition.pk])
    moves = {"moves": ""}

    def press(**buttons):
        answer = client.post(address, {**moves, **buttons})
        moves["moves"] = answer.context["now"].moves.text()
        return answer

    press(_do="start")
    press(_link="statement")
    asked = press(_link="statement")
    assert outside(asked) == [
        ("@statement:Outsider 1", "Outsider 1"),
        ("@statement:Outsider 2", "Outsider 2"),
    ]

    press(_do="@statement:Outsider 1")
    answer = press(_do="@statement:Outsider 2")

    assert answer.context["run"].outcome
