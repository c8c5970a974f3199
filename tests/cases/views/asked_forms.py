"""A case whose steps ask a form of our choice, and the browser of whoever has its task."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cases.actions.tasks import take_task
from cases.models import Case, CaseTask, Programme
from forms.document import Field
from tests.factories.cases import make_case, make_form_version, make_programme, make_worker
from workflows import document as doc
from workflows import steps

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
ROLES = (doc.Role("own", who=("counsellor",)), doc.Role("contact_person", who=("counsellor",)))


def upload(name: str = "intyg.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@dataclass
class Asked:
    """A case at the step `ask`, whose form asks what the test says; then comes `later`."""

    programme: Programme
    case: Case
    task: CaseTask
    worker: User
    client: Client

    @property
    def address(self) -> str:
        return reverse("cases:task", args=[self.case.pk, self.task.pk])

    @property
    def check(self) -> str:
        return reverse("cases:task_check", args=[self.case.pk, self.task.pk])

    def finish(self) -> Any:
        seen = self.client.get(self.check).context["seen"]
        return self.client.post(self.check, {"seen": seen})


def asked(*fields: Field, later: tuple[Field, ...] = (), **settings: Any) -> Asked:
    """Start a case and let its worker take the task; `settings` are those of the form `ask`."""
    blocks = (
        steps.Task("ask", role="own", form="ask", may_skip=True),
        steps.Task("later", role="own", form="later"),
        steps.End("over", outcome="done"),
    )
    document = doc.WorkflowDocument(
        start=doc.Start(("counsellor",), "start"),
        phases=(doc.Phase("only", blocks),),
        events=(doc.Event("pause", form="ask"),),
        roles=ROLES,
        outcomes=(doc.Outcome("done"),),
    )
    form = make_form_version("ask", *fields)
    type(form.definition).objects.filter(pk=form.definition_id).update(**settings)
    forms = {"ask": form, "start": make_form_version("start", *fields)}
    forms["later"] = make_form_version("later", *(later or fields))
    programme = make_programme(document, forms=forms)
    worker = make_worker(programme, last_name="Lindqvist")
    case = make_case(programme, by=worker)
    task = CaseTask.objects.human().get(case=case, key="ask")
    take_task(task, by=worker)
    task.refresh_from_db()
    return Asked(programme, case, task, worker, browser_of(worker))
