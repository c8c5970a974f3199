"""How long answers are kept, and whether anybody may know whose they are."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST = 36_525  # days: a hundred years
SMALLEST_GROUP = 5  # of anonymous answers
# Other parts join in here when the site starts: each says whether it asks a form for answers that bear a name.
asked_by_name: list[Callable[[Any], bool]] = []


def _days(name: Any, words: Any) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(
        name,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
        help_text=words,
    )


class Keeping(models.Model):
    """What happens to the answers of a form once they are given. Carried out by `forms.answers.retention`."""

    anonymous = models.BooleanField(
        gettext_lazy("anonymous survey"),
        default=False,
        help_text=gettext_lazy(
            "Answers are kept without any trace of who gave them, and shown only as counts. "
            "Decide before the first answer."
        ),
    )
    least_shown = models.PositiveSmallIntegerField(
        gettext_lazy("smallest number shown in charts"),
        default=0,
        validators=[MaxValueValidator(1000)],
        help_text=gettext_lazy(
            "Smaller numbers are hidden. In an anonymous survey always 5 or more."
        ),
    )
    keep_days = _days(
        gettext_lazy("days answers are kept"),
        gettext_lazy(
            "Answers that belong to no case, from the day they were given. "
            "Empty: until somebody erases them."
        ),
    )
    keep_days_after_closing = _days(
        gettext_lazy("days answers are kept after the case was closed"),
        gettext_lazy("For forms of a case. Empty: as long as the case."),
    )
    keep_days_unfinished = _days(
        gettext_lazy("days unfinished drafts are kept"),
        gettext_lazy("Counted from the last change. Empty: 90 days."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Whether answers are anonymous is settled before the first one."""
        super().clean()
        if self.pk is None:
            return
        self._check_nobody_asks_by_name()
        before = type(self)._base_manager.filter(pk=self.pk).values_list("anonymous", flat=True)
        if before.first() != self.anonymous and self.has_answers():
            raise ValidationError(
                {
                    "anonymous": _(
                        "This form has answers already, so whether it is anonymous can no longer "
                        "change. Copy the form and decide there."
                    )
                }
            )

    def _check_nobody_asks_by_name(self) -> None:
        """A case keeps its version: what it asks could no longer be answered there."""
        if self.anonymous and any(asks(self) for asks in asked_by_name):
            raise ValidationError(
                {
                    "anonymous": _(
                        "A workflow asks this form in cases, where answers bear a name, so it cannot be "
                        "anonymous. Copy the form and ask the copy as a survey."
                    )
                }
            )

    def has_answers(self) -> bool:
        """Whether anybody has answered."""
        given = self.versions.filter(submissions__isnull=False)  # type: ignore[attr-defined]
        return given.exists() or self.campaigns.exists()  # type: ignore[attr-defined]

    @property
    def smallest_shown(self) -> int:
        """The smallest number that charts and tables may say; 0 when every number may be said."""
        return max(self.least_shown, SMALLEST_GROUP) if self.anonymous else self.least_shown
