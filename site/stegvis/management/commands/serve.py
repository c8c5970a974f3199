"""`manage.py serve`: the web server alone, as production runs it."""

import os
import sys
from typing import Any

from django.core.management import BaseCommand, CommandParser

from stegvis.commands import DEFAULT_ADDRESS, server_command


class Command(BaseCommand):
    """Become the web server; the database and the static files are ready already."""

    help = "Run the web server. Run `migrate` and `collect_files` before, `work` beside it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The address, and how much to do at once."""
        parser.add_argument("--address", default=DEFAULT_ADDRESS, help="host:port")
        parser.add_argument("--processes", type=int, default=2)
        parser.add_argument("--threads", type=int, default=4, help="per process")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Replace this process, so that signals reach the server itself."""
        command = server_command(
            options["address"], processes=options["processes"], threads=options["threads"]
        )
        os.environ["PYTHONPATH"] = os.pathsep.join(entry for entry in sys.path if entry)
        os.execv(command[0], command)  # noqa: S606  our own command
