"""`manage.py collect_files`: static files under their hashes, only when one has changed."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command

# Viewflow's stylesheet names fonts that it does not ship.
IGNORED = ["roboto*"]


class Command(BaseCommand):
    """Collect what the pages need beside HTML."""

    help = "Collect static files, compressed and under hashed names."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Collect, unless nothing changed since the last time."""
        note = Path(settings.STATIC_ROOT) / ".collected"
        state = _state()
        if note.exists() and note.read_text() == state:
            return
        call_command(
            "collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=IGNORED
        )
        note.write_text(state)


def _state() -> str:
    """A fingerprint of every source file's name, size and time."""
    told = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(IGNORED):
            about = Path(storage.path(path)).stat()
            told.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return told.hexdigest()
