"""Who reads the answers to a form, what they have read, and what was taken out of the house."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forms.models.definition import FormDefinition
from forms.models.submission import Submission

USER = settings.AUTH_USER_MODEL


class FormReader(models.Model):
    """Somebody, or everybody in a role, who reads the answers to a form that belong to no case.

    sensitive   sees sensitive answers too
    """

    definition = models.ForeignKey(
        FormDefinition, models.CASCADE, related_name="readers", verbose_name=_("form")
    )
    user = models.ForeignKey(
        USER, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=40, blank=True)
    sensitive = models.BooleanField(_("sees sensitive answers"), default=False)

    class Meta:
        verbose_name = _("reader of answers")
        verbose_name_plural = _("readers of answers")
        ordering = ["definition__title", "role", "user"]
        constraints = [
            models.CheckConstraint(
                name="forms_reader_person_or_role",
                condition=Q(user=None) & ~Q(role="") | Q(user__isnull=False) & Q(role=""),
                violation_error_message=_("Choose a person or a role, one of them."),
            ),
            models.UniqueConstraint(
                fields=["definition", "user", "role"],
                name="forms_reader_once",
                nulls_distinct=False,
                violation_error_message=_("They read the answers to this form already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.definition}: {self.user or self.role}"


class SeenUntil(models.Model):
    """Everything older than this somebody has marked as read."""

    definition = models.ForeignKey(FormDefinition, models.CASCADE, related_name="+")
    user = models.ForeignKey(USER, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "definition"], name="forms_seen_until_once")
        ]


class Seen(models.Model):
    """One submission that somebody has read."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="+")
    user = models.ForeignKey(USER, models.CASCADE, db_index=False, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "submission"], name="forms_seen_once")
        ]


class Export(models.Model):
    """A file with answers that somebody asked for: written by a job, fetched for a few days, then gone.

    wanted      what the list showed when it was asked for
    sensitive   with sensitive answers
    done, total how far the job has come
    file        where it lies; "" before it is written and when it is gone
    """

    class Kind(models.TextChoices):
        XLSX = "xlsx", "Excel"
        CSV = "csv", "CSV"

    class Say(models.TextChoices):
        WORDS = "words", _("In words")
        CODES = "codes", _("As codes")
        BOTH = "both", _("Codes and words beside each other")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        WRITING = "writing", _("Being written")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        GONE = "gone", _("Removed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    definition = models.ForeignKey(FormDefinition, models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    say = models.CharField(max_length=5, choices=Say.choices, default=Say.WORDS)
    language = models.CharField(max_length=12)
    wanted = models.JSONField(default=dict)
    sensitive = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = models.CharField(max_length=200, blank=True, default="")
    name = models.CharField(max_length=200, blank=True, default="")
    size = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        indexes = [
            models.Index(fields=["definition", "-asked_at"], name="forms_export_of_form"),
            models.Index(fields=["expires_at"], name="forms_export_expires", condition=~Q(file="")),
        ]

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_waited_for(self) -> bool:
        return self.state in {self.State.WAITING, self.State.WRITING}


class ExportDownload(models.Model):
    """Who fetched a file with answers, and when. Stays when the file is gone."""

    export = models.ForeignKey(Export, models.PROTECT, related_name="downloads")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]
