"""A personal way into a form."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LinksStillOpen(models.QuerySet["FormLink"]):
    """What can be asked of many links."""

    def open(self) -> "LinksStillOpen":
        """Neither used, withdrawn nor too old."""
        return self.filter(spent_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

    def about(self, about: str) -> "LinksStillOpen":
        """Those about something, or about a part of it: `case:7` and `case:7/…`."""
        return self.filter(Q(about=about) | Q(about__startswith=f"{about}/"))


class FormLink(models.Model):
    """A link for one person to answer one form once. Who holds it may answer; it is known by its hash only.

    about   what the answers are about, in the words of whoever made the link; forms do not read it
    version the one that is asked, when whoever made the link holds to it; else the newest when it is opened
    facts   what is known beforehand, for first answers and conditions; forgotten when the link is done with
    """

    definition = models.ForeignKey(
        "forms.FormDefinition", models.PROTECT, related_name="links", verbose_name=_("form")
    )
    version = models.ForeignKey(
        "forms.FormVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    about = models.CharField(max_length=120, blank=True, db_index=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField(_("valid until"))
    spent_at = models.DateTimeField(_("used"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = LinksStillOpen.as_manager()

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.definition_id} ({self.pk})"

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()
