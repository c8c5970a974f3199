"""What the service owes on a date."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Obligation(models.Model):
    """One occurrence of something owed: the second joint evaluation, due on a day."""

    class State(models.TextChoices):
        COMING = "coming", _("coming")
        OPEN = "open", _("to do")
        OVERDUE = "overdue", _("overdue")
        MET = "met", _("met")
        MET_LATE = "met_late", _("met late")
        MISSED = "missed", _("missed")
        DROPPED = "dropped", _("no longer owed")

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="obligations")
    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField(default=1)  # first, second … occurrence
    opens_on = models.DateField()
    due_on = models.DateField()
    held = models.BooleanField(default=False)  # its clock stands still: the case is paused
    state = models.CharField(max_length=10, choices=State.choices, default=State.COMING)
    task = models.ForeignKey(
        "cases.CaseTask", models.SET_NULL, null=True, blank=True, related_name="obligations"
    )
    met_at = models.DateTimeField(null=True, blank=True)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    explanation = models.TextField(blank=True)  # why it was late or missed

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "key", "number"], name="cases_obligation_once"),
            models.CheckConstraint(
                name="cases_obligation_met_when",
                condition=Q(met_at__isnull=False, state__in=["met", "met_late"])
                | (Q(met_at=None) & ~Q(state__in=["met", "met_late"])),
            ),
        ]
        indexes = [
            models.Index(
                fields=["opens_on"], name="cases_obligation_coming", condition=Q(state="coming")
            ),
            models.Index(
                fields=["due_on"], name="cases_obligation_open", condition=Q(state="open")
            ),
        ]
