"""What people are told: something to read, and reminders of a due day."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """Something a person may want to read: an evaluation is ready, a task was handed over."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    task = models.ForeignKey(
        "cases.CaseTask", models.CASCADE, null=True, blank=True, related_name="+"
    )
    code = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, blank=True)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-told_at", "-pk"]
        indexes = [
            models.Index(
                fields=["user", "-told_at"], name="cases_notice_new", condition=Q(read_at=None)
            )
        ]


class Reminder(models.Model):
    """One reminder or escalation of one task, sent once however often the sweeper runs."""

    task = models.ForeignKey("cases.CaseTask", models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10, choices=[("remind", "remind"), ("escalate", "escalate")])
    days = models.IntegerField()  # from the due day; negative is before
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "kind", "days"], name="cases_reminded_once")
        ]
