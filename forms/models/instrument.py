"""Published scales, and what they measured."""

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forms.models.submission import Submission

PARTICIPANT, STAFF, OTHER = "participant", "staff", "other"
RESPONDENTS = [
    (PARTICIPANT, _("the participant")),
    (STAFF, _("staff")),
    (OTHER, _("somebody else")),
]


class Instrument(models.Model):
    """One version of a scale that somebody has published, or that we have made ourselves.

    licences    {language: text} where the owner's terms are written in several; `licence` is one of them
    locked      its owner forbids changing wording, order and choices
    items       {number or name in the published scale: key of the question}
    scores      keys of its calculated values, in the order they are told
    band_sets   cut-offs of a country or group beside its own: {set: {score: [[band, least, most], …]}}
    band_set    which of them is used here; "" its own
    continues   {"version": the one before, "scores": {score: what it was called there}}: its series go on in this one
    structure   its sections as a form document; texts {language: words}: what is held against a form that uses it
    """

    code = models.SlugField(_("short name"), max_length=60)
    version = models.CharField(_("version"), max_length=20)
    title = models.CharField(_("title"), max_length=200)
    owner = models.CharField(_("owner"), max_length=200, blank=True)
    licence = models.TextField(_("licence"), blank=True)
    licences = models.JSONField(default=dict, blank=True)
    source = models.TextField(_("source"), blank=True)
    locked = models.BooleanField(_("locked"), default=False)
    items = models.JSONField(default=dict)
    scores = models.JSONField(default=list)
    band_sets = models.JSONField(default=dict)
    band_set = models.CharField(_("cut-offs"), max_length=40, blank=True)
    continues = models.JSONField(default=dict, blank=True)
    structure = models.JSONField()
    texts = models.JSONField()
    sha256 = models.CharField(_("checksum"), max_length=64)
    imported_at = models.DateTimeField(_("imported"), auto_now_add=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["title", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="forms_instrument_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.reference})"

    @property
    def reference(self) -> str:
        """How a section of a form names it."""
        return f"{self.code}@{self.version}"

    def licence_in(self, language: str) -> str:
        """The owner's terms as a reader of this language has them."""
        return str(self.licences.get(language) or self.licence)

    @property
    @admin.display(description=_("licence"))
    def licence_here(self) -> str:
        """The owner's terms in the reader's language."""
        return self.licence_in((get_language() or "").partition("-")[0])


class Measurement(models.Model):
    """One score of one person on one occasion. Plain columns, so that change over time is one query.

    person      whom it is about, in the words of whoever keeps people; "" when nobody is named
    value       None when too little was answered
    band        key of the stretch that the value lies in, by the cut-offs `band_set`
    missing     how many of the answers that it counts were missing
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="measurements")
    person = models.CharField(max_length=120, blank=True)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="measurements")
    score = models.CharField(max_length=60)
    value = models.FloatField(null=True)
    band = models.CharField(max_length=60, blank=True)
    band_set = models.CharField(max_length=40, blank=True)
    missing = models.PositiveSmallIntegerField(default=0)
    respondent = models.CharField(max_length=12, choices=RESPONDENTS, default=PARTICIPANT)
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["taken_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "instrument", "score"], name="forms_measurement_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "instrument", "score", "taken_at"],
                name="forms_measurement_person",
                condition=~models.Q(person=""),
            ),
            models.Index(
                fields=["instrument", "score", "taken_at"], name="forms_measurement_taken"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.score} {self.value}"
