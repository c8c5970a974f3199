"""How the worker runs jobs: one at a time by name, again when they fail, rescued when it was killed."""

import logging
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.tasks import Task
from django.utils.module_loading import import_string
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from localdb.cluster import ServerDidNotStart

logger = logging.getLogger(__name__)

# 4, 16, 64, 256 … seconds: a mail server that restarts is met again, a lasting fault is given up.
RETRY = RetryStrategy(max_attempts=7, exponential_wait=4)
# A job that was running each time its worker died is probably what killed it.
RESCUES = 5
EVERY_MINUTE = "* * * * *"
KEEP_DONE_HOURS = 24 * 14


def database_answers() -> bool:
    """Whether a worker would find its database. The embedded one is started when it is down."""
    try:
        connection.ensure_connection()
    except (OperationalError, InterfaceError, ServerDidNotStart) as failure:
        logger.warning("The database does not answer; the worker waits for it. %s", failure)
        return False
    connection.close()
    return True


class NotAJob(Exception):
    """A stored job names something that is not a task of ours."""


@app.task(name="stegvis.jobs.run_job", retry=RETRY)
def run_job(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run the function that was enqueued.

    path    dotted path of a task made with Django's `@task`
    errors  NotAJob; what the function raises is noted and the job tried again later
    """
    task = import_string(path)
    if not isinstance(task, Task):
        raise NotAJob(path)
    task.call(*args, **kwargs)


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="stegvis.jobs.rescue_jobs", queueing_lock="rescue_jobs", pass_context=True)
async def rescue_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001  procrastinate passes it
    """Take up the jobs whose worker went silent: it was killed while it worked on them."""
    for job in await context.app.job_manager.get_stalled_jobs():
        if job.attempts >= RESCUES:
            await context.app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
            continue
        try:
            await context.app.job_manager.retry_job(job)
        except UniqueViolation:
            # Its next turn waits already, under the same lock: this one has nothing left to do.
            await context.app.job_manager.finish_job(job, Status.ABORTED, delete_job=True)


@app.periodic(cron="17 3 * * *")
@app.task(name="stegvis.jobs.forget_done_jobs", queueing_lock="forget_jobs", pass_context=True)
async def forget_done_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001  procrastinate passes it
    """Delete finished jobs after two weeks; failed ones stay until somebody has looked at them."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEEP_DONE_HOURS)


def register_periodic_jobs() -> None:
    """Have the worker enqueue each task in PERIODIC_JOBS by its clock.

    PERIODIC_JOBS  ((five fields as in cron, dotted path of a task without arguments), …)
    """
    for clock, path in settings.PERIODIC_JOBS:
        app.periodic(cron=clock)(_enqueuer(path))


def _enqueuer(path: str) -> Any:
    @app.task(name=f"every {path}", queueing_lock=path)
    def enqueue_when_due(timestamp: int) -> None:  # noqa: ARG001  procrastinate passes it
        run_job(path, [], {})

    return enqueue_when_due
