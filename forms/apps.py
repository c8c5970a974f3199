"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsConfig(AppConfig):
    """What is asked."""

    name = "forms"
    label = "forms"
    verbose_name = _("Forms")

    def ready(self) -> None:
        """Check the folder and the scanner of what people send; say where instruments and the library are looked up."""
        from forms import checks  # noqa: F401  registers them
        from forms.blocks.shelves import seam as library
        from forms.instruments import binding, known, measuring
        from forms.library import shelves
        from forms.signals import erased

        library.lists, library.groups = shelves.lists, shelves.groups
        binding.seam.originals = known.originals
        erased.connect(measuring.on_erased, dispatch_uid="forms.measurements")
