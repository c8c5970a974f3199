"""Which forms a case may ask: published ones that are still used, and none whose answers bear no name."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from forms.models import FormDefinition
from forms.versions.publishing import fingerprint
from tests.factories.forms import make_form
from tests.factories.workflows import make_definition, make_workflow, publish, small_workflow
from workflows import publishing
from workflows.checks import problems
from workflows.models import WorkflowDefinition, WorkflowVersion

pytestmark = pytest.mark.django_db
ANONYMOUS = {"anonymous": True}
SENTENCES = {
    "anonymous": "asks a form that is anonymous (notice). What is done in a case bears a name: "
    "choose another form, and ask this one as a survey.",
    "retired": "asks a form that is no longer used (notice). Take it into use again or choose another.",
}


@pytest.fixture(autouse=True)
def _the_running_side(monkeypatch):
    monkeypatch.setattr(publishing, "platform_roles", {"counsellor": "Counsellor"})
    monkeypatch.setattr(publishing, "on_freeze", [])


def change(version, **settings):
    FormDefinition.objects.filter(pk=version.definition_id).update(**settings)


def settings_of(why):
    return ANONYMOUS if why == "anonymous" else {"retired_at": timezone.now()}


@pytest.mark.parametrize("why", ["anonymous", "retired"])
def test_a_form_that_cannot_be_asked_is_a_problem_with_its_reason(why):
    change(make_form("notice"), **settings_of(why))
    definition = make_definition(document=small_workflow(form="notice"))

    with translation.override("en"):
        found = definition.problems()

    assert {problem.where for problem in found} == {"look", "start"}
    assert all(problem.sentence.endswith(SENTENCES[why]) for problem in found)
    with pytest.raises(ValidationError):
        publish(definition)
    assert not WorkflowVersion.objects.exists()


def test_a_form_that_cannot_be_asked_is_one_problem_and_not_many():
    found = list(
        problems(
            small_workflow(form="notice"),
            forms={},
            platform_roles=["counsellor"],
            unfit={"notice": "anonymous"},
        )
    )

    assert [problem.where for problem in found] == ["start", "look"]


@pytest.mark.parametrize("why", ["anonymous", "retired"])
def test_words_of_a_translation_take_no_form_away_from_running_cases(why):
    form = make_form("notice")
    version = make_workflow(small_workflow(form="notice"))
    change(form, **settings_of(why))

    finnish = make_definition(
        document=small_workflow(form="notice"),
        texts={"workflow.title": "Kulku"},
        language="fi",
        of=version.definition,
    )

    assert publish(finnish) == version
    assert version.forms == {"notice": form.pk}
    assert version.sha256 == fingerprint([version.structure, {"forms": version.forms}])


def test_a_form_that_cases_ask_cannot_become_anonymous():
    form = make_form("notice")
    free = FormDefinition.objects.get(pk=make_form("free").definition_id)
    make_workflow(small_workflow(form="notice"))
    WorkflowDefinition.objects.update(live=False)  # cases that are running go on
    definition = FormDefinition.objects.get(pk=form.definition_id)
    definition.anonymous = free.anonymous = True

    free.full_clean()
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        definition.full_clean()

    assert "ask the copy as a survey" in refusal.value.message_dict["anonymous"][0]
