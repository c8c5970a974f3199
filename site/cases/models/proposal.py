"""What happens only when others agree: a role offered to somebody, something that several roles must approve."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Proposal(models.Model):
    """Something asked of others before it happens in a case.

    A transfer is answered by the one person, or one unit, that a role is offered to; an approval by several roles of
    the case. Until then everything stays as it is.
    """

    class Kind(models.TextChoices):
        TRANSFER = "transfer"
        APPROVAL = "approval"

    class State(models.TextChoices):
        OPEN = "open"
        AGREED = "agreed"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"  # by a person, or with the case when it is closed

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="proposals")
    task = models.OneToOneField("cases.CaseTask", models.PROTECT, related_name="proposal")
    event = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.TextField()
    # A transfer: which role, from whom, to whom.
    role = models.CharField(max_length=60, blank=True)
    who = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # platform roles
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_unit = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # An approval: which roles of the case, and how many of them are enough.
    roles = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    enough = models.PositiveSmallIntegerField(default=1)

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "event", "role"],
                condition=Q(state="open"),
                name="cases_proposed_once_at_a_time",
            ),
            models.CheckConstraint(
                name="cases_proposal_settled_when",
                condition=Q(state="open", settled_at=None)
                | (~Q(state="open") & Q(settled_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="cases_proposal_asks_somebody",
                condition=Q(kind="transfer", to_user__isnull=False, to_unit=None)
                | Q(kind="transfer", to_user=None, to_unit__isnull=False)
                | Q(kind="approval", to_user=None, to_unit=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_user"], name="cases_proposal_person", condition=Q(state="open")
            ),
            models.Index(fields=["to_unit"], name="cases_proposal_unit", condition=Q(state="open")),
        ]


class ProposalAnswer(models.Model):
    """What one of those who were asked said."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="answers")
    role = models.CharField(max_length=60)
    agrees = models.BooleanField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "role"], name="cases_answered_once_a_role"),
            models.CheckConstraint(
                name="cases_declined_with_a_reason", condition=Q(agrees=True) | ~Q(reason="")
            ),
        ]
