"""A published field group: its questions, and its words per language. Both are frozen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.models.frozen_questions import FrozenQuestions, FrozenWords


class FieldGroupVersion(FrozenQuestions):
    """The questions that forms may take in, as they were on that day, in one section."""

    definition = models.ForeignKey(
        "forms.FieldGroup", models.PROTECT, related_name="versions", verbose_name=_("field group")
    )

    class Meta(FrozenQuestions.Meta):
        verbose_name = _("version of a field group")
        verbose_name_plural = _("versions of field groups")
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "number"], name="forms_groupversion_number"
            ),
        ]


class FieldGroupText(FrozenWords):
    """The words of a version of a field group in one language."""

    version = models.ForeignKey(FieldGroupVersion, models.PROTECT, related_name="words")

    class Meta(FrozenWords.Meta):
        verbose_name = _("text of a field group")
        verbose_name_plural = _("texts of field groups")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "language", "revision"], name="forms_grouptext_revision"
            ),
        ]
