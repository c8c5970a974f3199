"""Work in the background. Each job may run twice: a worker can die after the work and before the note of it."""

from django.tasks import task

from cases.letters import remind as remind
from cases.sweeper import sweep


@task
def sweep_now() -> dict[str, int]:
    """Do what has fallen due. Runs every minute."""
    return vars(sweep())
