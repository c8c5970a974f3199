"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    """Programmes as bundles of readable files."""

    name = "programmes"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        """Say to the library of forms who else may own a list: every programme, by its short name."""
        from forms.library.owners import seam
        from programmes.owners import programmes

        seam.names = programmes
