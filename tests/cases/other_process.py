"""A worker of its own: a fresh interpreter on the database of the test. Says what it did, line by line.

other_process.py DATABASE finish USER TASK…     finish tasks, one after the other
other_process.py DATABASE go_on USER CASE       finish whatever is open in a case until nothing is
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.settings")

import django  # noqa: E402  the path comes first

django.setup()

from django.db import connection  # noqa: E402  Django must be set up

from accounts.models import User  # noqa: E402
from cases.actions.tasks import complete_task  # noqa: E402
from cases.models import CaseTask  # noqa: E402


def main(database: str, act: str, user: str, *pks: str) -> None:
    """Do one thing on another database than the settings name."""
    connection.settings_dict["NAME"] = database
    worker = User.objects.get(pk=int(user))
    tasks = go_on(int(pks[0])) if act == "go_on" else map(int, pks)
    for pk in tasks:
        complete_task(CaseTask.objects.get(pk=pk), by=worker, answers={})
        print(pk, flush=True)  # only what is stored is said


def go_on(case_pk: int):
    """Whatever is open next, again and again."""
    while (
        pk := CaseTask.objects.waiting().filter(case=case_pk).values_list("pk", flat=True).first()
    ):
        yield pk


if __name__ == "__main__":
    main(*sys.argv[1:])
