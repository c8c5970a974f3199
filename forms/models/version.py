"""A published form: its structure, and its words per language. Both are frozen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.document import FormDocument
from forms.models.frozen_questions import FrozenQuestions, FrozenWords


class FormVersion(FrozenQuestions):
    """What was asked on that day. Never changed, never deleted while anything points at it."""

    definition = models.ForeignKey(
        "forms.FormDefinition", models.PROTECT, related_name="versions", verbose_name=_("form")
    )

    class Meta(FrozenQuestions.Meta):
        verbose_name = _("form version")
        verbose_name_plural = _("form versions")
        constraints = [
            models.UniqueConstraint(fields=["definition", "number"], name="forms_version_number"),
        ]

    def later(self) -> list[FormDocument]:
        """What was asked in the versions after this one, newest first."""
        versions = FormVersion.objects.filter(
            definition=self.definition_id, number__gt=self.number
        ).order_by("-number")
        return [version.document() for version in versions]


class FormText(FrozenWords):
    """The words of a form version in one language."""

    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="words")

    class Meta(FrozenWords.Meta):
        verbose_name = _("form text")
        verbose_name_plural = _("form texts")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "language", "revision"], name="forms_text_revision"
            ),
        ]
