"""Work in the background. Each job may run twice: a worker can die after the work and before the note of it."""

from django.tasks import task
from django.utils import timezone

from cases.actions import moves
from cases.actions.move_runs import carry_on_moving as carry_on_moving
from cases.actions.rights import follow_rights as follow_rights
from cases.letters import remind as remind
from cases.sweeper import Swept, due_processes, sweep


@task
def sweep_now() -> dict[str, int]:
    """Do what has fallen due. Runs every minute; what one sweep does not reach is the next one's, at once."""
    swept = sweep()
    if swept != Swept() and due_processes(timezone.now()).exists():
        sweep_now.enqueue()
    return vars(swept)


@task
def forget_old_moves() -> int:
    """Forget what a move changed when it can no longer be undone. Runs every night."""
    return moves.forget_old_states()
