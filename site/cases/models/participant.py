"""The person who is helped. Participants never sign in here."""

from datetime import date

from django.db import models
from django.db.models import F, Func
from django.db.models.functions import Collate
from simple_history.models import HistoricalRecords


def in_nordic_order(field: str) -> Collate:
    """A name as it is sorted: å, ä and ö after z, whatever the database's own locale (migration 0002)."""
    return Collate(Func(F(field), function="nordic_key", output_field=models.TextField()), "C")


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def by_name(self) -> "ParticipantQuerySet":
        """Family name first, in Nordic order."""
        return self.order_by(in_nordic_order("family_name"), in_nordic_order("given_name"), "pk")


class Participant(models.Model):
    """A person known to one organisation; the same person may have several cases over the years."""

    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="participants"
    )
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=35, default="sv")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    municipality = models.CharField(max_length=100, blank=True)
    contact_wish = models.CharField(max_length=200, blank=True)  # "by phone, before noon"
    protected_identity = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ParticipantQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["family_name", "given_name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def age_on(self, day: date) -> int | None:
        """Full years on that day; None when the birth date is not known."""
        if self.birth_date is None:
            return None
        had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - (0 if had_birthday else 1)
