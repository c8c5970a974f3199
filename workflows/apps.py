"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowsConfig(AppConfig):
    """What happens next: workflows as they are written and published."""

    name = "workflows"
    verbose_name = _("Workflows")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from forms.models.keeping import asked_by_name
        from forms.versions.retiring import used_by
        from workflows.models.version import asks
        from workflows.uses import uses_of_forms

        asked_by_name.append(asks)
        used_by.append(uses_of_forms)
