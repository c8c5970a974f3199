"""A service as it is offered: one programme, its unit and the workflow it runs on."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.labels import Called, called
from workflows.models import WorkflowDefinition, WorkflowVersion


class Programme(models.Model):
    """A service that people can be in, such as social rehabilitation in one area."""

    slug = models.SlugField(max_length=60, unique=True)
    titles = models.JSONField(default=dict)  # {language: title}
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="programmes")
    workflow = models.ForeignKey(WorkflowDefinition, models.PROTECT, related_name="programmes")
    labels = models.JSONField(
        default=dict, blank=True
    )  # {concept: {form: {language: word}}}, see `cases.labels`
    next_number = models.PositiveIntegerField(default=1)
    is_open = models.BooleanField(default=True)  # takes new cases
    fingerprint = models.CharField(max_length=64, blank=True)  # of the bundle it was imported from

    class Meta:
        ordering = ["slug"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The programme's name in the reader's language, else in the first language it has."""
        language = (get_language() or "").split("-")[0]
        return self.titles.get(language) or next(iter(self.titles.values()), self.slug)

    @property
    def called(self) -> Called:
        """What this programme calls the person served, the plan and the rest, in the reader's language."""
        return called(self.labels)

    def current_version(self) -> WorkflowVersion:
        """The workflow version that new cases start on.

        errors   WorkflowVersion.DoesNotExist when the workflow was never published
        """
        return self.workflow.versions.latest("number")


def slugs() -> set[str]:
    """The slugs of all programmes."""
    return set(Programme.objects.values_list("slug", flat=True))
