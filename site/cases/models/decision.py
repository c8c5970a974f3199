"""Decisions: a period granted or refused, or the service ended, by a named person under named law."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from simple_history.models import HistoricalRecords


class Days(Func):
    """The days of a period, both ends included, as a range the database can compare."""

    function = "DATERANGE"


class Decision(models.Model):
    """One decision in a case. Granted periods of a case never overlap: the database sees to it."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()  # counted per case
    step = models.CharField(max_length=60)
    effect = models.CharField(max_length=10, choices=[("grant", "grant"), ("end", "end")])
    granted = models.BooleanField(default=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    laws = models.JSONField(default=list)  # law codes; their words are texts of the version
    submission = models.ForeignKey(
        "forms.Submission", models.PROTECT, null=True, blank=True, related_name="+"
    )  # none: the step asks no form
    task = models.OneToOneField("cases.CaseTask", models.PROTECT, related_name="decision")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_why = models.CharField(max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="cases_decision_number"),
            models.CheckConstraint(
                name="cases_decision_period_runs_forward",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            ExclusionConstraint(
                name="cases_decisions_never_overlap",
                deferrable=models.Deferrable.IMMEDIATE,  # judged per statement: all may be moved at once
                expressions=[
                    ("case", RangeOperators.EQUAL),
                    (
                        Days("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(effect="grant", granted=True, revoked_at=None, starts_on__isnull=False),
            ),
        ]
