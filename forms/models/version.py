"""A published form: its structure, and its words per language. Both are frozen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.document import FormDocument
from forms.versions.publishing import FrozenText, FrozenVersion, Kept

_documents: Kept[str, FormDocument] = Kept()


class FormVersion(FrozenVersion):
    """What was asked on that day. Never changed, never deleted while anything points at it."""

    definition = models.ForeignKey(
        "forms.FormDefinition", models.PROTECT, related_name="versions", verbose_name=_("form")
    )

    class Meta(FrozenVersion.Meta):
        verbose_name = _("form version")
        verbose_name_plural = _("form versions")
        constraints = [
            models.UniqueConstraint(fields=["definition", "number"], name="forms_version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.definition_id}.{self.number}"

    def document(self) -> FormDocument:
        """The structure as plain data, read once per process."""
        return _documents.get(self.sha256) or _documents.put(
            self.sha256, FormDocument.from_json(self.structure)
        )


class FormText(FrozenText):
    """The words of a form version in one language."""

    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="words")

    class Meta(FrozenText.Meta):
        verbose_name = _("form text")
        verbose_name_plural = _("form texts")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "language", "revision"], name="forms_text_revision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.language} {self.revision}"
