"""Registers the public pages with Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """What the public reads."""

    name = "home"
    verbose_name = _("Public pages")

    def ready(self) -> None:
        """Have a new database start with a home page."""
        from home.first_pages import make_first_pages_after_migrating

        post_migrate.connect(make_first_pages_after_migrating, sender=self)
