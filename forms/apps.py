"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsConfig(AppConfig):
    """What is asked."""

    name = "forms"
    label = "forms"
    verbose_name = _("Forms")

    def ready(self) -> None:
        """Check the folder and the scanner of what people send."""
        from forms import checks  # noqa: F401  registers them
