"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    """Programmes as bundles of readable files."""

    name = "programmes"
    verbose_name = _("Programmes")
