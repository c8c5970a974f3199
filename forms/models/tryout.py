"""Answers that a form is tried with again and again while it is built."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.trying.tryout import Outcome


class TryOut(models.Model):
    """One saved way of answering a form, and what came out of it when it was saved.

    typed      {posted name: what was typed}
    facts      {dotted path: value} of the case that was imagined
    today      the day that was imagined: conditions on dates come out the same for ever
    """

    definition = models.ForeignKey(
        "forms.FormDefinition", models.CASCADE, related_name="try_outs", verbose_name=_("form")
    )
    name = models.CharField(_("name"), max_length=120)
    typed = models.JSONField(_("answers"), default=dict)
    facts = models.JSONField(_("known of the case"), default=dict, blank=True)
    today = models.DateField(_("day"))
    expected = models.JSONField(_("what comes out"), default=dict)
    saved_at = models.DateTimeField(auto_now=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("try-out")
        verbose_name_plural = _("try-outs")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["definition", "name"], name="forms_try_out_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def outcome(self) -> Outcome:
        """What came out when it was saved."""
        return Outcome.from_json(self.expected)
