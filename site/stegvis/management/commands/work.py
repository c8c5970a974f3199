"""`manage.py work`: the worker alone, as production runs it."""

from typing import Any

from django.core.management import BaseCommand, CommandParser

from stegvis.commands import worker_command
from stegvis.jobs import database_answers
from stegvis.supervisor import Program, Supervisor


class Command(BaseCommand):
    """Keep one worker running. Any number may run beside each other."""

    help = "Run jobs as they come, and those that have their hour."

    def add_arguments(self, parser: CommandParser) -> None:
        """How much to do at once."""
        parser.add_argument("--jobs-at-once", type=int, default=2)

    def handle(self, *_args: Any, jobs_at_once: int, **_options: Any) -> None:
        """Start it, and again when it lost its database: no visitor does that for a worker alone."""
        command = worker_command(jobs_at_once=jobs_at_once)
        worker = Program("worker", command, restart=True, prepare=database_answers)
        Supervisor([worker]).run()
