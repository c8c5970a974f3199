"""That answers were erased: by whom or by which run, and how many. Never what they said."""

from django.conf import settings
from django.db import models

from forms.models.submission import Submission


class RetentionRun(models.Model):
    """One night's work of the retention job.

    counts   {slug of the form: {"answers": n, "drafts": n, "rounds": n}}
    files    exports that expired
    """

    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    files = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-begun_at"]


class Erasure(models.Model):
    """Why the answers of one submission are gone."""

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="erasure")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )  # None: the retention job
    reason = models.TextField()
    run = models.ForeignKey(RetentionRun, models.PROTECT, null=True, related_name="+")
