"""When a form takes answers."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Opening(models.Model):
    """From when and until when a form takes answers, and that it is retired. Judged by `forms.sent.windows`."""

    answers_from = models.DateTimeField(
        gettext_lazy("takes answers from"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Empty: as soon as it is published."),
    )
    answers_until = models.DateTimeField(
        gettext_lazy("takes answers until"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Empty: for as long as it is published."),
    )
    drafts_until = models.DateField(
        gettext_lazy("last day for drafts begun on an older version"),
        null=True,
        blank=True,
        help_text=gettext_lazy(
            "Who began before the form changed may finish until this day. Empty: without end."
        ),
    )
    closed_words = models.TextField(
        gettext_lazy("own words when the form is closed"),
        blank=True,
        help_text=gettext_lazy("Shown instead of the questions. For example where to turn."),
    )
    retired_at = models.DateTimeField(
        gettext_lazy("retired"), null=True, blank=True, editable=False
    )
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    is_template = models.BooleanField(
        gettext_lazy("a template for other forms"),
        default=False,
        help_text=gettext_lazy(
            "It is offered where a new form begins, and takes no answers itself."
        ),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """A form opens before it closes."""
        super().clean()
        if self.answers_from and self.answers_until and self.answers_until <= self.answers_from:
            raise ValidationError(
                {"answers_until": _("The form closes before it opens. Choose a later moment.")}
            )
