"""`manage.py import_library`: code lists and field groups that come with the product."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from programmes.library import bring_in


class Command(BaseCommand):
    """Make the lists and field groups that are not here yet. Twice is no more than once."""

    help = "Bring the shipped code lists and field groups into the library of forms."

    def handle(self, *_args: Any, **_options: Any) -> None:
        made = bring_in()
        for name in made:
            self.stdout.write(f"  {name}")
        if not made:
            self.stdout.write(_("The library has all of it already."))
