"""How a form is filled in: on one long page, or bit by bit."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Paging(models.Model):
    """The layout that goes into the document."""

    class Layout(models.TextChoices):
        """Words of the document."""

        LONG = "", _("one long page")
        PAGES = "pages", _("a page at a time")
        QUESTIONS = "questions", _("a question at a time")

    layout = models.CharField(
        _("how it is filled in"),
        max_length=12,
        blank=True,
        default=Layout.LONG,
        choices=Layout,
        help_text=_(
            "A page at a time: sections marked “Begins a new page” begin one."
            " A question at a time suits telephones and few questions."
        ),
    )

    class Meta:
        abstract = True
