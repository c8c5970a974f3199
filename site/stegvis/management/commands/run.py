"""`manage.py run`: server and worker from one command, for one's own machine."""

import socket
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser, call_command

from stegvis.commands import DEFAULT_ADDRESS, server_command, split_address, worker_command
from stegvis.jobs import database_answers
from stegvis.supervisor import Program, Supervisor


class Command(BaseCommand):
    """Bring the database up to date, collect static files, then run server and worker."""

    help = "Run server and worker together until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        """The address to listen on."""
        parser.add_argument("--address", default=DEFAULT_ADDRESS, help="host:port")

    def handle(self, *_args: Any, address: str, **_options: Any) -> None:
        """Set up, then run until somebody stops us."""
        try:
            host, port = split_address(address)
        except ValueError as refusal:
            raise CommandError(str(refusal)) from refusal
        self._refuse_a_taken_port(host, port)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collect_files", verbosity=0)
        self.stdout.write(f"Stegvis: http://{host}:{port}/   (Ctrl-C ends it)")
        self.stdout.flush()
        programs = [
            Program("server", server_command(address), restart=False),
            Program("worker", worker_command(), restart=True, prepare=database_answers),
        ]
        code = Supervisor(programs).run()
        if code:
            raise CommandError(f"The server ended by itself (code {code}).", returncode=1)

    @staticmethod
    def _refuse_a_taken_port(host: str, port: int) -> None:
        """Say it before the set-up, and in a sentence."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as refusal:
                raise CommandError(
                    f"Cannot listen on {host}:{port} ({refusal.strerror}). "
                    "Stop what uses it, or choose another: ADDRESS=127.0.0.1:8001."
                ) from refusal
