"""A case that stands still for a while."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class Pause(models.Model):
    """One pause of a case: from which day until which day, why, and which clocks stopped.

    The day a pause begins is its first day; the day the case goes on is no longer a part of it.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="pauses")
    event = models.CharField(max_length=60)  # the event of the workflow that paused
    reason = models.TextField()
    clocks = ArrayField(models.CharField(max_length=20))  # of `workflows.effects.CLOCKS`
    starts_on = models.DateField()
    planned_on = models.DateField(null=True, blank=True)  # goes on by itself on this day
    look_again_on = models.DateField(null=True, blank=True)  # somebody is told then, once
    ends_on = models.DateField(null=True, blank=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )  # nobody: its planned day came

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None), name="cases_one_pause_at_a_time"
            ),
            models.CheckConstraint(
                name="cases_pause_runs_forward",
                condition=Q(ends_on=None, ended_at=None, ended_by=None)
                | Q(ends_on__gte=F("starts_on"), ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["planned_on"], name="cases_pause_planned", condition=Q(ended_at=None)
            ),
            models.Index(
                fields=["look_again_on"], name="cases_pause_look", condition=Q(ended_at=None)
            ),
        ]
