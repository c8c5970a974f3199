"""Cases that went on in another version of their workflow: one row per case, one for each time many move."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MAY_UNDO = timedelta(days=14)


class MoveRun(models.Model):
    """Many cases moved to a version, or moved back, in the background.

    choices   {version they come from: {question: option}}
    undoes    the run whose moves are undone
    total     how many cases there were to move when it began
    """

    definition = models.ForeignKey(
        "workflows.WorkflowDefinition", models.PROTECT, related_name="move_runs"
    )
    to_version = models.ForeignKey("workflows.WorkflowVersion", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    choices = models.JSONField(default=dict)
    undoes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    total = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["definition"],
                condition=Q(finished_at=None),
                name="cases_one_move_run_at_a_time",
            )
        ]


class CaseMove(models.Model):
    """One case that went on in another version, or why it stayed.

    why       reasons as codes with their words, so that everybody reads them in their own language
    what      {"kept", "stopped", "arrived": keys of steps}
    changed   every column before and after, kept as long as the move can be undone
    """

    class Outcome(models.TextChoices):
        MOVED = "moved", _("moved")
        STAYED = "stayed", _("stayed")
        UNDONE = "undone", _("moved back")

    run = models.ForeignKey(MoveRun, models.PROTECT, null=True, blank=True, related_name="moves")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="moves")
    from_version = models.ForeignKey("workflows.WorkflowVersion", models.PROTECT, related_name="+")
    to_version = models.ForeignKey("workflows.WorkflowVersion", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.MOVED)
    verdict = models.CharField(max_length=10)
    why = models.JSONField(default=list)
    what = models.JSONField(default=dict)
    changed = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "case"], name="cases_moved_once_a_run"),
            models.CheckConstraint(
                name="cases_move_undone_when",
                condition=Q(outcome="undone", undone_at__isnull=False)
                | (~Q(outcome="undone") & Q(undone_at=None)),
            ),
        ]

    @property
    def may_be_undone(self) -> bool:
        """Whether the move is young enough to be undone, and was not undone yet."""
        young = self.at > timezone.now() - MAY_UNDO
        return self.outcome == self.Outcome.MOVED and young and bool(self.changed)
