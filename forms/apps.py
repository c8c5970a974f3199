"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsConfig(AppConfig):
    """What is asked."""

    name = "forms"
    label = "forms"
    verbose_name = _("Forms")
