"""One person in one programme, the people around them, and the phases passed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> "CaseQuerySet":
        return self.filter(closed_at=None)

    def active(self) -> "CaseQuerySet":
        """Open cases that are not paused: what "active" means when cases are counted."""
        return self.filter(closed_at=None, paused_on=None)


class Case(models.Model):  # type: ignore[django-manager-missing]  # Viewflow's managers have no types
    """One person in one programme, from intake to closing.

    A case may have no participant (an application, a report).
    """

    programme = models.ForeignKey("cases.Programme", models.PROTECT, related_name="cases")
    participant = models.ForeignKey(
        "cases.Participant", models.PROTECT, null=True, blank=True, related_name="cases"
    )
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="cases")
    number = (
        models.PositiveIntegerField()
    )  # counted per programme; people can say it aloud without naming anybody

    # Facts that steps record and rules read.
    entry = models.CharField(max_length=60, blank=True)
    urgency = models.CharField(max_length=60, blank=True)
    special_support = models.BooleanField(default=False)
    service_start = models.DateField(null=True, blank=True)
    phase = models.CharField(max_length=60, blank=True)
    paused_on = models.DateField(null=True, blank=True)  # the first day of the pause it is in
    times_paused = models.PositiveSmallIntegerField(default=0)  # the pause it is in is one, too

    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )  # nobody: a wait led to the end
    outcome = models.CharField(max_length=60, blank=True)
    outcome_kind = models.CharField(max_length=20, blank=True)
    ending_reason = models.CharField(max_length=60, blank=True)  # one of the outcome's
    reason = models.CharField(max_length=60, blank=True)
    onward_path = models.CharField(max_length=60, blank=True)

    objects = CaseQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="cases_case_number"),
            models.CheckConstraint(
                name="cases_case_closed_when_and_how",
                condition=Q(closed_at=None, closed_by=None, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-opened_at"], name="cases_case_unit"),
            models.Index(
                fields=["unit", "phase"], name="cases_case_open_phase", condition=Q(closed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Whom or what the case is about."""
        return self.participant.name if self.participant else self.reference

    @property
    def reference(self) -> str:
        return f"{self.opened_at.year}-{self.number:04d}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class TeamMember(models.Model):
    """Somebody who plays a role in a case, from a day until a day."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="case_roles")
    role = models.CharField(max_length=60)  # a role of the workflow
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    appointed_by = models.ForeignKey(  # None: by itself, as the workflow says
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "role", "user"],
                condition=Q(until=None),
                name="cases_team_once_per_role",
            )
        ]
        indexes = [
            models.Index(fields=["user", "case"], name="cases_team_user", condition=Q(until=None))
        ]


class PhaseVisit(models.Model):
    """A stay in a phase; a case that returns to a phase visits it again."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="visits")
    phase = models.CharField(max_length=60)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["entered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(left_at=None), name="cases_one_phase_at_a_time"
            )
        ]
