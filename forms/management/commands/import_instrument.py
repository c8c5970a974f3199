"""`manage.py import_instrument FILE…`: an instrument from its owner's file, with its licence and checksum shown."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from forms.instruments import sentences as say
from forms.instruments.arranging import Chosen
from forms.instruments.importing import take_in
from forms.instruments.package import read_package
from forms.instruments.shipped import shipped_files
from forms.models.instrument import Instrument
from forms.written.plain import BrokenFile


class Command(BaseCommand):
    """Take in package files: each is stored whole or not at all."""

    help = "Import instruments, or forms, from package files. Twice is no more than once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path)
        parser.add_argument(
            "--shipped", action="store_true", help="the examples that come with the platform"
        )
        parser.add_argument("--short-name", default="", help="another short name for the form")
        parser.add_argument("--as-version", default="", help="the version it is known by here")
        parser.add_argument(
            "--rename-keys", action="store_true", help="new keys for questions whose keys are taken"
        )

    def handle(self, *_args: Any, files: list[Path], shipped: bool, **options: Any) -> None:
        names = ("short_name", "as_version", "rename_keys")
        chosen = Chosen(*(options[name] for name in names))
        for path in [*files, *(shipped_files() if shipped else [])]:
            try:
                taken = take_in(read_package(path.read_bytes()), chosen=chosen)
            except OSError as missing:
                raise CommandError(f"{path}: {missing.strerror}") from missing
            except BrokenFile as broken:
                raise CommandError(
                    _("%(file)s: %(why)s Nothing of it was imported.")
                    % {"file": path.name, "why": broken}
                ) from broken
            self.stdout.write(_("%(slug)s: published.") % {"slug": taken.form.slug})
            if taken.renamed:
                self.stdout.write(say.new_keys(taken.renamed.lines))
            if taken.instrument:
                self._tell(taken.instrument)

    def _tell(self, instrument: Instrument) -> None:
        rows = [
            (_("Instrument"), instrument.reference),
            (_("Owner"), instrument.owner),
            (_("Licence"), instrument.licence_here),
            (_("Locked"), _("yes") if instrument.locked else _("no")),
            (_("Checksum"), instrument.sha256),
        ]
        for name, said in rows:
            self.stdout.write(f"  {name}: {said or '–'}")
