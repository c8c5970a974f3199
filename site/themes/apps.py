"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThemesConfig(AppConfig):
    """Looks: design tokens and their contrast."""

    name = "themes"
    verbose_name = _("Themes")
