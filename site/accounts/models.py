"""People who may sign in, where they work, the roles they hold, when they are away and what they have looked at."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.role_table import ROLE_CHOICES

SIGN_IN_FIELDS = {"last_login", "password"}


class _Days(Func):
    """The days from a first to a last one, both included; without a last one, all that follow."""

    function = "DATERANGE"
    output_field = DateRangeField()

    def __init__(self, first: str, last: str) -> None:
        super().__init__(first, last, RangeBoundary(inclusive_lower=True, inclusive_upper=True))


class Organisation(models.Model):
    """A municipality, authority or association whose people use the platform."""

    class Kind(models.TextChoices):
        """What an organisation is to the services it takes part in."""

        MUNICIPALITY = "municipality", _("Municipality")
        REGION = "region", _("Region or welfare county")
        EMPLOYMENT = "employment", _("Employment service")
        INSURANCE = "insurance", _("Social insurance")
        HEALTH = "health", _("Health care")
        ASSOCIATION = "association", _("Association")
        COMPANY = "company", _("Company")
        OTHER = "other", _("Other")

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind.choices, default=Kind.MUNICIPALITY
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """The part of an organisation whose people share a queue of work."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="units", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("short name"), max_length=80)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "slug"], name="accounts_unit_slug_once_in_an_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who may sign in: staff, partner or author, never a participant."""

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("unit"),
    )
    title = models.CharField(_("job title"), max_length=120, blank=True)
    qualification = models.SlugField(
        _("qualification"),
        max_length=60,
        blank=True,
        help_text=_("A code, such as social_worker, that some steps ask for."),
    )
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )

    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="accounts_user_email_belongs_to_one_person",
                violation_error_message=_("Somebody else already uses this e-mail address."),
            )
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name shown to others."""
        return self.get_full_name() or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Signing in is not a change to the person, so it leaves no row in the history."""
        changed = kwargs.get("update_fields")
        if not changed or not set(changed) <= SIGN_IN_FIELDS:
            return super().save(*args, **kwargs)
        self.skip_history_when_saving = True
        try:
            return super().save(*args, **kwargs)
        finally:
            del self.skip_history_when_saving


class RoleGrant(models.Model):
    """A role somebody holds in a unit, in a whole organisation or, with neither, on the platform.

    A grant counts on the days from `starts_on` to `ends_on`, both included. The dates are judged
    whenever the grant is read: nothing has to run for it to end.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=40, choices=ROLE_CHOICES)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=_("unit"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=_("organisation"),
        help_text=_("For a role in every unit of an organisation. Leave the unit empty then."),
    )
    starts_on = models.DateField(_("first day"), default=timezone.localdate)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["user", "role", "starts_on"]
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        constraints = [
            models.CheckConstraint(
                name="accounts_rolegrant_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                name="accounts_rolegrant_in_a_unit_or_an_organisation",
                condition=Q(unit=None) | Q(organisation=None),
                violation_error_message=_("Choose a unit or an organisation, not both."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit", "organisation", "starts_on"],
                nulls_distinct=False,
                name="accounts_rolegrant_once",
                violation_error_message=_("The person already has this role from that day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Absence(models.Model):
    """Days on which somebody is away, and who stands in for them.

    An absence counts from `starts_on` to `ends_on`, both included; without a last day it lasts until somebody
    says so. Nothing is moved when it begins and nothing is brought back when it ends: whoever reads asks
    `accounts.absences` whose work lies with whom today. Why somebody is away is nobody's business here.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences", verbose_name=_("person")
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stands_in",
        verbose_name=_("substitute"),
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                name="accounts_absence_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                name="accounts_absence_nobody_stands_in_for_themselves",
                condition=Q(substitute=None) | ~Q(substitute=F("user")),
                violation_error_message=_("Choose somebody else."),
            ),
            ExclusionConstraint(
                name="accounts_absence_one_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (_Days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The person is away on some of these days already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.starts_on} – {self.ends_on or ''}"


class AccessEntry(models.Model):
    """One line of the access log: who looked at what, when, from which unit and why.

    Rows are only ever added. The database numbers and seals each row when its transaction ends
    (migration 0002): `hash` covers the row and the row before it. See `accounts.access_log`.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    what = models.CharField(max_length=100)
    why = models.TextField(blank=True)
    position = models.BigIntegerField(null=True, unique=True, editable=False)
    previous_hash = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("access log entry")
        verbose_name_plural = _("access log entries")
        indexes = [
            models.Index(
                fields=["subject_type", "subject_id", "at"], name="accounts_access_subject"
            ),
            models.Index(fields=["user", "at"], name="accounts_access_user"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what} {self.subject_type} {self.subject_id}"


class AccessSeal(models.Model):
    """The last sealed row of the access log: one row, written by the database alone."""

    position = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.position} {self.hash}"
