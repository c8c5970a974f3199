"""The journal of a case: traces that write themselves, and notes and contacts that people write."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.labels import Called


class JournalEntry(models.Model):
    """One thing that happened. A signed entry is corrected by a new one, never edited.

    A trace stores a code and facts, not a sentence, so that everybody reads it in their own language.
    """

    class Kind(models.TextChoices):
        TRACE = "trace", _("Trace")
        NOTE = "note", _("Note")
        CONTACT = "contact", _("Contact")

    class Contact(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        PHONE = "phone", _("Phone")
        REMOTE = "remote", _("Remote meeting")
        MESSAGE = "message", _("Message")
        HOME_VISIT = "home_visit", _("Home visit")
        ACCOMPANIED = "accompanied", _("Accompanied visit")
        NETWORK = "network", _("Network meeting")

    class Attendance(models.TextChoices):
        ATTENDED = "attended", _("took part")
        CANCELLED = "cancelled", _("cancelled by the participant")
        REPLACED_BY_PHONE = "replaced_by_phone", _("replaced by phone")
        NO_SHOW = "no_show", _("did not come")

        def said(self, called: Called) -> str:
            """How a contact went, in the words of the programme."""
            if self == self.CANCELLED:
                return called.say(gettext("cancelled by %(the_participant)s"))
            return capfirst(str(self.label))

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="journal")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )  # none: the system
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()

    code = models.CharField(max_length=40, blank=True)  # trace: what happened
    facts = models.JSONField(default=dict, blank=True)
    task = models.ForeignKey(
        "cases.CaseTask", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    contact = models.CharField(max_length=20, choices=Contact.choices, blank=True)
    attendance = models.CharField(max_length=20, choices=Attendance.choices, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )

    class Meta:
        ordering = ["-happened_at", "-pk"]
        verbose_name_plural = "journal entries"
        indexes = [models.Index(fields=["case", "-happened_at", "-id"], name="cases_journal_case")]
        constraints = [
            models.CheckConstraint(
                name="cases_journal_words_or_code",
                condition=Q(kind="trace") & ~Q(code="")
                | ~Q(kind="trace") & Q(author__isnull=False),
            )
        ]
