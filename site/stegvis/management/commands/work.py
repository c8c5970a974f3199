"""`manage.py work`: the worker alone, as production runs it."""

import os
from typing import Any

from django.core.management import BaseCommand, CommandParser

from stegvis.commands import worker_command


class Command(BaseCommand):
    """Become the worker. Any number may run beside each other."""

    help = "Run jobs as they come, and those that have their hour."

    def add_arguments(self, parser: CommandParser) -> None:
        """How much to do at once."""
        parser.add_argument("--jobs-at-once", type=int, default=2)

    def handle(self, *_args: Any, jobs_at_once: int, **_options: Any) -> None:
        """Replace this process, so that signals reach the worker itself."""
        command = worker_command(jobs_at_once=jobs_at_once)
        os.execv(command[0], command)  # noqa: S606  our own command
