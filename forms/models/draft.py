"""Answers that are not sent yet, outside the workspace."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forms.models.link import FormLink
from forms.models.submission import CHANNELS, Submission
from forms.models.version import FormVersion


class FormDraft(models.Model):
    """What somebody has typed so far. Its key is an account, a personal link, or a code known by its hash.

    typed        {posted name: what was typed}, as checking reads it
    shown_at     when the form was first seen, as the page itself says: a post too quick is not a person's
    submission   what became of it; the answers are then no longer kept here
    """

    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    link = models.OneToOneField(
        FormLink, models.CASCADE, null=True, blank=True, related_name="draft"
    )
    code_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    channel = models.CharField(max_length=8, choices=CHANNELS)
    language = models.CharField(_("language"), max_length=12)
    typed = models.JSONField(default=dict, blank=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(_("saved"), auto_now=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"), db_index=True)
    submission = models.ForeignKey(
        Submission, models.CASCADE, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("unfinished form")
        verbose_name_plural = _("unfinished forms")
        constraints = [
            models.CheckConstraint(
                name="forms_draft_has_one_key",
                condition=Q(owner__isnull=False, link=None, code_hash=None)
                | Q(owner=None, link__isnull=False, code_hash=None)
                | Q(owner=None, link=None, code_hash__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["owner", "channel"], name="forms_draft_owner")]

    def __str__(self) -> str:
        return f"{self.version} ({self.pk})"
