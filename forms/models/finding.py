"""How answers are found again among very many: a column per question that lists ask."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.answers.searching import searchable


class Findable(models.Model):
    """The form that was answered, and the words one may search, beside the answers themselves.

    words       what plain questions were answered, in small letters; nothing sensitive, nothing for some roles only
    erased_at   when the answers were erased; the row stays, because a task or a decision may stand on it
    """

    definition = models.ForeignKey(
        "forms.FormDefinition", models.PROTECT, editable=False, db_index=False, related_name="+"
    )
    words = models.TextField(editable=False, default="", blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["definition", "-submitted_at", "-id"], name="forms_answers_newest"
            ),
            GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="forms_answers_words"),
            GinIndex(fields=["answers"], opclasses=["jsonb_path_ops"], name="forms_answers_given"),
        ]

    def save(self, *args: Any, **options: Any) -> None:
        """Keep the columns beside the answers true."""
        version = self.version  # type: ignore[attr-defined]
        self.definition_id = version.definition_id
        self.words = searchable(version.document(), self.answers)  # type: ignore[attr-defined]
        only = options.get("update_fields")
        if only is not None and "answers" in only:
            options["update_fields"] = {*only, "words"}
        super().save(*args, **options)
