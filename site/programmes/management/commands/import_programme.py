"""`manage.py import_programme DIR`: a bundle into the platform."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.actions.importing import import_bundle
from programmes.bundle import read_folder
from programmes.reading import BrokenBundle


class Command(BaseCommand):
    """Import a programme from its folder: all of it, or nothing."""

    help = "Import a programme from a folder. Twice is no more than once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        try:
            bundle = read_folder(folder)
            changed = import_bundle(bundle)
        except BrokenBundle as broken:
            for problem in broken.problems:
                self.stderr.write(str(problem))
            raise CommandError(_("Nothing was imported.")) from broken
        for name in changed:
            self.stdout.write(f"  {name}")
        self.stdout.write(_said(bundle.slug, changed))


def _said(slug: str, changed: list[str]) -> str:
    if not changed:
        return _("%(slug)s: nothing to do.") % {"slug": slug}
    return ngettext(
        "%(slug)s: imported, %(count)s file was new or changed.",
        "%(slug)s: imported, %(count)s files were new or changed.",
        len(changed),
    ) % {"slug": slug, "count": len(changed)}
