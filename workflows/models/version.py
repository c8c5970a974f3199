"""A published workflow: its structure with the forms it asks, and its words per language. All frozen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.models import FormDefinition, FormVersion
from forms.versions.publishing import FrozenText, FrozenVersion, Kept
from workflows.document import WorkflowDocument

_documents: Kept[str, WorkflowDocument] = Kept()


class WorkflowVersion(FrozenVersion):
    """How cases were run from that day. A case keeps its version for ever.

    forms   {slug of a form: pk of the FormVersion that its steps ask}
    """

    definition = models.ForeignKey(
        "workflows.WorkflowDefinition",
        models.PROTECT,
        related_name="versions",
        verbose_name=_("workflow"),
    )
    forms = models.JSONField(_("forms"), default=dict)

    class Meta(FrozenVersion.Meta):
        verbose_name = _("workflow version")
        verbose_name_plural = _("workflow versions")
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "number"], name="workflows_version_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.definition_id}.{self.number}"

    def document(self) -> WorkflowDocument:
        """The structure as plain data, read once per process."""
        return _documents.get(self.sha256) or _documents.put(
            self.sha256, WorkflowDocument.from_json(self.structure)
        )

    def form_version(self, slug: str) -> FormVersion:
        """Fetch the version of a form that was pinned when this workflow was published.

        errors   KeyError when the workflow does not ask that form
        """
        return FormVersion.objects.get(pk=self.forms[slug])


def asks(form: FormDefinition) -> bool:
    """Whether any workflow that was ever published asks a form: cases of it may be running."""
    versions = set(form.source().versions.values_list("pk", flat=True))
    pinned = WorkflowVersion.objects.values_list("forms", flat=True) if versions else []
    return any(versions.intersection(forms.values()) for forms in pinned)


class WorkflowText(FrozenText):
    """The words of a workflow version in one language."""

    version = models.ForeignKey(WorkflowVersion, models.PROTECT, related_name="words")

    class Meta(FrozenText.Meta):
        verbose_name = _("workflow text")
        verbose_name_plural = _("workflow texts")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "language", "revision"], name="workflows_text_revision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.language} {self.revision}"
