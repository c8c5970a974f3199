"""The running side of a workflow: Viewflow's tables with the links and columns this product needs."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from viewflow.workflow.models import AbstractProcess, AbstractTask
from viewflow.workflow.status import STATUS

OPEN = (STATUS.NEW, STATUS.ASSIGNED, STATUS.STARTED, STATUS.SCHEDULED, STATUS.ERROR)


class CaseProcess(AbstractProcess):
    """One run of a workflow version for a case."""

    data = models.JSONField(default=dict, blank=True)
    parent_task = models.ForeignKey(
        "cases.CaseTask", models.CASCADE, null=True, blank=True, related_name="subprocesses"
    )
    version = models.ForeignKey("workflows.WorkflowVersion", models.PROTECT, related_name="processes")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="processes")
    seed = artifact = None


class CaseTaskQuerySet(models.QuerySet["CaseTask"]):
    def human(self) -> "CaseTaskQuerySet":
        """Tasks that a person does, finished or not."""
        return self.filter(flow_task_type="HUMAN")

    def waiting(self) -> "CaseTaskQuerySet":
        """Tasks a person can act on now."""
        return self.human().filter(status__in=[STATUS.NEW, STATUS.ASSIGNED])

    def unfinished(self) -> "CaseTaskQuerySet":
        """Everything that keeps the process going, waits and joins included."""
        return self.filter(status__in=OPEN)


class CaseTask(AbstractTask):
    """One step of a case for a person, or one waiting or forking of the path.

    The columns after `data` repeat what process and step say, so that an inbox is one indexed query.
    """

    process = models.ForeignKey(CaseProcess, models.CASCADE, related_name="task_set")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    data = models.JSONField(default=dict, blank=True)
    submission = models.OneToOneField(
        "forms.Submission", models.PROTECT, null=True, blank=True, related_name="task"
    )
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="tasks")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    key = models.CharField(max_length=60, blank=True)  # the step, event or obligation
    kind = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=60, blank=True)  # role of the workflow
    title = models.CharField(max_length=200, blank=True)  # extra tasks only: written by a person
    due_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    skipped_reason = models.TextField(blank=True)
    seed = artifact = None

    objects = CaseTaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["unit", "role", "due_on", "id"],
                name="cases_task_queue",
                condition=Q(flow_task_type="HUMAN", status="NEW"),
            ),
            models.Index(
                fields=["owner", "due_on", "id"],
                name="cases_task_mine",
                condition=Q(flow_task_type="HUMAN", status="ASSIGNED"),
            ),
            models.Index(
                fields=["case"], name="cases_task_open", condition=~Q(status__in=["DONE", "CANCELED"])
            ),
            models.Index(
                fields=["scheduled"], name="cases_task_timer", condition=Q(status="SCHEDULED")
            ),
        ]


class TaskDraft(models.Model):
    """What somebody typed and has not handed in: nothing typed is ever lost."""

    task = models.ForeignKey(CaseTask, models.CASCADE, related_name="drafts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    raw = models.JSONField(default=dict)  # {posted name: [values]}
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "by"], name="cases_one_draft_each")]
