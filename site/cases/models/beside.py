"""Two cases of one person that run beside each other."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class CaseBeside(models.Model):
    """A case that was started from another one: the same person, enrolled once more."""

    first = models.ForeignKey("cases.Case", models.PROTECT, related_name="started_beside")
    second = models.OneToOneField("cases.Case", models.PROTECT, related_name="beside")
    event = models.CharField(max_length=60)  # of the first case's workflow
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="cases_beside_another_case", condition=~Q(first=F("second"))
            )
        ]
