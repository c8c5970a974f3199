"""`make bench`: print one line of JSON per measure, in a database of its own that is dropped afterwards."""

import os
import sys

import django
from django.conf import settings


def main() -> None:
    """Lay out a fresh database, measure, drop it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.settings")
    os.environ["STEGVIS_TEST_DATABASE"] = "bench_stegvis"
    os.environ["REQUIRE_SECOND_FACTOR"] = "0"
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "tests.bench.stock"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    django.setup()
    from tests.bench.running import run  # noqa: PLC0415  models are known only after set-up

    sys.exit(run())


if __name__ == "__main__":
    main()
