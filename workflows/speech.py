"""The active language. Checks and pictures say their sentences through here, so that they know no framework."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

__all__ = ["_", "ngettext"]
