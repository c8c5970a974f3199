"""Why a form asks, and by what right."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    """What the law builds on when personal data are asked for (GDPR, article 6)."""

    PUBLIC_TASK = "public_task", _("A task of the authority, or in the public interest")
    LEGAL_DUTY = "legal_duty", _("A duty that the law lays down")
    CONSENT = "consent", _("Consent of the person")
    CONTRACT = "contract", _("A contract with the person")
    VITAL = "vital", _("Somebody's life or health is in danger")
    INTEREST = "interest", _("A legitimate interest")
    NONE = "none", _("No personal data are asked for")


class Purpose(models.Model):
    """What the answers are for, what the law says, and whom they are about."""

    purpose = models.TextField(
        _("purpose"),
        blank=True,
        help_text=_("What the answers are used for, in a sentence or two."),
    )
    basis = models.CharField(_("legal basis"), max_length=20, choices=Basis.choices, blank=True)
    basis_words = models.TextField(
        _("legal basis in words"), blank=True, help_text=_("For example the law and its section.")
    )
    about = models.CharField(
        _("whom the answers are about"),
        max_length=200,
        blank=True,
        help_text=_("For example: the participant, a relative, the group."),
    )
    receipt = models.TextField(
        _("what happens next"),
        blank=True,
        help_text=_("Shown when the answers have been sent, and in the receipt."),
    )

    class Meta:
        abstract = True
