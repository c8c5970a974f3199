"""Goals in three levels: a main goal, sub-goals, and changes in everyday life."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Goal(models.Model):
    """One goal. Its words are the participant's own; who reworded it, and when, stays in the history."""

    class Level(models.TextChoices):
        MAIN = "main", _("Main goal")
        SUB = "sub", _("Sub-goal")
        CHANGE = "change", _("Change in everyday life")

    class State(models.TextChoices):
        AHEAD = "ahead", _("ahead")
        ONGOING = "ongoing", _("under way")
        REACHED = "reached", _("reached")
        LEFT = "left", _("left aside")

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="goals")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    level = models.CharField(max_length=10, choices=Level.choices)
    text = models.TextField()
    own_words = models.TextField(blank=True)  # main goal: as the participant says it
    review_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.AHEAD)
    position = models.PositiveIntegerField(default=0)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]
