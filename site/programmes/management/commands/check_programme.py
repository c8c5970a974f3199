"""`manage.py check_programme DIR`: every problem of a bundle, with file and line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.bundle import read_folder
from programmes.problems import problems
from programmes.reading import BrokenBundle


class Command(BaseCommand):
    """Say what keeps a bundle from being imported."""

    help = "Check a programme in a folder: every problem with file and line, exit code 1 when there are any."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        try:
            found = problems(read_folder(folder))
        except BrokenBundle as broken:
            found = broken.problems
        for problem in found:
            self.stdout.write(str(problem))
        if found:
            raise CommandError(
                ngettext("%(count)s problem.", "%(count)s problems.", len(found))
                % {"count": len(found)}
            )
        self.stdout.write(_("No problems."))
