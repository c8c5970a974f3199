"""Django's task API on procrastinate: a job is stored in the same transaction as what caused it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import Task, TaskResult, TaskResultStatus
from django.utils import timezone
from django.utils.json import normalize_json
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job
from procrastinate.manager import JobManager

RUN_JOB = "stegvis.jobs.run_job"


class ProcrastinateBackend(BaseTaskBackend):
    """Enqueues on Django's own connection: roll back, and the job was never there.

    Every job may run twice (a worker can die after its work and before saying so),
    so whatever a job does must be safe to do again.
    """

    supports_defer = True
    supports_priority = True

    def enqueue(self, task: Task, args: Sequence[Any], kwargs: Mapping[str, Any]) -> TaskResult:
        """Store one job for `task`.

        errors  InvalidTask for another queue; TypeError for arguments that JSON cannot carry
        """
        self.validate_task(task)
        call: dict[str, Any] = {
            "path": task.module_path,
            "args": normalize_json(list(args)),
            "kwargs": normalize_json(dict(kwargs)),
        }
        # Not through procrastinate's app: inside a worker that one has a connection of its own.
        job = JobManager(DjangoConnector(DEFAULT_DB_ALIAS)).defer_job(
            Job(
                task_name=RUN_JOB,
                task_kwargs=call,
                queue=task.queue_name,
                priority=task.priority,
                scheduled_at=task.run_after,
                lock=None,
                queueing_lock=None,
            )
        )
        return TaskResult(
            task=task,
            id=str(job.id),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=call["args"],
            kwargs=call["kwargs"],
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
