"""`manage.py export_programme SLUG DIR`: a programme as it is published, as a bundle."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import Programme
from programmes.actions.exporting import bundle_of
from programmes.bundle import write_folder


class Command(BaseCommand):
    """Write a programme into a folder."""

    help = "Export a programme into a folder: the same files that an import of it would read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("folder", type=Path)

    def handle(self, *_args: Any, slug: str, folder: Path, **_options: Any) -> None:
        programme = Programme.objects.filter(slug=slug).first()
        if programme is None:
            known = ", ".join(Programme.objects.values_list("slug", flat=True)) or _("none")
            raise CommandError(
                _("There is no programme “%(slug)s”. Known are: %(known)s.")
                % {"slug": slug, "known": known}
            )
        if folder.exists() and not folder.is_dir():
            raise CommandError(_("“%(name)s” is a file. Give a folder.") % {"name": folder.name})
        changed = write_folder(bundle_of(programme), folder)
        self.stdout.write(
            ngettext("%(count)s file written.", "%(count)s files written.", len(changed))
            % {"count": len(changed)}
        )
