"""Who may answer a form without a task in the workspace."""

from django.db import models
from django.utils.translation import gettext_lazy as _

EVERYBODY, WITH_LINK, NOBODY = "public", "link", "nobody"


class Audience(models.Model):
    """Outside the workspace a form is open to everybody, to those with a personal link, or to nobody."""

    open_to = models.CharField(
        _("open to"),
        max_length=8,
        default=NOBODY,
        choices=[
            (NOBODY, _("tasks in the workspace only")),
            (WITH_LINK, _("people with a personal link")),
            (EVERYBODY, _("everybody")),
        ],
        help_text=_("A form that is open to everybody has a public address."),
    )

    class Meta:
        abstract = True
