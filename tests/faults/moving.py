"""Cases to be moved, in the database of a site under fault: made, moved and counted in processes of their own."""

import json

from django.apps import apps

from accounts.groups import set_up_groups
from cases.actions.move_runs import carry_on, start_run
from tests.factories import cases as make
from tests.factories.accounts import make_user

CASES = 25


def seed() -> None:
    """Cases on a first version, and a run that is to move them to a second one."""
    programme = make.make_programme(make.flow(make.task("look"), make.task("plan")))
    worker = make.make_worker(programme, "mover")
    for _ in range(CASES):
        make.make_case(programme, by=worker)
    after = make.flow(make.task("look", role="leader"), make.task("other"))
    to = make.make_version(after, definition=programme.workflow)
    for label in (
        "workflows",
        "wagtailsnippets",
    ):  # the tables here have no rows that migrations wrote
        set_up_groups(apps.get_app_config(label))
    mover = make_user("oskar", roles=("administrator",))
    run = start_run(to, by=mover, choices={})
    print(json.dumps({"run": run.pk, "version": to.pk}))


def move(run: int) -> None:
    """What the worker does with the run."""
    carry_on(run)
