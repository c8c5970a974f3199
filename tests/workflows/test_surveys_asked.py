"""Anonymous surveys that a step asks beside its case: published, anonymous, and asking nobody who they are."""

import pytest
from django.utils import timezone, translation

from forms.models import FormDefinition
from tests.factories.forms import make_form
from tests.factories.workflows import make_definition, publish
from workflows import publishing
from workflows.document import Outcome, Phase, Role, Start, WorkflowDocument
from workflows.models import WorkflowVersion
from workflows.steps import End, Task
from workflows.uses import uses_of_form

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_running_side(monkeypatch):
    monkeypatch.setattr(publishing, "platform_roles", {"counsellor": "Counsellor"})
    monkeypatch.setattr(publishing, "on_freeze", [])


def asking(survey="voices"):
    ask = Task("ask", role="own", survey=survey)
    return WorkflowDocument(
        start=Start(("counsellor",)),
        phases=(Phase("only", (ask, End("over", outcome="done"))),),
        roles=(Role("own", who=("counsellor",)),),
        outcomes=(Outcome("done"),),
    )


def survey(**asked):
    version = make_form("voices", asked or {"safe": "yes_no"})
    FormDefinition.objects.filter(pk=version.definition_id).update(anonymous=True)
    return version


def sentences(definition):
    with translation.override("en"):
        return [(problem.where, problem.sentence) for problem in definition.problems()]


def test_a_step_asks_a_published_anonymous_form_and_pins_nothing_of_it():
    survey()

    version = publish(make_definition(document=asking()))

    assert version.forms == {}
    assert version.document().surveys() == {"voices"}


@pytest.mark.parametrize("unfit", [{"anonymous": False}, {"retired_at": timezone.now()}])
def test_a_survey_that_nobody_can_be_asked_prevents_publishing(unfit):
    FormDefinition.objects.filter(pk=survey().definition_id).update(**unfit)

    found = sentences(make_definition(document=asking()))

    assert [where for where, _said in found] == ["ask"]
    assert "no published anonymous form (voices)" in found[0][1]


def test_a_survey_that_asks_who_somebody_is_prevents_publishing():
    survey(safe="yes_no", mail="email", number="personal_number")

    found = sentences(make_definition(document=asking()))

    assert [where for where, _said in found] == ["ask"]
    assert "asks who somebody is (mail, number)" in found[0][1]


def test_a_survey_that_a_workflow_asks_is_found_by_its_uses():
    survey()
    publish(make_definition(document=asking()))

    assert [use.published for use in uses_of_form("voices")] == [("Ask",)]
    assert WorkflowVersion.objects.get().structure["phases"][0]["blocks"][0]["survey"] == "voices"
