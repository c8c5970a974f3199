"""Rights follow the service, data follows the version.

Who may hold a role, who finds its tasks in the queue and what a holder must have learned is what the newest version
of the workflow says, for every case. Steps, forms and days stay those of the version that the case runs on.
"""

from cases.models import Case, CaseProcess
from cases.versions import version_of
from workflows.document import Role, WorkflowDocument
from workflows.models import WorkflowVersion


def as_now(role: Role, newest: WorkflowDocument) -> Role:
    """A role as the service has it now; as the case has it when the service has it no more."""
    return next((each for each in newest.roles if each.key == role.key), role)


def roles_of_case(case: Case, document: WorkflowDocument) -> dict[str, Role]:
    """The roles of a case, with who may hold them now. One query.

    document   the version that the case runs on
    """
    newest = newest_for(case)
    return {role.key: as_now(role, newest) for role in document.roles}


def newest_for(case: Case) -> WorkflowDocument:
    """The newest version of the workflow that a case runs on."""
    runs = CaseProcess.objects.filter(case=case).values("version__definition")[:1]
    versions = WorkflowVersion.objects.filter(definition__in=runs).order_by("-number")
    return version_of(versions.values_list("pk", flat=True)[0]).document()
