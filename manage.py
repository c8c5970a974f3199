#!/usr/bin/env python
"""Run a Django command with the packages of site/ on the path."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Hand over to Django."""
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
