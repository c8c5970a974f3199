"""`make bench`: print one line of JSON per measure, in a database of its own that is dropped afterwards."""

import argparse
import os
import sys
from pathlib import Path

MEASURES = (
    *("form_show", "form_store", "answers", "exports", "builder", "editor", "preview"),
    *("sweep", "versions", "step", "inbox"),
)


def main() -> None:
    """Lay out a fresh database, measure, drop it."""
    chosen = _chosen()
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.settings")
    os.environ["STEGVIS_TEST_DATABASE"] = "bench_stegvis"
    os.environ["REQUIRE_SECOND_FACTOR"] = "0"
    try:
        import django  # noqa: PLC0415  only now it is known that something is to be measured
    except ModuleNotFoundError:
        sys.exit(
            "Use the Python of the project: `make bench`, or `.venv/bin/python -m tests.bench`."
        )
    from django.conf import settings  # noqa: PLC0415

    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "tests.bench.stock"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    django.setup()
    from tests.bench.running import run  # noqa: PLC0415  models are known only after set-up

    sys.exit(run(chosen))


def _chosen() -> list[str]:
    """The measures that are asked for; all of them unless some are named."""
    asked = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Print how fast we are beside a plain way of doing the same: one line of JSON per measure. "
        "A ratio below 1 means that we are faster. Times vary with what else runs on the machine. "
        "`inbox` and `answers` print more than one line: lists are measured as they are fetched and as pages. "
        "`answers` lists a hundred thousand of them: all, those with one answer (answers_by_answer), "
        "those with a word (answers_by_word), and the page (answers_page), also in the order of an answer "
        "(answers_sorted_page); the reference sends the same "
        "statements through a bare cursor, so that the ratio is what Django and our rules take beside the "
        "database. `exports` writes a hundred thousand answers as a job, once as a workbook and once as "
        "values, and says how much more memory they need than ten thousand. `sweep` lets four workers sweep what "
        "is due beside one: 5,000 obligations, or as many as the environment says (DUE=100000). `editor` opens a "
        "workflow of sixty steps in Chromium, `preview` draws one of a hundred beside the same page in words only. "
        "`versions` builds two hundred versions of the largest service: kilobytes for each of them "
        "(versions_memory), and a task done after that beside before. `step` and `inbox` stand among a million "
        "tasks in two hundred versions.",
        epilog="`make bench` sets everything up first and takes all measures, which needs some minutes; "
        "`make bench ARGS=answers` takes one.",
    )
    asked.add_argument("measure", nargs="*", help=f"all when none is named: {', '.join(MEASURES)}")
    chosen = asked.parse_args().measure
    if unknown := [name for name in chosen if name not in MEASURES]:
        asked.error(f"no such measure: {unknown[0]}. There are {', '.join(MEASURES)}.")
    return chosen or list(MEASURES)


if __name__ == "__main__":
    main()
