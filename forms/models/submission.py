"""Answers that were given."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.models.finding import Findable
from forms.models.version import FormText, FormVersion

PUBLIC, LINK, STAFF, PAPER = "public", "link", "staff", "paper"
CHANNELS = [
    (PUBLIC, _("open to everyone")),
    (LINK, _("personal link")),
    (STAFF, _("in the workspace")),
    (PAPER, _("on paper")),
]


class Submission(Findable):
    """The answers to one version, and the very words they answer. Both are kept for ever.

    channel       the way they came
    reference     what the person was given to name them by; "" when they came through the workspace
    helped_by     who helped to fill in, or wrote for the person
    answered_on   the day on the paper, when they came on paper
    about         what they are about, in the words of whoever made the link
    """

    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="submissions")
    text = models.ForeignKey(FormText, models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=12)
    answers = models.JSONField(_("answers"))
    submitted_at = models.DateTimeField(_("submitted"), auto_now_add=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    channel = models.CharField(_("way in"), max_length=8, choices=CHANNELS, default=STAFF)
    reference = models.CharField(_("reference number"), max_length=16, blank=True)
    helped_by = models.CharField(_("filled in with help by"), max_length=200, blank=True)
    answered_on = models.DateField(_("date on the paper"), null=True, blank=True)
    about = models.CharField(max_length=120, blank=True, db_index=True)

    class Meta(Findable.Meta):
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.UniqueConstraint(
                fields=["reference"],
                name="forms_submission_reference",
                condition=~models.Q(reference=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.pk})"
