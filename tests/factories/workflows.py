"""Workflows for tests, written as data and published for real."""

from collections.abc import Mapping
from typing import Any

from wagtail.models import Locale

from forms.models import FormVersion
from tests.factories.forms import make_form
from workflows.bodies.writing import body_from
from workflows.document import Outcome, Phase, Role, Start, WorkflowDocument
from workflows.models import WorkflowDefinition, WorkflowVersion
from workflows.steps import Branch, Choice, End, Task
from workflows.texts import TITLE, possible


def small_workflow(*, form: str = "") -> WorkflowDocument:
    """Two phases: look, judge whether to act, close."""
    ways = (Branch("yes", (Task("act", role="own_contact"),)), Branch("no"))
    which = Choice("which", ways, judged_by="own_contact")
    return WorkflowDocument(
        start=Start(roles=("counsellor",), form=form),
        phases=(
            Phase("first", (Task("look", role="own_contact", form=form), which)),
            Phase("last", (End("over", outcome="completed"),)),
        ),
        roles=(Role("own_contact", who=("counsellor",)),),
        outcomes=(Outcome("completed"),),
    )


def words(document: WorkflowDocument, own: Mapping[str, str] | None = None) -> dict[str, str]:
    """Words for every text a document may have, made of its keys; `own` ones win."""
    made = {
        key: key.removesuffix(".title").split(".")[-1].replace("_", " ").capitalize()
        for key in possible(document)
    }
    return {**made, TITLE: "A workflow", **(own or {})}


def make_definition(
    slug: str = "workflow",
    document: WorkflowDocument | None = None,
    *,
    texts: Mapping[str, str] | None = None,
    language: str = "sv",
    of: WorkflowDefinition | None = None,
) -> WorkflowDefinition:
    """Write a workflow as an editor would, not yet published. `of` is the workflow it translates."""
    document = document or small_workflow()
    said = words(document, texts)
    family = {"translation_key": of.translation_key} if of else {}
    return WorkflowDefinition.objects.create(
        slug=slug,
        locale=Locale.objects.get_or_create(language_code=language)[0],
        title=said[TITLE],
        body=body_from(document, said),
        live=False,
        **family,
    )


def publish(definition: WorkflowDefinition, *, by: Any = None) -> WorkflowVersion:
    """Publish what is edited now, the way the editor does, and hand back the newest version."""
    definition.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    return definition.latest_version()


def make_workflow(
    document: WorkflowDocument | None = None,
    *,
    slug: str = "workflow",
    texts: Mapping[str, str] | None = None,
    language: str = "sv",
) -> WorkflowVersion:
    """Publish a workflow for real. Forms it asks that do not exist yet get one text question, `note`."""
    document = document or small_workflow()
    published = FormVersion.objects.values_list("definition__slug", flat=True)
    for form in sorted(document.forms() - set(published)):
        make_form(form)
    return publish(make_definition(slug, document, texts=texts, language=language))
