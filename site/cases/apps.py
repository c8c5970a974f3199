"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """The workspace where cases are run."""

    name = "cases"
    verbose_name = _("Cases")
