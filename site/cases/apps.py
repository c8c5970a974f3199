"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """The workspace where cases are run."""

    name = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        """Let a workflow be published only when its Flow class can be built, with roles that exist."""
        from accounts.role_table import ROLE_CHOICES
        from cases.published import flow_of
        from workflows import publishing

        publishing.on_freeze.append(flow_of)
        publishing.platform_roles.update(ROLE_CHOICES)
