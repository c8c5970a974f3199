"""Work in the background. Each job may run twice: a worker can die after the work and before the note of it."""

from django.tasks import task

from cases.actions import moves
from cases.actions.move_runs import carry_on_moving as carry_on_moving
from cases.letters import remind as remind
from cases.sweeper import sweep


@task
def sweep_now() -> dict[str, int]:
    """Do what has fallen due. Runs every minute."""
    return vars(sweep())


@task
def forget_old_moves() -> int:
    """Forget what a move changed when it can no longer be undone. Runs every night."""
    return moves.forget_old_states()
