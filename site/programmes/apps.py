"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    """Programmes as bundles of readable files."""

    name = "programmes"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        """Say who else may own a list of the library, where a workflow is tried, and which programmes there are."""
        from cases import places
        from cases.models.programme import slugs
        from forms.library.owners import seam
        from programmes.owners import programmes
        from programmes.rehearsing.stories import otherwise
        from programmes.rehearsing.views import DryRunView
        from workflows import publishing

        seam.names = programmes
        page = publishing.Page("dry_run", "dry-run", DryRunView, label=_("Dry run"), icon="media")
        publishing.pages.append(page)
        publishing.before_publishing.append(otherwise)
        publishing.programmes.append(slugs)
        publishing.places.append(places.known)
