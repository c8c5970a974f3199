"""The running side of a workflow: Viewflow's tables with the links and columns this product needs."""

from datetime import date

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from viewflow.workflow.models import AbstractProcess, AbstractTask
from viewflow.workflow.status import STATUS

OPEN = (STATUS.NEW, STATUS.ASSIGNED, STATUS.STARTED, STATUS.SCHEDULED, STATUS.ERROR)


class CaseProcess(AbstractProcess):
    """One run of a workflow version for a case."""

    data = models.JSONField(default=dict, blank=True)
    parent_task = models.ForeignKey(
        "cases.CaseTask", models.CASCADE, null=True, blank=True, related_name="subprocesses"
    )
    version = models.ForeignKey(
        "workflows.WorkflowVersion", models.PROTECT, related_name="processes"
    )
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="processes")
    rest_until = models.DateTimeField(
        null=True, blank=True
    )  # after an error the sweeper stays away
    seed = artifact = None

    class Meta:
        default_permissions = (
            "add",
            "change",
            "delete",
            "view",
            "manage",
        )  # Viewflow adds the last


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
    # Viewflow indexes these by themselves; the partial indexes below serve better and cost less.
    status = models.CharField(max_length=50, choices=STATUS.choices, default=STATUS.NEW)
    created = models.DateTimeField(default=timezone.now)
    scheduled = models.DateTimeField(null=True, blank=True)
    owner_permission_content_type = models.ForeignKey(
        ContentType, models.DO_NOTHING, null=True, blank=True, db_index=False, related_name="+"
    )  # never written: who may do a task is decided in `cases.duties`
    external_task_id = None
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="tasks",
    )
    data = models.JSONField(default=dict, blank=True)
    submission = models.OneToOneField(
        "forms.Submission", models.PROTECT, null=True, blank=True, related_name="task"
    )
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="tasks")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, db_index=False, related_name="+")
    key = models.CharField(max_length=60, blank=True)  # the step, event or obligation
    kind = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=60, blank=True)  # role of the workflow
    who = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # platform roles
    title = models.CharField(max_length=200, blank=True)  # extra tasks only: written by a person
    due_on = models.DateField(null=True, blank=True)
    remind_on = models.DateField(null=True, blank=True)  # next reminder or escalation
    not_before = models.DateField(null=True, blank=True)  # it sleeps until then
    legal_on = models.DateField(null=True, blank=True)  # the day that the law sets
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
    )
    skipped_reason = models.TextField(blank=True)
    seed = artifact = None

    objects = CaseTaskQuerySet.as_manager()

    def is_asleep(self, today: date) -> bool:
        """Whether it asks for nothing yet."""
        return self.not_before is not None and self.not_before > today

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["unit", "due_on", "id"],
                name="cases_task_queue",
                condition=Q(flow_task_type="HUMAN", status="NEW"),
            ),
            models.Index(
                fields=["owner", "due_on", "id"],
                name="cases_task_mine",
                condition=Q(flow_task_type="HUMAN", status="ASSIGNED"),
            ),
            models.Index(
                fields=["case"],
                name="cases_task_open",
                condition=~Q(status__in=["DONE", "CANCELED"]),
            ),
            models.Index(
                fields=["scheduled"], name="cases_task_timer", condition=Q(status="SCHEDULED")
            ),
            models.Index(
                fields=["remind_on"],
                name="cases_task_remind",
                condition=Q(remind_on__isnull=False, status__in=["NEW", "ASSIGNED"]),
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
