"""A published field group: its questions, and its words per language. Both are frozen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.document import FormDocument
from forms.versions.publishing import FrozenText, FrozenVersion, Kept

_documents: Kept[str, FormDocument] = Kept()


class FieldGroupVersion(FrozenVersion):
    """The questions that forms may take in, as they were on that day."""

    definition = models.ForeignKey(
        "forms.FieldGroup", models.PROTECT, related_name="versions", verbose_name=_("field group")
    )

    class Meta(FrozenVersion.Meta):
        verbose_name = _("version of a field group")
        verbose_name_plural = _("versions of field groups")
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "number"], name="forms_groupversion_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.definition_id}.{self.number}"

    def document(self) -> FormDocument:
        """The questions as plain data, in one section, read once per process."""
        return _documents.get(self.sha256) or _documents.put(
            self.sha256, FormDocument.from_json(self.structure)
        )


class FieldGroupText(FrozenText):
    """The words of a version of a field group in one language."""

    version = models.ForeignKey(FieldGroupVersion, models.PROTECT, related_name="words")

    class Meta(FrozenText.Meta):
        verbose_name = _("text of a field group")
        verbose_name_plural = _("texts of field groups")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "language", "revision"], name="forms_grouptext_revision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.language} {self.revision}"
