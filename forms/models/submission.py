"""Answers that were given."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.models.version import FormText, FormVersion


class Submission(models.Model):
    """The answers to one version, and the very words they answer. Both are kept for ever."""

    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="submissions")
    text = models.ForeignKey(FormText, models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=12)
    answers = models.JSONField(_("answers"))
    submitted_at = models.DateTimeField(_("submitted"), auto_now_add=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return f"{self.version} ({self.pk})"
