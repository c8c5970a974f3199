"""Registers the application itself: its checks, its periodic jobs, what Wagtail need not track."""

from django.apps import AppConfig, apps
from django.conf import settings


class StegvisConfig(AppConfig):
    """The application that ties the parts together."""

    name = "stegvis"
    verbose_name = "Stegvis"

    def ready(self) -> None:
        """Set up what needs every model to be loaded."""
        from stegvis import checks  # noqa: F401  registers the checks
        from stegvis.jobs import register_periodic_jobs

        register_periodic_jobs()
        _leave_rows_of_cases_out_of_the_reference_index()


def _leave_rows_of_cases_out_of_the_reference_index() -> None:
    """Wagtail notes for every saved row what it points at: one job and several queries each time.

    That serves pages and definitions ("used in 3 places"), not the rows of running cases.
    """
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in settings.NOT_IN_REFERENCE_INDEX:
            setattr(model, "wagtail_reference_index_ignore", True)  # noqa: B010  Wagtail's own switch
